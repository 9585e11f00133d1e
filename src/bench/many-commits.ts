import { execFileSync } from 'node:child_process'
import { longReport } from './documents.ts'

const BLOCKERS = 4

/**
 * A repository with a branch of so many commits: three reports among them, the last of which approves, and each blocker
 * fixed by a commit.
 */
export function repositoryOf(folder: string, count: number): void {
  const git = (words: readonly string[], input = '') =>
    execFileSync('git', words, { cwd: folder, input, stdio: ['pipe', 'pipe', 'inherit'] })
  git(['init', '--quiet', '--initial-branch=main', folder])
  git(['fast-import', '--quiet'], [...history(count)].join(''))
  git(['checkout', '--quiet', 'feat'])
}

function* history(count: number): Generator<string> {
  let mark = 1
  const commit = (branch: string, from: number | null, message: string, files: Files): string =>
    [
      `commit refs/heads/${branch}\nmark :${mark}\n`,
      `committer Casey <casey@example.com> ${1_767_600_000 + 60 * mark++} +0000\n`,
      data(message),
      from === null ? '' : `from :${from}\n`,
      ...Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
      '\n',
    ].join('')
  yield commit('main', null, 'chore: begin\n', parts())
  const reports = [1, Math.floor(count / 2), count - 1]
  for (let index = 0; index < count; index++) {
    const round = reports.indexOf(index) + 1
    const message = fixes(index, count)
    yield round > 0
      ? commit('feat', mark - 1, `docs: review, round ${round}\n`, reportOf(round))
      : commit('feat', mark - 1, message.text, { [message.path]: lines(index) })
  }
}

type Files = Readonly<Record<string, string>>

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`

const lines = (start: number): string =>
  Array.from({ length: 40 }, (_, line) => `export const line${line} = ${start + line}\n`).join('')

const parts = (): Files =>
  Object.fromEntries(
    Array.from({ length: BLOCKERS }, (_, part) => [`src/part${part}/retry.ts`, lines(0)]),
  )

/** The commits behind the first report fix a blocker each. */
function fixes(index: number, count: number): { readonly text: string; readonly path: string } {
  const blocker = index - 2
  return blocker >= 0 && blocker < BLOCKERS && count > 2 * BLOCKERS
    ? {
        text: `fix: part ${blocker}\n\nFixes-Blocker: B${blocker + 1}\n`,
        path: `src/part${blocker}/retry.ts`,
      }
    : { text: `feat: change ${index}\n\nIt was slow.\n`, path: `src/other${index % 50}.ts` }
}

const reportOf = (round: number): Files => {
  const text = longReport(4_096, BLOCKERS).report ?? ''
  return round === 1
    ? { 'REVIEW.md': text }
    : { [`REVIEW-R${round}.md`]: `# Review R${round}: retries\n\nVerdict: approve\n` }
}
