import { readCommitMentions } from '../reading/commit-mentions.ts'
import { eachOnce } from '../reading/each-once.ts'
import { plainPassage } from '../reading/passage.ts'
import type { CommitMention, Diagnostic } from '../reading/types.ts'
import { type BlockerRefs, readBlockerRefs } from './blocker-ref.ts'
import { bodySections } from './body-outline.ts'
import { readFindings } from './findings.ts'
import type { CommitMessage, Trailer } from './message.ts'
import { itemOf, readTestPlan } from './test-plan.ts'
import { readTrailers } from './trailers.ts'

/** Messages are text by anybody; no honest one is longer, in characters. What comes after is not read. */
const MAX_MESSAGE = 64 * 1024

/** Reads a commit message: what it fixes, answers, names and says was run. Never throws. */
export function readCommit(message: string): CommitMessage {
  const lines = message.slice(0, MAX_MESSAGE).replaceAll(/\r\n?/g, '\n').split('\n')
  const { trailers, start } = readTrailers(lines)
  const body = lines.slice(1, start)
  const sections = bodySections(body, 2)
  const text = lines.join('\n')
  const named = trailers
    .filter(({ key }) => FIXES.test(key))
    .map((trailer) => ({ trailer, ...readBlockerRefs(trailer.value, trailer.line) }))
  const { findings, claimed, addressesReviewOf, diagnostics } = readFindings(
    lines[0] ?? '',
    sections,
    text,
  )
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
    diagnostics: [...diagnostics, ...named.flatMap(unreadable), ...body.flatMap(misplaced)],
  }
}

const FIXES = /^(?:fixes|resolves|addresses)-blockers?$/i

/** A line that was meant for a trailer, and is none to git. */
function misplaced(text: string, index: number): readonly Diagnostic[] {
  if (!/^\s*(?:[-*]\s+)?(?:fixes|resolves|addresses)[- ]blockers?\s*:\s*\S/i.test(text)) return []
  return [
    {
      code: 'misplaced-trailer',
      severity: 'warning',
      line: index + 2,
      message: `"${text.trim().slice(0, 100)}" is no trailer: those stand together in the last paragraph.`,
      next: 'Move it into the last paragraph, as "Fixes-Blocker: B1".',
    },
  ]
}

const refsIn = (text: string): readonly CommitMention[] =>
  eachOnce(readCommitMentions(plainPassage(text, 1)), ({ sha }) => sha)

const unreadable = ({
  trailer,
  refs,
  unread,
}: BlockerRefs & { readonly trailer: Trailer }): readonly Diagnostic[] =>
  unread.length === 0 && refs.length > 0
    ? []
    : [
        {
          code: 'unreadable-blocker',
          severity: 'warning',
          line: trailer.line,
          message:
            unread.length === 0
              ? `The trailer ${trailer.key} names no blocker.`
              : `"${unread.join('", "')}" in the trailer ${trailer.key} is no blocker's name.`,
          next: 'Write "Fixes-Blocker: B1", with its round or report where that is needed: "R2-B1", "reviews/x.md#B1".',
        },
      ]
