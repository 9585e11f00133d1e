import { html, raw } from 'hono/html'
import { z } from 'zod'
import type { Reply } from './front.ts'
import type { Call } from './rules.ts'
import { blobPath, page } from './web-page.ts'
import type { WebMeans } from './web-rules.ts'
import { HOUSEKEEPER } from './world.ts'

const contentShape = z.looseObject({ type: z.literal('file'), content: z.string() })

/** A file with numbered lines, each of which can be pointed at. */
export async function blobPage(
  { outside }: WebMeans,
  { repository, param }: Call,
  login: string | null,
): Promise<Reply | null> {
  const [ref, path] = [param('ref'), param('path')]
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const found = await outside.ask(
    'GET',
    `/repos/${repository}/contents/${encoded}?ref=${encodeURIComponent(ref)}`,
    undefined,
    login ?? HOUSEKEEPER,
  )
  const file = contentShape.safeParse(found.body)
  if (found.status !== 200 || !file.success) return null
  const text = Buffer.from(file.data.content, 'base64').toString('utf8')
  const lines = text.replace(/\n$/, '').split('\n')
  return page(
    200,
    `${path} at ${ref.slice(0, 7)}`,
    html`<h1>${path}</h1>
<p>${repository} at <a href="/${repository}/commit/${ref}"><code>${ref.slice(0, 7)}</code></a></p>
<table class="lines">${lines.map(
      (line, place) =>
        html`<tr id="L${place + 1}"><td class="n"><a href="#L${place + 1}">${place + 1}</a></td><td><pre>${line}</pre></td></tr>
`,
    )}</table>
<script>${raw(MARK_LINES)}</script>`,
    login,
  )
}

/** `#L2-L8` names no element: as on GitHub, a script marks these lines. */
const MARK_LINES = `
function mark() {
  const [, from, to] = /^#L(\\d+)-L(\\d+)$/.exec(location.hash) ?? []
  for (const row of document.querySelectorAll('.lines tr')) {
    const line = Number(row.id.slice(1))
    row.classList.toggle('meant', line >= Number(from) && line <= Number(to))
  }
  document.querySelector('tr.meant')?.scrollIntoView({ block: 'center' })
}
addEventListener('hashchange', mark)
mark()
`

const commitShape = z.looseObject({
  sha: z.string(),
  commit: z.looseObject({
    message: z.string(),
    author: z.looseObject({ name: z.string(), date: z.string() }),
  }),
  files: z.array(
    z.looseObject({ filename: z.string(), status: z.string(), patch: z.string().optional() }),
  ),
})

/** A commit's message, and what it changed. */
export async function commitPage(
  { outside }: WebMeans,
  { repository, param }: Call,
  login: string | null,
): Promise<Reply | null> {
  const path = `/repos/${repository}/commits/${param('sha')}`
  const found = await outside.ask('GET', path, undefined, login ?? HOUSEKEEPER)
  const read = commitShape.safeParse(found.body)
  if (found.status !== 200 || !read.success) return null
  const { sha, commit, files } = read.data
  const [title = ''] = commit.message.split('\n')
  return page(
    200,
    `${title} · ${sha.slice(0, 7)}`,
    html`<h1>Commit ${sha.slice(0, 7)}</h1>
<section><pre>${commit.message}</pre></section>
<p>${commit.author.name} on ${commit.author.date}</p>
<p><code>${sha}</code></p>
${files.map(
  ({ filename, status, patch }) => html`<article>
<h3><a href="${blobPath(repository, sha, filename)}">${filename}</a> (${status})</h3>
<pre>${patch ?? 'No text to show.'}</pre>
</article>
`,
)}`,
    login,
  )
}
