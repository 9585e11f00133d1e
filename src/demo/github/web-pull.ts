import { html } from 'hono/html'
import { z } from 'zod'
import type { Reply } from './front.ts'
import { fieldsOf } from './replies.ts'
import type { Call } from './rules.ts'
import { type Pull, pullShape, runListShape } from './shapes.ts'
import { type Markup, page } from './web-page.ts'
import type { WebMeans } from './web-rules.ts'
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
  return page(
    200,
    `${pull.title} · Pull request #${pull.number}`,
    html`<h1>${pull.title} #${pull.number}</h1>
<p><b>${stateOf(pull)}</b> · ${pull.user?.login} wants to merge <code>${pull.head.ref}</code> into <code>${pull.base.ref}</code></p>
<section><pre>${String(pull.body ?? '')}</pre></section>
<section aria-label="Checks"><h2>Checks</h2>
<p>of <a href="/${repository}/commit/${pull.head.sha}"><code>${pull.head.sha.slice(0, 7)}</code></a></p>
${await checks(means, repository, pull.head.sha, as)}
</section>
<h2>Conversation</h2>
${await conversation(means, repository, pull)}
${formFor(repository, pull.number, login)}`,
    login,
  )
}

const stateOf = (pull: Pull): string =>
  pull.merged === true
    ? 'Merged'
    : pull.state !== 'open'
      ? 'Closed'
      : pull.draft === true
        ? 'Draft'
        : 'Open'

const linkShape = z.looseObject({ details_url: z.string().nullish() })

async function checks(
  { outside }: WebMeans,
  repository: string,
  sha: string,
  as: string,
): Promise<Markup> {
  const path = `/repos/${repository}/commits/${sha}/check-runs?per_page=100`
  const { check_runs: runs } = await outside.get(runListShape, path, as)
  return html`<ul>${runs.map((run) => {
    const { details_url: details } = linkShape.parse(run)
    const isLink = typeof details === 'string' && /^https?:/.test(details)
    return html`<li><b>${run.name}</b>: ${run.conclusion ?? run.status} — ${run.output.title ?? ''} ${
      isLink ? html`<a href="${details}">Details</a>` : ''
    }</li>
`
  })}</ul>`
}

interface Said {
  readonly at: string
  readonly markup: Markup
}

/** Comments and reviews in the order in which they were written. */
async function conversation(
  { talk, reviews, reactions }: WebMeans,
  repository: string,
  pull: Pull,
): Promise<readonly Markup[]> {
  const said = (value: Readonly<Record<string, unknown>>, at: unknown, did: string): Said => {
    const reacted = reactions.of(String(value.node_id))
    const anchor = String(value.html_url).split('#')[1] ?? ''
    return {
      at: String(at),
      markup: html`<article id="${anchor}">
<h3>${String(fieldsOf(value.user).login)} ${did} on ${String(at)}</h3>
<pre>${String(value.body ?? '')}</pre>
${reacted.length === 0 ? '' : html`<p>${reacted.map(({ content, login }) => `${EMOJI[content]} ${login}`).join(', ')}</p>`}
</article>
`,
    }
  }
  const comments = await talk.comments(repository, pull.number)
  const submitted = await reviews.all(repository, pull.number)
  return [
    ...comments.map((one) => said(one, one.created_at, 'commented')),
    ...submitted.map((one) => said(one, one.submitted_at, DID[String(one.state)] ?? 'reviewed')),
  ]
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ markup }) => markup)
}

const DID: Readonly<Record<string, string>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'requested changes',
}

const EMOJI = {
  THUMBS_UP: '👍',
  THUMBS_DOWN: '👎',
  LAUGH: '😄',
  HOORAY: '🎉',
  CONFUSED: '😕',
  HEART: '❤️',
  ROCKET: '🚀',
  EYES: '👀',
} as const

function formFor(repository: string, number: number, login: string | null): Markup {
  const here = `/${repository}/pull/${number}`
  return login === null
    ? html`<p><a href="/login?return_to=${encodeURIComponent(here)}">Sign in</a> to comment.</p>`
    : html`<form method="post" action="${here}">
<label for="body">Comment as ${login}</label>
<textarea id="body" name="body" required></textarea>
<button type="submit">Comment</button>
</form>`
}
