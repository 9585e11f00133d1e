import { exactly, replaceIn } from '../reading/source.ts'
import type { ReportedBlocker } from '../review/report.ts'
import { editIn } from './edit-in.ts'
import type { Effort } from './effort.ts'
import type { Facts } from './facts.ts'
import type { PlacedDiagnostic, Readings } from './ledger.ts'
import { type Labels, labelsOf, newlyRaised, notSeen, seenAgain } from './listing.ts'
import type { Raised } from './raised-blocker.ts'
import { recognised } from './recognise.ts'
import { type RoundRevision, withRounds } from './rounds.ts'
import { type Wording, wordingOf } from './wording.ts'

/** More than anybody reviews. */
export const MAX_BLOCKERS = 1_000

/**
 * All blockers that the reports of a pull request ever raised, in the order in which they appeared.
 * A blocker that a later revision no longer lists stays: silence never closes one.
 */
export function raisedByReports(
  reports: Readings['reports'],
  commitOf: Facts['commit'],
  effort: Effort,
): {
  readonly raised: readonly Raised[]
  readonly revisions: readonly RoundRevision[]
  readonly diagnostics: readonly PlacedDiagnostic[]
} {
  const revisions = withRounds(reports, commitOf)
  const wording = remembered(effort)
  const moved = movesAmong(revisions, wording)
  let raised: readonly Raised[] = []
  const gone = new Set<string>()
  for (const current of revisions) {
    const { path, text } = current.revision
    if (text === null) gone.add(path)
    else gone.delete(path)
    const isLeft = (blocker: Raised) => blocker.dropped || moved(blocker, current)
    const found = recognised({ raised, current, gone, isLeft, wordingOf: wording, effort })
    const next = afterRevision(raised, current, found, wording, effort)
    if (next.length > MAX_BLOCKERS) return { raised, revisions, diagnostics: [tooMany(current)] }
    if (effort.isOver()) return { raised, revisions, diagnostics: [tooOften(current)] }
    raised = next
  }
  return {
    raised,
    revisions,
    diagnostics: raised.flatMap((blocker) => miscalled(blocker, revisions)),
  }
}

type WordingOf = (reported: ReportedBlocker) => Wording

function afterRevision(
  raised: readonly Raised[],
  current: RoundRevision,
  found: ReturnType<typeof recognised>,
  wording: WordingOf,
  effort: Effort,
): readonly Raised[] {
  const { blockers } = current.report
  effort.spend(5 * raised.length + STEPS_A_LISTING * blockers.length)
  const labels: Labels = labelsOf(raised, current, effort)
  const again = new Map(found.map((one) => [one.blocker, one]))
  const told = new Set(found.map(({ reported }) => reported))
  const known = raised.map((blocker) => {
    const seen = again.get(blocker)
    return seen === undefined
      ? notSeen(blocker, current)
      : seenAgain(seen, current, wording(seen.reported), labels)
  })
  const fresh = blockers
    .filter((reported) => !told.has(reported))
    .map((reported) => newlyRaised(reported, current, wording(reported), labels))
  return [...known, ...fresh]
}

const STEPS_A_LISTING = 250

/** Reports repeat themselves from revision to revision. */
function remembered(effort: Effort): WordingOf {
  const known = new Map<string, Wording>()
  return ({ title }) => {
    const before = known.get(title)
    if (before !== undefined) return before
    effort.spend(4 * title.length)
    const wording = wordingOf(title)
    known.set(title, wording)
    return wording
  }
}

/** Whether the commit of a revision takes a blocker out of another report, so that this one may be where it went. */
function movesAmong(revisions: readonly RoundRevision[], wording: WordingOf) {
  const listed = new Map<string, () => ReadonlySet<string>>()
  const place = (path: string | null, commit: string) => `${commit} ${path}`
  for (const { revision, report } of revisions) {
    let keys: ReadonlySet<string> | undefined
    listed.set(place(revision.path, revision.commit), () => {
      keys ??= new Set(report.blockers.map((reported) => wording(reported).key))
      return keys
    })
  }
  return (blocker: Raised, { revision }: RoundRevision): boolean => {
    if (blocker.path === revision.path) return false
    const there = listed.get(place(blocker.path, revision.commit))
    return there !== undefined && !there().has(blocker.wording.key)
  }
}

const tooMany = (current: RoundRevision): PlacedDiagnostic =>
  stoppedAt(
    current,
    `The reports of one pull request can raise ${MAX_BLOCKERS} blockers; those from here on were not taken in.`,
  )

const tooOften = (current: RoundRevision): PlacedDiagnostic =>
  stoppedAt(
    current,
    'The blockers were listed too often, or in too many wordings, to tell which are the same; those from here on were not taken in.',
  )

const stoppedAt = ({ revision, report }: RoundRevision, message: string): PlacedDiagnostic => ({
  code: 'too-many-blockers',
  severity: 'error',
  path: revision.path,
  commit: revision.commit,
  line: report.blockers[0]?.line ?? 1,
  message,
  next: 'Split the pull request.',
  edit: null,
})

function miscalled(
  { miscalled: name, label, title, line, path, raised }: Raised,
  revisions: readonly RoundRevision[],
): PlacedDiagnostic[] {
  if (name === null || raised.path === null) return []
  const last = revisions.findLast(
    ({ revision }) => revision.path === path && revision.text !== null,
  )?.revision
  const quoted = title.length > 60 ? `${title.slice(0, 59)}…` : title
  return [
    {
      code: 'id-taken',
      severity: 'warning',
      path: last?.path ?? raised.path,
      commit: last?.commit ?? raised.commit,
      line,
      message: `"${quoted}" is called ${name}, which is another blocker's id: here it is ${label}.`,
      next: `Call it ${label}, in the report and in trailers.`,
      edit: editIn(last, (source) =>
        replaceIn(source, line, new RegExp(String.raw`\b${exactly(name).source}\b`, 'i'), label),
      ),
    },
  ]
}
