import type { ReportedBlocker } from '../review/report.ts'
import type { Effort } from './effort.ts'
import { isCalledSo, type Naming, namingOf, referred, sameId } from './naming.ts'
import type { Raised } from './raised-blocker.ts'
import { type RoundRevision, splitLabel } from './rounds.ts'
import {
  isElsewhere,
  type Mention,
  nearness,
  related,
  reworded,
  SAME,
  SAME_PLACE,
} from './same-blocker.ts'
import { similarTitles } from './similar-titles.ts'
import type { Wording } from './wording.ts'

/** A blocker that a revision lists and that is known already. */
export interface Found {
  readonly reported: ReportedBlocker
  readonly blocker: Raised
  /** Whether it is told in other words. */
  readonly isChanged: boolean
  /** "(was B1 and B2)": the first takes the entry over, the others are still listed by it, and keep their words. */
  readonly isFirst: boolean
}

/** What is known around one revision. */
export interface Looking {
  readonly raised: readonly Raised[]
  readonly current: RoundRevision
  /** Reports that were deleted: another may have taken over what they listed. */
  readonly gone: ReadonlySet<string>
  /** Whether its report no longer lists it, so that it may have moved here. */
  readonly isLeft: (blocker: Raised) => boolean
  readonly wordingOf: (reported: ReportedBlocker) => Wording
  readonly effort: Effort
}

/** An entry and a known blocker that may be one; the higher, the likelier. */
interface Pair {
  readonly reported: ReportedBlocker
  readonly blocker: Raised
  readonly like: number
}

/**
 * Which of the blockers that a revision lists are known: by a name of an earlier round, by the same words, by the
 * same id for something similar, by likeness. Where that could be two, it is neither: it enters as a new one, and
 * both stay. An id that was given to another thing makes that a new one, too.
 */
export function recognised(looking: Looking): readonly Found[] {
  const { current, raised, wordingOf } = looking
  const found: Found[] = []
  const taken = new Set<Raised>()
  const told = new Set<ReportedBlocker>()
  const take = ({ reported, blocker }: Omit<Pair, 'like'>) => {
    if (taken.has(blocker)) return
    const isFirst = !told.has(reported)
    taken.add(blocker)
    told.add(reported)
    const isChanged = reworded(blocker.wording, wordingOf(reported))
    found.push({ reported, blocker, isChanged, isFirst })
  }
  const left = () => current.report.blockers.filter((reported) => !told.has(reported))
  const free = () => raised.filter((blocker) => !taken.has(blocker))

  const naming = namingOf(raised, current, looking.effort)
  for (const reported of left()) {
    if (looking.effort.isOver()) return found
    for (const blocker of referred(reported, naming)) take({ reported, blocker })
  }
  withSameWords(left(), free(), looking, take)
  const rest = left()
  if (rest.length === 0 || looking.effort.isOver()) return found
  for (const pair of clear(alike(rest, free(), naming, looking))) take(pair)
  return found
}

/** Entries in the words of a known blocker: of several such the nearest, here and by the same name first. */
function withSameWords(
  left: readonly ReportedBlocker[],
  free: readonly Raised[],
  looking: Looking,
  take: (pair: Omit<Pair, 'like'>) => void,
): void {
  const { current, effort } = looking
  const wanted = new Set(left.map((reported) => looking.wordingOf(reported).key))
  const byWording = new Map<string, Raised[]>()
  for (const blocker of free) {
    const { key } = blocker.wording
    if (key === '' || !wanted.has(key)) continue
    const same = byWording.get(key)
    if (same === undefined) byWording.set(key, [blocker])
    else same.push(blocker)
  }
  effort.spend(5 * free.length)
  for (const reported of left) {
    const same = byWording.get(looking.wordingOf(reported).key) ?? []
    effort.spend(20 * same.length)
    if (effort.isOver()) return
    let best: Pair | undefined
    const told = mention(reported, looking)
    for (const blocker of same) {
      if (!mayBe(blocker, reported, told, looking)) continue
      const here = isHere(blocker, current) ? 2 : 0
      const named = isCalledSo(blocker, reported) ? 1 : 0
      const like = 4 * nearness(blocker, told) + here + named
      effort.spend(30)
      if (best === undefined || like > best.like) best = { reported, blocker, like }
    }
    if (best === undefined) continue
    take(best)
    same.splice(same.indexOf(best.blocker), 1)
  }
}

