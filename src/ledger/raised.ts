import type { CommitMention, Evidence, Line } from '../reading/types.ts'
import type { ReportedBlocker } from '../review/report.ts'
import type { Place, Readings } from './ledger.ts'
import { likeness, SAME } from './same-blocker.ts'

/** A blocker from the moment it was raised, with what later revisions say of it, before any link is judged. */
export interface Raised {
  readonly label: string
  readonly round: number
  readonly origin: 'report' | 'commit'
  readonly path: string | null
  readonly raised: Place
  /** The report that raised it called it fixed at once: a review and its re-review told in one report. */
  readonly bornFixed: boolean
  readonly title: string
  readonly body: string
  readonly evidence: readonly Evidence[]
  readonly line: Line
  readonly listed: boolean
  /** A later round that lists it as open again. */
  readonly reopened: Place | null
  /** The commits that the latest revision of its report names as its fix; null: it says "fixed" and names none. */
  readonly stated: readonly { readonly said: Place; readonly mention: CommitMention | null }[]
}

/** One revision of a report with the round it belongs to. */
export type RoundRevision = Readings['reports'][number] & { readonly round: number }

/**
 * All blockers that the reports of a pull request ever raised, in the order in which they appeared.
 * A blocker that a later revision no longer lists stays: silence never closes one.
 */
export function raisedByReports(reports: Readings['reports']): {
  readonly raised: readonly Raised[]
  readonly revisions: readonly RoundRevision[]
} {
  const revisions = withRounds(reports)
  return { raised: revisions.reduce<readonly Raised[]>(afterRevision, []), revisions }
}

/** A report without a number belongs to its file's last round, or follows the round that it answers, or is the first. */
function withRounds(reports: Readings['reports']): RoundRevision[] {
  const lastOf = new Map<string, number>()
  let latest = 0
  return reports.map(({ revision, report }) => {
    const before = lastOf.get(revision.path) ?? lastOf.get(revision.previousPath ?? '')
    const answers = report.resolutions.some((resolution) => 'round' in resolution.of)
    const round = report.round ?? before ?? (answers ? latest + 1 : 1)
    lastOf.set(revision.path, round)
    latest = Math.max(latest, round)
    return { revision, report, round }
  })
}

function afterRevision(raised: readonly Raised[], current: RoundRevision): readonly Raised[] {
  const found = new Map<Raised, ReportedBlocker>()
  const fresh: ReportedBlocker[] = []
  for (const reported of current.report.blockers) {
    const known = raised.filter((blocker) => !found.has(blocker))
    const same = closest(known, reported, current)
    if (same === undefined) fresh.push(reported)
    else found.set(same, reported)
  }
  const all = raised.map((blocker) => seenAgain(blocker, found.get(blocker), current))
  for (const reported of fresh) all.push(newlyRaised(all, reported, current))
  return all
}

/** The known blocker that a report lists again: by its own id, else by the likest wording. */
function closest(
  known: readonly Raised[],
  reported: ReportedBlocker,
  current: RoundRevision,
): Raised | undefined {
  const named = known.find((blocker) => {
    const [round, label] = splitLabel(reported.label)
    if (label === null || label !== blocker.label) return false
    return (round ?? current.round) === blocker.round && (round !== null || here(blocker, current))
  })
  if (named !== undefined) return named
  return known
    .map((blocker) => ({ blocker, like: likeness(blocker, reported) }))
    .filter(
      ({ blocker, like }) => like >= SAME && (here(blocker, current) || earlier(blocker, current)),
    )
    .sort((a, b) => b.like - a.like)[0]?.blocker
}

/** `R2-B1` → [2, 'B1'], `B1` → [null, 'B1']. */
export function splitLabel(label: string | null): readonly [number | null, string | null] {
  const parts = /^R(\d{1,4})-(.+)$/.exec(label ?? '')
  return parts === null ? [null, label] : [Number(parts[1]), parts[2] ?? null]
}

const here = (blocker: Raised, { revision, round }: RoundRevision): boolean =>
  blocker.round === round &&
  (blocker.path === revision.path || blocker.path === revision.previousPath)

const earlier = (blocker: Raised, { round }: RoundRevision): boolean => blocker.round < round

function seenAgain(
  blocker: Raised,
  reported: ReportedBlocker | undefined,
  current: RoundRevision,
): Raised {
  const moved = here(blocker, current) ? { ...blocker, path: current.revision.path } : blocker
  if (reported === undefined) return here(blocker, current) ? { ...moved, listed: false } : blocker
  const again = earlier(blocker, current) && reported.state === 'open'
  return {
    ...moved,
    path: current.revision.path,
    listed: true,
    title: reported.title,
    body: reported.body,
    evidence: reported.evidence,
    line: reported.line,
    reopened: again ? placeOf(current, reported.line) : blocker.reopened,
    stated: statedOf(reported, current),
  }
}

function newlyRaised(
  known: readonly Raised[],
  reported: ReportedBlocker,
  current: RoundRevision,
): Raised {
  const [round, label] = splitLabel(reported.label)
  return {
    label: freeLabel(known, label ?? `B${reported.ordinal}`, current),
    round: round ?? current.round,
    origin: 'report',
    path: current.revision.path,
    raised: placeOf(current, reported.line),
    bornFixed: reported.state === 'fixed',
    title: reported.title,
    body: reported.body,
    evidence: reported.evidence,
    line: reported.line,
    listed: true,
    reopened: null,
    stated: statedOf(reported, current),
  }
}

/** Ids stay with their blocker: one that was inserted above the others gets the next free number. */
function freeLabel(known: readonly Raised[], wanted: string, current: RoundRevision): string {
  const taken = new Set(known.filter((blocker) => here(blocker, current)).map(({ label }) => label))
  if (!taken.has(wanted)) return wanted
  let number = taken.size + 1
  while (taken.has(`B${number}`)) number++
  return `B${number}`
}

const statedOf = (reported: ReportedBlocker, current: RoundRevision): Raised['stated'] => {
  const said = placeOf(current, reported.line)
  if (reported.state === 'open') return []
  if (reported.fixCommits.length === 0) return [{ said, mention: null }]
  return reported.fixCommits.map((mention) => ({ said: placeOf(current, mention.line), mention }))
}

const placeOf = ({ revision }: RoundRevision, line: Line): Place => ({
  commit: revision.commit,
  path: revision.path,
  line,
})
