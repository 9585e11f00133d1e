import { placeholder } from '../../reading/placeholder.ts'
import { reasonIn } from '../../reading/reason.ts'
import {
  type Change,
  exactly,
  replaceIn,
  replaceSentence,
  type Source,
} from '../../reading/source.ts'
import type { Resolution } from '../../review/report.ts'
import { editIn } from '../edit-in.ts'
import type { Effort } from '../effort.ts'
import { type Names, someOf } from '../names.ts'
import type { Raised } from '../raised-blocker.ts'
import { type RoundRevision, splitLabel } from '../rounds.ts'
import type { Claims } from './claims.ts'
import { joined } from './claims.ts'

const NOTHING: Claims = { aimed: [], strays: [] }

/**
 * Link rule 2, for blockers that this revision does not list: "R1-B2 is fixed in abc1234",
 * "Commit abc1234 addresses the two prior blocking issues". An announced count must match.
 * @param closed the blockers that other claims have closed already, for counts that leave those out
 */
export function resolutionClaims(
  revision: RoundRevision,
  names: Names,
  closed: ReadonlySet<Raised>,
  effort: Effort,
): Claims {
  const ofRound = priorOf(revision, names.all, effort)
  return joined(
    revision.report.resolutions.map((resolution) => {
      effort.spend(STEPS_A_RESOLUTION)
      if (effort.isOver()) return NOTHING
      // What doesn't block is nobody's blocker, whatever other reports call by the same name.
      if ('note' in resolution.of) return NOTHING
      if ('label' in resolution.of) {
        effort.spend(names.stepsFor({ label: splitLabel(resolution.of.label)[1] ?? '' }))
        const meant = labelled(resolution.of.label, revision, names)
        return meant.length === 1
          ? aim(resolution, revision, meant)
          : stray(resolution, revision, 'unknown-blocker', meant, names)
      }
      const candidates = ofRound(resolution.of.round)
      // "The prior blockers are resolved" where there are none in this pull request says nothing about it.
      if (candidates.length === 0 && resolution.count === null) return NOTHING
      const open = candidates.filter((blocker) => !closed.has(blocker))
      if (resolution.count === null || resolution.count === candidates.length) {
        return aim(resolution, revision, candidates)
      }
      if (resolution.count === open.length) return aim(resolution, revision, open)
      return stray(resolution, revision, 'count-mismatch', candidates, names)
    }),
  )
}

const STEPS_A_RESOLUTION = 50

/** What the revision lists itself, it speaks of in the item. */
const isListedBy = (blocker: Raised, { revision, round }: RoundRevision): boolean =>
  blocker.listed &&
  blocker.path === revision.path &&
  blocker.names.some((name) => name.path === revision.path && name.round === round)

/** Of several that share a label, the one of this very file is meant. */
function labelled(written: string, current: RoundRevision, names: Names): readonly Raised[] {
  const [round, label] = splitLabel(written)
  if (label === null) return []
  const called = names
    .called({ path: null, round, label }, () => true)
    .filter(({ origin }) => origin === 'report')
  const here = called.filter(({ path }) => path === current.revision.path)
  return called.length > 1 && here.length === 1 ? here : called
}

/** The blockers of an earlier round that a revision may answer as a whole: worked out once for each round. */
function priorOf(current: RoundRevision, raised: readonly Raised[], effort: Effort) {
  const known = new Map<number | null, readonly Raised[]>()
  return (asked: number | null): readonly Raised[] => {
    const before = known.get(asked)
    if (before !== undefined) return before
    effort.spend(30 * raised.length)
    const prior = ofRound(asked, current, raised)
    known.set(asked, prior)
    return prior
  }
}