/** Whether an entry in the same words may be that blocker. "Missing test." about another file is not. */
function mayBe(
  blocker: Raised,
  reported: ReportedBlocker,
  told: Mention,
  looking: Looking,
): boolean {
  const isNamed = reported.label !== null && isCalledSo(blocker, reported)
  const weight = blocker.wording.telling.size
  if (isElsewhere(blocker, told) && !(isNamed && weight > 0)) return false
  if (isEligible(blocker, looking)) return true
  // Two reviewers may say "missing tests" in the same round, each of something else.
  const isWithRound = splitLabel(reported.label)[0] !== null
  return weight > 0 && ((isNamed && isWithRound) || looking.isLeft(blocker))
}

/** Whether it was listed by this report or in an earlier round; in the same round reports speak each for itself. */
const isEligible = (blocker: Raised, { current, gone }: Looking): boolean =>
  blocker.round < current.round ||
  isHere(blocker, current) ||
  (blocker.path !== null && gone.has(blocker.path))

/** Whether the file of this revision listed it before, in whichever round. */
const isHere = ({ names }: Raised, { revision }: RoundRevision): boolean =>
  names.some(({ path }) => path === revision.path || path === revision.previousPath)

/** Pairs that bear the same id and have something in common, and pairs of similar titles. */
function alike(
  left: readonly ReportedBlocker[],
  free: readonly Raised[],
  naming: Naming,
  looking: Looking,
): readonly Pair[] {
  const { effort } = looking
  const eligible = free.filter((blocker) => isEligible(blocker, looking))
  if (eligible.length === 0) return []
  const among = new Set(eligible)
  const told = left.map((reported) => ({ reported, ...mention(reported, looking) }))
  const named = told.flatMap(({ reported, ...one }) =>
    sameId(reported, naming).flatMap((blocker): Pair[] => {
      effort.spend(STEPS_A_NAME)
      const like = among.has(blocker) && !effort.isOver() ? related(blocker, one) : 0
      return like > 0 ? [{ reported, blocker, like: like + 0.3 }] : []
    }),
  )
  const titled = similarTitles(told, effort)
  const similar = eligible.flatMap((blocker) =>
    titled(blocker.wording).flatMap(({ found, like }): Pair[] => {
      const { reported } = found
      const atPlace = reported.label === null && isCalledSo(blocker, reported)
      const enough = like >= (atPlace ? SAME_PLACE : SAME) && !isElsewhere(blocker, found)
      return enough ? [{ reported, blocker, like: like + (atPlace ? 0.1 : 0) }] : []
    }),
  )
  return [...named, ...similar]
}

const STEPS_A_NAME = 300

/** The likeliest pairs first, and none where an entry could as well be another blocker. */
function* clear(pairs: readonly Pair[]): Generator<Pair> {
  const ofEntry = new Map<ReportedBlocker, Pair[]>()
  for (const pair of pairs) {
    ofEntry.set(pair.reported, [...(ofEntry.get(pair.reported) ?? []), pair])
  }
  const taken = new Set<Raised>()
  const done = new Set<ReportedBlocker>()
  for (const pair of [...pairs].sort((one, other) => other.like - one.like)) {
    if (taken.has(pair.blocker) || done.has(pair.reported)) continue
    done.add(pair.reported)
    const isUnclear = ofEntry
      .get(pair.reported)
      ?.some(
        ({ blocker, like }) =>
          blocker !== pair.blocker && !taken.has(blocker) && like > pair.like - MARGIN,
      )
    if (isUnclear) continue
    taken.add(pair.blocker)
    yield pair
  }
}

/** Two that are as like as this can't be told apart. */
const MARGIN = 0.15

const mention = (reported: ReportedBlocker, { wordingOf }: Looking): Mention => ({
  wording: wordingOf(reported),
  evidence: reported.evidence,
})
