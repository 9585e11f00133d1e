import { html, raw } from 'hono/html'
import type { Reply } from './front.ts'

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
<header><strong>GitHub, embedded</strong>${login === null ? '' : html` <span>Signed in as <b>${login}</b></span>`}</header>
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

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; color: #1f2328; background: #fff; }
header { padding: 12px 24px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; }
header span { margin-left: 16px; }
main { max-width: 1000px; margin: 0 auto; padding: 8px 24px 48px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: 13px/1.45 ui-monospace, monospace; }
section, article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px 16px; margin: 16px 0; }
article h3 { margin: 0 0 8px; font-size: 14px; }
table { border-collapse: collapse; width: 100%; }
td { padding: 0 12px 0 0; vertical-align: top; }
td.n { text-align: right; width: 1%; user-select: none; }
tr:target { background: #fff8c5; }
a { color: #0550ae; }
textarea { width: 100%; box-sizing: border-box; min-height: 7em; font: inherit; }
button { font: inherit; padding: 6px 16px; margin: 4px 0; cursor: pointer; }
`
