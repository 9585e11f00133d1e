import type { BlockerRef } from '../../commit/message.ts'
import { placeholder } from '../../reading/placeholder.ts'
import { exactly, replaceIn } from '../../reading/source.ts'
import type { CommitMention } from '../../reading/types.ts'
import type { Commit } from '../../snapshot/snapshot.ts'
import { editIn } from '../edit-in.ts'
import type { Effort } from '../effort.ts'
import type { Facts } from '../facts.ts'
import type { PlacedDiagnostic, Readings } from '../ledger.ts'
import { type Names, someOf } from '../names.ts'
import { writerOf } from '../people.ts'
import type { Raised } from '../raised-blocker.ts'
import type { Claim } from './checking.ts'

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

export const joined = (parts: readonly Claims[]): Claims => ({
  aimed: parts.flatMap((part) => part.aimed),
  strays: parts.flatMap((part) => part.strays),
})

/** Link rule 1: `Fixes-Blocker: B1` and its synonyms, in the trailers of a commit. */
export function trailerClaims(
  readings: Readings,
  names: Names,
  { wasBefore, commit: commitOf }: Facts,
  effort: Effort,
): Claims {
  const aimed: Aimed[] = []
  const strays: PlacedDiagnostic[] = []
  for (const [sha, message] of readings.messages) {
    const wasThere = (commit: string) => wasBefore(commit, sha)
    const strayed: PlacedDiagnostic[] = []
    for (const ref of eachOnce(message.fixesBlockers)) {
      effort.spend(STEPS_A_REF + names.stepsFor(ref))
      if (effort.isOver()) return { aimed, strays }
      const named = names.called(ref, wasThere)
      // Two rounds may each have a B1: what was not raised yet can't have been meant.
      const before = named.filter((blocker) => wasThere(blocker.raised.commit))
      const blockers = before.length > 0 ? before : named
      if (blockers.length === 1) {
        const said = { commit: sha, path: null, line: ref.line }
        const mention: CommitMention = { sha, subject: null, line: ref.line }
        const by = writerOf(commitOf(sha))
        const { because } = ref
        aimed.push({
          claim: { origin: 'trailer', said, mention, because, by, comment: null, round: null },
          blockers,
        })
      } else if (strayed.length < MOST_STRAYS) {
        strayed.push(strayTrailer(ref, sha, blockers, names, commitOf(sha)))
      }
    }
    strays.push(...strayed)
  }
  return { aimed, strays }
}

const STEPS_A_REF = 100

/** More wrong names in one message tell nobody more. */
const MOST_STRAYS = 10

const eachOnce = <T extends BlockerRef>(refs: readonly T[]): readonly T[] => [
  ...new Map(refs.map((ref) => [ref.text, ref])).values(),
]

function strayTrailer(
  ref: BlockerRef,
  sha: string,
  among: readonly Raised[],
  names: Names,
  commit: Commit | undefined,
): PlacedDiagnostic {
  const isUnknown = among.length === 0
  const known = isUnknown ? names.all : among
  const [first] = known
  const one = isUnknown ? 'names no blocker of this pull request' : 'names more than one blocker'
  return {
    code: isUnknown ? 'unknown-blocker' : 'ambiguous-blocker',
    severity: 'warning',
    path: null,
    commit: sha,
    line: ref.line,
    message: `The trailer "${ref.text}" ${one}.`,
    next:
      first === undefined
        ? 'There is no blocker to fix: take the trailer out.'
        : `Name one of ${someOf(known, names)}: amend the message, or let the report say "${names.idOf(first)}: fixed in ${sha.slice(0, 7)}".`,
    edit:
      first === undefined
        ? null
        : editIn(commit, (source) =>
            replaceIn(
              source,
              ref.line,
              exactly(ref.text),
              placeholder(`one of ${someOf(known, names)}`),
            ),
          ),
  }
}

/** Link rule 2, for one blocker: the report's own item says in which commit it was fixed. */
export const statedClaims = (raised: readonly Raised[], { commit }: Facts): Claims => ({
  aimed: raised.flatMap((blocker) =>
    blocker.stated.map((stated) => ({
      claim: {
        origin: 'report' as const,
        ...stated,
        by: writerOf(commit(stated.said.commit)),
        comment: null,
      },
      blockers: [blocker],
    })),
  ),
  strays: [],
})
