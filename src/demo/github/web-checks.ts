import { html } from 'hono/html'
import { z } from 'zod'
import { type Run, runListShape } from './shapes.ts'
import { markdown } from './web-markdown.ts'
import { blobPath, type Markup } from './web-page.ts'
import type { WebMeans } from './web-rules.ts'

/** The check runs of a commit: title, summary, and what they say on lines of files. */
export async function checksOf(
  means: WebMeans,
  repository: string,
  sha: string,
  as: string,
): Promise<Markup> {
  const path = `/repos/${repository}/commits/${sha}/check-runs?per_page=100`
  const { check_runs: runs } = await means.outside.get(runListShape, path, as)
  const shown = await Promise.all(runs.map((run) => checkRun(means, repository, run, as)))
  return html`<section class="checks" aria-labelledby="checks">
<h2 id="checks">Checks of <a href="/${repository}/commit/${sha}"><code>${sha.slice(0, 7)}</code></a></h2>
${runs.length === 0 ? html`<p>None yet.</p>` : shown}
</section>`
}

const linkShape = z.looseObject({ details_url: z.string().nullish() })

async function checkRun(
  means: WebMeans,
  repository: string,
  run: Run,
  as: string,
): Promise<Markup> {
  const { details_url: details } = linkShape.parse(run)
  const isLink = typeof details === 'string' && /^https?:/.test(details)
  const { title, summary } = run.output
  const state = run.conclusion ?? run.status
  return html`<div class="run">
<div class="line"><span class="sign ${state}" aria-hidden="true">${SIGN[state] ?? '●'}</span>
<p><b>${run.name}</b> <span class="quiet">${state}</span> — ${title ?? ''}</p>
${isLink ? html`<a href="${details}">Details</a>` : ''}</div>
${
  summary
    ? html`<details open><summary>Summary</summary>
${markdown(summary, 'summary')}
${await annotations(means, repository, run, as)}
</details>`
    : ''
}
</div>
`
}

const SIGN: Readonly<Record<string, string>> = { success: '✓', failure: '✕', neutral: '■' }

const annotationsShape = z.array(
  z.looseObject({
    path: z.string(),
    start_line: z.number(),
    end_line: z.number(),
    annotation_level: z.string(),
    title: z.string().nullish(),
    message: z.string(),
  }),
)

async function annotations(
  { outside }: WebMeans,
  repository: string,
  { id, head_sha: sha }: Run,
  as: string,
): Promise<Markup | ''> {
  const path = `/repos/${repository}/check-runs/${id}/annotations?per_page=100`
  const notes = await outside.get(annotationsShape, path, as)
  if (notes.length === 0) return ''
  return html`<h3>Annotations</h3>
<ul class="annotations">${notes.map(
    (note) => html`<li class="${note.annotation_level}">
<p><a href="${blobPath(repository, sha, note.path)}#L${note.start_line}">${note.path}:${linesOf(note)}</a> <span class="quiet">${note.annotation_level}</span></p>
<p><b>${note.title ?? ''}</b></p>
<pre>${note.message}</pre>
</li>
`,
  )}</ul>`
}

const linesOf = (note: { readonly start_line: number; readonly end_line: number }): string =>
  note.start_line === note.end_line ? `${note.start_line}` : `${note.start_line}-${note.end_line}`
