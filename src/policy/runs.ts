import type { PlacedRun } from '../ledger/ledger.ts'
import { reviewedBy } from '../ledger/reviewed.ts'
import type { Check } from '../snapshot/snapshot.ts'
import { againstWriter } from './approvals.ts'
import { type Judging, reviewedFiles } from './judging.ts'

/** A claimed run, with the code that it was run on and the check that shows it. */
export interface JudgedRun extends PlacedRun {
  /** Whether it saw the last commit that changes code. */
  readonly onLastCode: boolean
  /** The check with which the policy corroborates it: `missing` on this head, or null where it names none. */
  readonly check: Check | 'missing' | null
  /** How the policy calls that check, null where it names none. */
  readonly checkName: string | null
  /** Why it isn't heard, null where it is. */
  readonly distrusted: string | null
  /** Why the report that tells of it is no reviewer's, null where it is, and for what is said elsewhere. */
  readonly dependent: string | null
}

/** Every claimed run, held against commits and checks. */
export function judgedRuns({
  snapshot,
  facts,
  ledger,
  policy,
}: Omit<Judging, 'runs'>): readonly JudgedRun[] {
  const filesOf = reviewedFiles(snapshot, facts, policy)
  const code = snapshot.commits.filter((commit) => filesOf(commit).length > 0)
  const reports = new Map(ledger.reports.map((report) => [report.path, report]))
  const checks = Object.entries(policy.corroborate)
  return ledger.validation.map((run) => {
    const report = run.path === null ? undefined : reports.get(run.path)
    const has =
      report === undefined
        ? (sha: string) => facts.within(sha, run.commit)
        : reviewedBy(snapshot, facts, { ...report, commit: run.since }).has
    const name = checks.find(([command]) => isCommand(run.command, command))?.[1]
    const commit = facts.commit(run.commit)
    const objections =
      report === undefined ? [] : againstWriter(snapshot, facts, run.commit, policy)
    const dependent = objections.find(
      ({ against }) =>
        against === 'trust' ||
        (against === 'independent' && policy.requirements.independent === 'error'),
    )
    return {
      ...run,
      onLastCode: code.every(({ sha }) => has(sha)),
      check:
        name === undefined
          ? null
          : (snapshot.checks.find((check) => check.name === name) ?? 'missing'),
      checkName: name ?? null,
      distrusted: commit === undefined ? null : facts.distrusted(commit),
      dependent: dependent?.because ?? null,
    }
  })
}

/** Whether a run is one of the command that a policy names; `*` stands for anything. */
export function isCommand(run: string, wanted: string): boolean {
  const parts = plain(wanted).split('*')
  const [first = '', ...rest] = parts
  const text = plain(run)
  if (rest.length === 0) return text === first
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.endsWith(last) && text.length - last.length >= at
}

const plain = (command: string): string =>
  command
    .replace(/^\$\s+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Where a run is told of. */
export const toldAt = ({ path, commit, line }: PlacedRun): string =>
  `${path ?? commit.slice(0, 7)}:${line}`
