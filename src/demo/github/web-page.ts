import { html, raw } from 'hono/html'
import type { Reply } from './front.ts'
import { STYLE } from './web-style.ts'

export type Markup = ReturnType<typeof html>

/** A page of the embedded GitHub's web. */
export async function page(
  status: number,
  title: string,
  content: Markup,
  login: string | null = null,
  headers: Reply['headers'] = {},
): Promise<Reply> {
  const markup = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><strong>GitHub, embedded</strong>
${visitor(login)}</header>
<main>
${content}
</main>
</body>
</html>
`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(String(markup)),
  }
}

const visitor = (login: string | null): Markup =>
  login === null
    ? html`<a href="/login">Sign in</a>`
    : html`<form method="post" action="/logout"><span>Signed in as <b>${login}</b></span> <button type="submit">Sign out</button></form>`

/** The page of a file at a commit. */
export const blobPath = (repository: string, sha: string, path: string): string =>
  `/${repository}/blob/${sha}/${path.split('/').map(encodeURIComponent).join('/')}`

/** Also for what the reader may not see. */
export const notFoundPage = (login: string | null): Promise<Reply> =>
  page(
    404,
    'Not found',
    html`<h1>Not found</h1><p>This is not the page you are looking for.</p>`,
    login,
  )

export const redirect = (location: string, headers: Reply['headers'] = {}): Reply => ({
  status: 303,
  headers: { location, ...headers },
  body: Buffer.alloc(0),
})
