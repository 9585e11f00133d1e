import type { PlacedDiagnostic, Readings } from './ledger.ts'
import { newlyRaised, notSeen, seenAgain } from './listing.ts'
import type { Raised } from './raised-blocker.ts'
import { recognised } from './recognise.ts'
import { type RoundRevision, withRounds } from './rounds.ts'
import { type Comparison, comparison } from './same-blocker.ts'

/** More than anybody reviews; each is held against those of every other revision. */
export const MAX_BLOCKERS = 1_000
/** About a second's work. */
const MOST_COMPARISONS = 500_000

/**
 * All blockers that the reports of a pull request ever raised, in the order in which they appeared.
 * A blocker that a later revision no longer lists stays: silence never closes one.
 */
export function raisedByReports(reports: Readings['reports']): {
  readonly raised: readonly Raised[]
  readonly revisions: readonly RoundRevision[]
  readonly diagnostics: readonly PlacedDiagnostic[]
} {
  const revisions = withRounds(reports)
  const comparing = comparison()
  let raised: readonly Raised[] = []
  const gone = new Set<string>()
  for (const current of revisions) {
    const { path, text } = current.revision
    if (text === null) gone.add(path)
    else gone.delete(path)
    const next = afterRevision(raised, current, gone, comparing)
    if (next.length > MAX_BLOCKERS) return { raised, revisions, diagnostics: [tooMany(current)] }
    if (comparing.made() > MOST_COMPARISONS) {
      return { raised, revisions, diagnostics: [tooManyWordings(current)] }
    }
    raised = next
  }
  return { raised, revisions, diagnostics: raised.flatMap(miscalled) }
}

function afterRevision(
  raised: readonly Raised[],
  current: RoundRevision,
  gone: ReadonlySet<string>,
  comparing: Comparison,
): readonly Raised[] {
  const found = recognised(raised, current, gone, comparing)
  const again = new Map([...found].map(([reported, known]) => [known.blocker, { reported, known }]))
  const all = raised.map((blocker) => {
    const seen = again.get(blocker)
    return seen === undefined
      ? notSeen(blocker, current)
      : seenAgain(blocker, seen.reported, seen.known, current)
  })
  for (const reported of current.report.blockers) {
    if (!found.has(reported)) all.push(newlyRaised(all, reported, current))
  }
  return all
}

const tooMany = (current: RoundRevision): PlacedDiagnostic =>
  stoppedAt(
    current,
    `The reports of one pull request can raise ${MAX_BLOCKERS} blockers; those from here on were not taken in.`,
  )

const tooManyWordings = (current: RoundRevision): PlacedDiagnostic =>
  stoppedAt(
    current,
    'The blockers were listed in too many wordings to tell which are the same; those from here on were not taken in.',
  )

const stoppedAt = ({ revision, report }: RoundRevision, message: string): PlacedDiagnostic => ({
  code: 'too-many-blockers',
  severity: 'error',
  path: revision.path,
  commit: revision.commit,
  line: report.blockers[0]?.line ?? 1,
  message,
  next: 'Split the pull request.',
})

function miscalled({ miscalled: name, label, title, line, raised }: Raised): PlacedDiagnostic[] {
  if (name === null || raised.path === null) return []
  const quoted = title.length > 60 ? `${title.slice(0, 59)}…` : title
  return [
    {
      code: 'id-taken',
      severity: 'warning',
      path: raised.path,
      commit: raised.commit,
      line,
      message: `"${quoted}" is called ${name}, which is another blocker's id: here it is ${label}.`,
      next: `Call it ${label}, in the report and in trailers.`,
    },
  ]
}
