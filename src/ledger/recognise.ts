import type { ReportedBlocker } from '../review/report.ts'
import type { Raised } from './raised-blocker.ts'
import { type RoundRevision, splitLabel } from './rounds.ts'
import { type Comparison, RELATED, SAME } from './same-blocker.ts'

/** A blocker that is known already, and whether the revision tells it in other words. */
export interface Found {
  readonly blocker: Raised
  readonly isChanged: boolean
}

/**
 * Which of the blockers that a revision lists are known: by the same words, by an id of an earlier round, by
 * the same id for something similar, by likeness. An id that was given to another thing makes that a new one,
 * and the old one stays.
 * @param gone the reports that were deleted, whose blockers another file may have taken over
 */
export function recognised(
  raised: readonly Raised[],
  current: RoundRevision,
  gone: ReadonlySet<string>,
  comparing: Comparison,
): ReadonlyMap<ReportedBlocker, Found> {
  const found = new Map<ReportedBlocker, Found>()
  const taken = new Set<Raised>()
  const left = () => current.report.blockers.filter((reported) => !found.has(reported))
  const take = (reported: ReportedBlocker, blocker: Raised | undefined) => {
    if (blocker === undefined || taken.has(blocker)) return
    taken.add(blocker)
    found.set(reported, { blocker, isChanged: comparing.reworded(blocker, reported) })
  }

  const byName = named(raised, current)
  for (const reported of left()) take(reported, byName.ofRound(reported, comparing))

  const eligible = raised.filter(
    (blocker) =>
      blocker.origin === 'report' &&
      (isHere(blocker, current) ||
        blocker.round < current.round ||
        (blocker.path !== null && gone.has(blocker.path))),
  )
  const byWording = queues(eligible, current, comparing)
  for (const reported of left()) {
    const same = byWording.get(comparing.wording(reported))
    take(
      reported,
      same?.find((blocker) => !taken.has(blocker) && !isElsewhere(blocker, reported)),
    )
  }
  for (const reported of left()) {
    const own = byName.here(reported)
    if (own !== undefined && comparing.likeness(own, reported) >= RELATED) take(reported, own)
  }
  for (const { reported, blocker } of likest(left(), eligible, taken, comparing)) {
    if (!found.has(reported)) take(reported, blocker)
  }
  return found
}

/** Whether the file of this revision listed it before, in whichever round. */
const isHere = ({ names }: Raised, { revision }: RoundRevision): boolean =>
  names.some(({ path }) => path === revision.path || path === revision.previousPath)

/** The same words about other files are another blocker: "Missing test." */
const isElsewhere = (blocker: Raised, { evidence }: ReportedBlocker): boolean => {
  if (blocker.evidence.length === 0 || evidence.length === 0) return false
  const files = new Set(blocker.evidence.map(({ path }) => path))
  return blocker.title.length < 25 && !evidence.some(({ path }) => files.has(path))
}

function named(raised: readonly Raised[], { revision, round }: RoundRevision) {
  const byLabel = new Map<string, Raised[]>()
  for (const blocker of raised) {
    for (const name of blocker.names) {
      const key = `R${name.round}-${name.label}`
      byLabel.set(key, [...(byLabel.get(key) ?? []), blocker])
    }
  }
  return {
    /** "R1-B2" in a report of another round: no words are needed beside it. */
    ofRound: (reported: ReportedBlocker, comparing: Comparison): Raised | undefined => {
      const [inRound, label] = splitLabel(reported.label)
      if (inRound === null || inRound === round || label === null) return undefined
      const all = byLabel.get(`R${inRound}-${label}`) ?? []
      if (all.length < 2) return all[0]
      const like = new Map(all.map((one) => [one, comparing.likeness(one, reported)]))
      return [...all].sort((a, b) => (like.get(b) ?? 0) - (like.get(a) ?? 0))[0]
    },
    /** "B1" in the report that called it so. */
    here: (reported: ReportedBlocker): Raised | undefined => {
      const [, label] = splitLabel(reported.label)
      if (label === null) return undefined
      return byLabel
        .get(`R${round}-${label}`)
        ?.find(({ names }) =>
          names.some(
            (name) =>
              name.round === round &&
              name.label === label &&
              (name.path === revision.path || name.path === revision.previousPath),
          ),
        )
    },
  }
}

/** The eligible ones by their words, those of this very file first. */
function queues(
  eligible: readonly Raised[],
  current: RoundRevision,
  comparing: Comparison,
): ReadonlyMap<string, readonly Raised[]> {
  const byWording = new Map<string, Raised[]>()
  const [here, others] = [true, false].map((own) =>
    eligible.filter((blocker) => isHere(blocker, current) === own),
  )
  for (const blocker of [...(here ?? []), ...(others ?? [])]) {
    const key = comparing.wording(blocker)
    if (key === '') continue
    const queue = byWording.get(key)
    if (queue === undefined) byWording.set(key, [blocker])
    else queue.push(blocker)
  }
  return byWording
}

/** Pairs that are alike enough, the likest first. */
const likest = (
  left: readonly ReportedBlocker[],
  eligible: readonly Raised[],
  taken: ReadonlySet<Raised>,
  comparing: Comparison,
) => {
  const free = eligible.filter((blocker) => !taken.has(blocker))
  return left
    .flatMap((reported) =>
      free.map((blocker) => ({ reported, blocker, like: comparing.likeness(blocker, reported) })),
    )
    .filter(({ like }) => like >= SAME)
    .sort((a, b) => b.like - a.like)
}
