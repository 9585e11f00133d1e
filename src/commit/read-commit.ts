import { readCommitMentions } from '../reading/commit-mentions.ts'
import { eachOnce } from '../reading/each-once.ts'
import { withEdits } from '../reading/edits.ts'
import { leftToFill } from '../reading/left-to-fill.ts'
import { plainPassage } from '../reading/passage.ts'
import { emptied } from '../reading/placeholder.ts'
import { sourceOf } from '../reading/source.ts'
import type { CommitMention } from '../reading/types.ts'
import { readBlockerRefs } from './blocker-ref.ts'
import { bodySections } from './body-outline.ts'
import { readFindings } from './findings.ts'
import type { CommitMessage } from './message.ts'
import { itemOf, readTestPlan } from './test-plan.ts'
import { trailerDoubts } from './trailer-doubts.ts'
import { fixesBlockers, readTrailers } from './trailers.ts'

/** Messages are text by anybody; no honest one is longer, in characters. What comes after is not read. */
const MAX_MESSAGE = 64 * 1024

/** Reads a commit message: what it fixes, answers, names and says was run. Never throws. */
export function readCommit(message: string): CommitMessage {
  const source = sourceOf(message.slice(0, MAX_MESSAGE).replaceAll(/\r\n?/g, '\n'))
  const { lines, text } = sourceOf(emptied(source.text))
  const { trailers, start } = readTrailers(lines)
  const body = lines.slice(1, start)
  const sections = bodySections(body, 2)
  const named = trailers
    .filter(({ key }) => fixesBlockers(key))
    .map((trailer) => ({ trailer, ...readBlockerRefs(trailer.value, trailer.line) }))
  const { findings, claimed, addressesReviewOf, doubts } = readFindings(text, sections, source)
  const told = withEdits(source, [
    ...doubts,
    ...trailerDoubts(source, readTrailers(source.lines)),
    // It fixes nothing; a message that was pushed can't be filled in any more.
    ...leftToFill(
      source.lines.map((of, index) => ({ line: index + 1, text: of })),
      'warning',
    ),
  ])
  return {
    subject: (lines[0] ?? '').trim(),
    body: body.join('\n').trim(),
    trailers,
    fixesBlockers: named.flatMap(({ refs, because }) => refs.map((ref) => ({ ...ref, because }))),
    refs: refsIn(text),
    addressesReviewOf,
    findings,
    claimedFindingCount: claimed,
    ...readTestPlan(sections, trailers),
    followUps: sections
      .filter(({ kind }) => kind === 'follow-ups')
      .flatMap(({ paragraphs }) => paragraphs.filter(({ mark }) => mark !== null).map(itemOf)),
    diagnostics: message.length > MAX_MESSAGE ? told.map((one) => ({ ...one, edit: null })) : told,
  }
}

const refsIn = (text: string): readonly CommitMention[] =>
  eachOnce(readCommitMentions(plainPassage(text, 1)), ({ sha }) => sha)
