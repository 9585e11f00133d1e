import { createHash } from 'node:crypto'
import { assess } from '../../src/app/assess-pull.ts'
import { readCommit } from '../../src/commit/read-commit.ts'
import type { Readings } from '../../src/ledger/ledger.ts'
import type { Assessment } from '../../src/policy/assessment.ts'
import { DEFAULT_POLICY } from '../../src/policy/policy.ts'
import { readReport } from '../../src/review/read-report.ts'
import { reportPaths } from '../../src/snapshot/report-paths.ts'
import type { Commit, Elsewhere, Snapshot } from '../../src/snapshot/snapshot.ts'

/** One commit of a story: its name, the files it writes (null: removes), its message. */
export interface Step {
  readonly name: string
  readonly files: Readonly<Record<string, string | null>>
  readonly message: string
  /** The step before, when left out. */
  readonly parents?: readonly string[]
}

/** The hash of the commit with that name, so that a story can mention it before it tells it. */
export const sha = (name: string): string => createHash('sha1').update(name).digest('hex')

/** As people write it. */
export const short = (name: string): string => sha(name).slice(0, 7)

export const feature: Step = {
  name: 'feature',
  files: { 'src/retry.ts': 'for (;;) send()' },
  message: 'feat: retry',
}

export const step = (
  name: string,
  message: string,
  files: Step['files'] = { 'src/retry.ts': name },
): Step => ({
  name,
  files,
  message,
})

/** A report in `REVIEW.md`, or at another path. */
export const review = (name: string, text: string, path = 'REVIEW.md'): Step =>
  step(name, `docs: ${name}`, { [path]: text })

/** The facts of a pull request with these commits, without GitHub. */
export function pull(steps: readonly Step[], more: Partial<Snapshot> = {}): Snapshot {
  const commits = steps.map((one, index) => commitOf(one, steps[index - 1]?.name, index))
  const isReport = reportPaths(DEFAULT_POLICY.reports)
  return {
    pull: { owner: 'acme', repo: 'widgets', number: 1 },
    state: 'open',
    author: 'casey',
    webUrl: 'https://github.com/acme/widgets',
    base: { ref: 'main', sha: sha('main') },
    head: {
      ref: 'feat/retry',
      sha: commits.at(-1)?.sha ?? sha('main'),
      repository: 'acme/widgets',
    },
    mergeBase: sha('main'),
    reportPatterns: DEFAULT_POLICY.reports,
    commits,
    revisions: steps.flatMap(({ name, files }) =>
      Object.entries(files)
        .filter(([path]) => isReport(path))
        .map(([path, text]) => ({
          path,
          previousPath: null,
          commit: sha(name),
          blob: text === null ? null : sha(text),
          text,
        })),
    ),
    elsewhere: [],
    gaps: [],
    ...more,
  }
}

function commitOf(
  { name, files, message, parents }: Step,
  before: string | undefined,
  index: number,
): Commit {
  const date = new Date(Date.UTC(2026, 0, 5, 9, index)).toISOString()
  const person = { name: 'Casey', email: 'casey@example.com', date, login: 'casey' }
  return {
    sha: sha(name),
    parents: (parents ?? [before ?? 'main']).map(sha),
    message,
    author: person,
    committer: person,
    files: Object.entries(files).map(([path, text]) => ({
      path,
      previousPath: null,
      status: text === null ? 'removed' : 'modified',
      blob: text === null ? null : sha(text),
    })),
  }
}

/** A commit that is in the base already, in the repository only, or nowhere. */
export const elsewhere = (name: string, where: Elsewhere['where'], at = 0): Elsewhere => ({
  mention: short(name),
  where,
  commit: where === 'nowhere' ? null : commitOf(step(name, `fix: ${name}`), undefined, at),
})

/** What the App's threads read, read here. */
export const read = ({ revisions, commits }: Snapshot): Readings => ({
  reports: revisions.map((revision) => ({ revision, report: readReport(revision.text ?? '') })),
  messages: new Map(commits.map(({ sha: of, message }) => [of, readCommit(message)])),
})

export const assessed = (steps: readonly Step[], more: Partial<Snapshot> = {}): Assessment => {
  const snapshot = pull(steps, more)
  return assess(snapshot, read(snapshot))
}

/** `B1 fixed, B2 open: no commit is linked to it yet`. */
export const told = ({ ledger }: Assessment): string[] =>
  ledger.blockers.map(({ name, state, why }) =>
    state === 'open' ? `${name} open: ${why}` : `${name} ${state}`,
  )

export const BLOCKING =
  '# Review: retries\n\nVerdict: blocking\n\n## Blockers\n\n1. Retries never stop.\n2. The error is swallowed.\n'
