import { html } from 'hono/html'
import type { Reply } from './front.ts'
import type { Call } from './rules.ts'
import { type Pull, pullShape } from './shapes.ts'
import { checksOf } from './web-checks.ts'
import { markdown } from './web-markdown.ts'
import { page } from './web-page.ts'
import type { WebMeans } from './web-rules.ts'
import { commentForm, conversation } from './web-talk.ts'
import { HOUSEKEEPER } from './world.ts'

/** A pull request: its checks, its conversation, and a form for a comment. */
export async function pullPage(
  means: WebMeans,
  { repository, param }: Call,
  login: string | null,
): Promise<Reply | null> {
  const { outside } = means
  const as = login ?? HOUSEKEEPER
  const path = `/repos/${repository}/pulls/${param('number')}`
  const found = await outside.ask('GET', path, undefined, as)
  if (found.status !== 200) return null
  const pull = pullShape.parse(found.body)
  const { head, base, user, body } = pull
  const [state, look] = stateOf(pull)
  return page(
    200,
    `${pull.title} · Pull request #${pull.number}`,
    html`<h1>${pull.title} <span class="quiet">#${pull.number}</span></h1>
<p class="about"><span class="state ${look}">${state}</span> <span><b>${user?.login}</b> wants to merge <code>${head.ref}</code> into <code>${base.ref}</code> in ${repository}</span></p>
${body ? html`<article>${markdown(String(body), 'comment')}</article>` : ''}
${await checksOf(means, repository, head.sha, as)}
<h2>Conversation</h2>
${await conversation(means, repository, pull)}
${commentForm(repository, pull.number, login)}`,
    login,
  )
}

/** In a word, and how it looks. */
function stateOf(pull: Pull): readonly [string, string] {
  if (pull.merged === true) return ['Merged', 'merged']
  if (pull.state !== 'open') return ['Closed', 'closed']
  return pull.draft === true ? ['Draft', 'draft'] : ['Open', 'open']
}
