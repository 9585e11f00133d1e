import { html } from 'hono/html'
import { fieldsOf } from './replies.ts'
import type { Pull } from './shapes.ts'
import { markdown } from './web-markdown.ts'
import type { Markup } from './web-page.ts'
import type { WebMeans } from './web-rules.ts'

interface Said {
  readonly at: string
  readonly markup: Markup
}

/** Comments and reviews in the order in which they were written. */
export async function conversation(
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
<h3><b>${String(fieldsOf(value.user).login)}</b> ${did} on ${minuteOf(String(at))}</h3>
${value.body ? markdown(String(value.body), 'comment') : ''}
${reacted.length === 0 ? '' : html`<p class="reactions">${reacted.map(({ content, login }) => html`<span>${EMOJI[content]} ${login}</span> `)}</p>`}
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

/** `2026-01-05 09:04 UTC` */
const minuteOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

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

/** Where one writes a comment, or signs in to. */
export function commentForm(repository: string, number: number, login: string | null): Markup {
  const here = `/${repository}/pull/${number}`
  return login === null
    ? html`<p><a href="/login?return_to=${encodeURIComponent(here)}">Sign in</a> to comment.</p>`
    : html`<form class="comment" method="post" action="${here}">
<label for="body">Comment as ${login}</label>
<textarea id="body" name="body" required></textarea>
<button type="submit">Comment</button>
</form>`
}
