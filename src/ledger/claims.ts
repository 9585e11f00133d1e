import type { BlockerRef } from '../commit/message.ts'
import type { CommitMention } from '../reading/types.ts'
import type { Resolution } from '../review/report.ts'
import type { Claim } from './judge-link.ts'
import type { PlacedDiagnostic, Readings } from './ledger.ts'
import { type Raised, type RoundRevision, splitLabel } from './raised.ts'

/** A claim and the blockers it is about. */
export interface Aimed {
  readonly claim: Claim
  readonly blockers: readonly Raised[]
}

/** Claims that found their blockers, and a word on each that did not. */
export interface Claims {
  readonly aimed: readonly Aimed[]
  readonly strays: readonly PlacedDiagnostic[]
}

const NOTHING: Claims = { aimed: [], strays: [] }

const joined = (parts: readonly Claims[]): Claims => ({
  aimed: parts.flatMap((part) => part.aimed),
  strays: parts.flatMap((part) => part.strays),
})

/** Link rule 1: `Fixes-Blocker: B1` and its synonyms, in the trailers of a commit. */
export function trailerClaims(
  readings: Readings,
  raised: readonly Raised[],
  wasBefore: (earlier: string, later: string) => boolean,
): Claims {
  const all = [...readings.messages].flatMap(([sha, message]) =>
    message.fixesBlockers.map((ref): Claims => {
      const said = { commit: sha, path: null, line: ref.line }
      const mention: CommitMention = { sha, subject: null, line: ref.line }
      const named = raised.filter((blocker) => isNamed(blocker, ref))
      // Two rounds may each have a B1: what was not raised yet can't have been meant.
      const before = named.filter((blocker) => wasBefore(blocker.raised.commit, sha))
      const blockers = before.length > 0 ? before : named
      if (blockers.length === 1)
        return { aimed: [{ claim: { origin: 'trailer', said, mention }, blockers }], strays: [] }
      return { aimed: [], strays: [strayTrailer(ref, sha, blockers, raised)] }
    }),
  )
  return joined(all)
}

const isNamed = (blocker: Raised, ref: BlockerRef): boolean =>
  blocker.label === ref.label &&
  (ref.round === null || ref.round === blocker.round) &&
  (ref.path === null || ref.path === blocker.path)

function strayTrailer(
  ref: BlockerRef,
  sha: string,
  among: readonly Raised[],
  raised: readonly Raised[],
): PlacedDiagnostic {
  const known = (among.length > 0 ? among : raised).map(longName)
  const one =
    among.length === 0 ? 'names no blocker of this pull request' : 'names more than one blocker'
  return {
    code: among.length === 0 ? 'unknown-blocker' : 'ambiguous-blocker',
    severity: 'warning',
    path: null,
    commit: sha,
    line: ref.line,
    message: `The trailer "${ref.text}" ${one}.`,
    next: known.length === 0 ? 'There is no blocker to fix.' : `Name one of ${known.join(', ')}.`,
  }
}

/** Link rule 2, for one blocker: the report's own item says in which commit it was fixed. */
export const statedClaims = (raised: readonly Raised[]): Claims => ({
  aimed: raised.flatMap((blocker) =>
    blocker.stated.map((stated) => ({
      claim: { origin: 'report' as const, ...stated },
      blockers: [blocker],
    })),
  ),
  strays: [],
})

/**
 * Link rule 2, for blockers that another report or round raised: "R1-B2 is fixed in abc1234",
 * "Commit abc1234 addresses the two prior blocking issues". An announced count must match.
 * @param closed the blockers that other claims have closed already, for counts that leave those out
 */
export function resolutionClaims(
  revision: RoundRevision,
  raised: readonly Raised[],
  closed: ReadonlySet<Raised>,
): Claims {
  return joined(
    revision.report.resolutions.map((resolution) => {
      const candidates = meant(resolution, revision, raised)
      if ('label' in resolution.of) {
        return candidates.length === 1
          ? aim(resolution, revision, candidates)
          : stray(resolution, revision, 'unknown-blocker', candidates, raised)
      }
      // "The prior blockers are resolved" where there are none in this pull request says nothing about it.
      if (candidates.length === 0 && resolution.count === null) return NOTHING
      const open = candidates.filter((blocker) => !closed.has(blocker))
      if (resolution.count === null || resolution.count === candidates.length) {
        return aim(resolution, revision, candidates)
      }
      if (resolution.count === open.length) return aim(resolution, revision, open)
      return stray(resolution, revision, 'count-mismatch', candidates, raised)
    }),
  )
}

function meant(
  resolution: Resolution,
  { revision, report, round }: RoundRevision,
  raised: readonly Raised[],
): readonly Raised[] {
  const others = raised.filter(
    (blocker) =>
      blocker.origin === 'report' && !(blocker.round === round && blocker.path === revision.path),
  )
  if ('label' in resolution.of) {
    const [inRound, label] = splitLabel(resolution.of.label)
    return others.filter(
      (blocker) => blocker.label === label && (inRound === null || inRound === blocker.round),
    )
  }
  const inRound = resolution.of.round
  const before = others.filter((blocker) =>
    inRound === null ? blocker.round < round : blocker.round === inRound,
  )
  const last = Math.max(...before.map((blocker) => blocker.round))
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
  return {
    aimed: mentions.map((mention) => ({
      claim: { origin: 'report' as const, said, mention },
      blockers,
    })),
    strays: [],
  }
}

function stray(
  resolution: Resolution,
  revision: RoundRevision,
  code: 'unknown-blocker' | 'count-mismatch',
  candidates: readonly Raised[],
  raised: readonly Raised[],
): Claims {
  const known = (candidates.length > 0 ? candidates : raised).map(longName).join(', ') || 'none'
  const message =
    code === 'count-mismatch'
      ? `The report calls ${resolution.count} earlier blockers resolved, but there are ${candidates.length}: ${known}.`
      : `"${resolution.text}" names no single blocker of this pull request.`
  return {
    aimed: [],
    strays: [
      {
        code,
        severity: code === 'count-mismatch' ? 'error' : 'warning',
        path: revision.revision.path,
        commit: revision.revision.commit,
        line: resolution.line,
        message,
        next:
          code === 'count-mismatch'
            ? 'Name each blocker with its commit: "R1-B1: fixed in abc1234".'
            : `Name one of ${known}.`,
      },
    ],
  }
}

/** The name by which a text can mean no other blocker of the same report. */
export const longName = (blocker: Raised): string =>
  blocker.origin === 'commit'
    ? `${blocker.raised.commit.slice(0, 7)}-${blocker.label}`
    : `R${blocker.round}-${blocker.label}`

const placeOf = ({ revision }: RoundRevision, line: number) => ({
  commit: revision.commit,
  path: revision.path,
  line,
})