function ofRound(
  asked: number | null,
  current: RoundRevision,
  raised: readonly Raised[],
): readonly Raised[] {
  const { revision, report, round } = current
  const others = raised.filter(
    (blocker) => blocker.origin === 'report' && !isListedBy(blocker, current),
  )
  const earlier = others.filter((blocker) => blocker.round < round)
  // A file that is written anew without a round number answers what it listed before.
  const dropped = others.filter(({ path }) => path === revision.path)
  const prior = earlier.length > 0 ? earlier : dropped
  const before = asked === null ? prior : others.filter((blocker) => blocker.round === asked)
  const last = before.reduce((latest, blocker) => Math.max(latest, blocker.round), 0)
  const candidates = before.filter((blocker) => blocker.round === last)
  // With several reports in one round, the one of the same file is answered, else all.
  const sameFile = candidates.filter((blocker) => blocker.path === revision.path)
  const sameFolder = candidates.filter((blocker) => folder(blocker.path) === folder(revision.path))
  return (
    [sameFile, sameFolder].find((some) => some.length > 0 && report.title !== null) ?? candidates
  )
}

const folder = (path: string | null): string => (path ?? '').split('/').slice(0, -1).join('/')

function aim(resolution: Resolution, revision: RoundRevision, blockers: readonly Raised[]): Claims {
  const said = placeOf(revision, resolution.line)
  const mentions = resolution.commits.length === 0 ? [null] : resolution.commits
  const told = {
    origin: 'report' as const,
    said,
    because: reasonIn(resolution.text),
    by: revision.by,
    comment: null,
    round: revision.round,
  }
  return {
    aimed: mentions.map((mention) => ({ claim: { ...told, mention }, blockers })),
    strays: [],
  }
}

function stray(
  resolution: Resolution,
  { revision }: RoundRevision,
  code: 'unknown-blocker' | 'count-mismatch',
  candidates: readonly Raised[],
  names: Names,
): Claims {
  const ids = (some: readonly Raised[]) => someOf(some, names)
  const isCount = code === 'count-mismatch'
  // A fix commit for a blocker that nobody raised: one of the two is not what it seems.
  const isMissing =
    !isCount &&
    candidates.length === 0 &&
    resolution.commits.length > 0 &&
    'label' in resolution.of &&
    /^(?:R\d+-)?B\d+$/.test(resolution.of.label)
  const some = candidates.length > 0 ? candidates : names.all
  const [first] = some
  return {
    aimed: [],
    strays: [
      {
        code,
        severity: isCount || isMissing ? 'error' : 'warning',
        path: revision.path,
        commit: revision.commit,
        line: resolution.line,
        message: isCount
          ? `The report calls ${resolution.count} earlier blockers resolved, but there ${thereAre(candidates, ids)}.`
          : `"${resolution.text}" names no single blocker of this pull request.`,
        next: isCount
          ? `Name each blocker with its commit: "${first === undefined ? 'R1-B1' : names.idOf(first)}: fixed in abc1234".`
          : some.length === 0
            ? 'There is no blocker to resolve: take this out.'
            : `Name one of ${ids(some)}.`,
        edit:
          some.length === 0
            ? null
            : editIn(revision, (source) => namedAnew(resolution, ids(some), source)),
      },
    ],
  }
}

/** The name that nobody has, or the sentence that counts, with what is to be named instead. */
function namedAnew(
  { of, line, text, commits }: Resolution,
  ids: string,
  source: Source,
): readonly Change[] {
  const [commit] = commits
  const one = placeholder(`one of ${ids}`)
  if ('label' in of) {
    const [, label] = splitLabel(of.label)
    const name = new RegExp(String.raw`\b(?:R\d{1,4}-)?${exactly(label ?? of.label).source}\b`, 'i')
    return replaceIn(source, line, name, one)
  }
  const fix = commit === undefined ? placeholder('its commit') : commit.sha.slice(0, 12)
  return replaceSentence(
    source,
    line,
    text,
    `${placeholder(`those that are meant, of ${ids}`)}: fixed in ${fix}.`,
  )
}

function thereAre(blockers: readonly Raised[], ids: (some: readonly Raised[]) => string): string {
  if (blockers.length === 0) return 'are none in this pull request'
  const verb = blockers.length === 1 ? 'is' : 'are'
  return `${verb} ${blockers.length}: ${ids(blockers)}`
}

const placeOf = ({ revision }: RoundRevision, line: number) => ({
  commit: revision.commit,
  path: revision.path,
  line,
})
