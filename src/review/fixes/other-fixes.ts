import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { eachOnce } from '../../reading/each-once.ts'
import { type Passage, sentencesIn } from '../../reading/passage.ts'
import type { CommitMention } from '../../reading/types.ts'
import { type Block, passagesIn } from '../blocks.ts'
import { rolesOf } from '../findings/sections.ts'
import type { Outline } from '../outline.ts'
import type { Resolution } from '../report.ts'
import { shapeOf } from './claim.ts'
import { readFixStatements } from './fix-statement.ts'
import type { Names } from './names.ts'
import { inItem } from './said-of.ts'

/**
 * Commits that a report calls fixes without saying of what: "the fix commit abc1234", "all fixed in abc1234".
 * They are shown, and close nothing.
 * @param told those of which more is said
 */
export function otherFixes(
  outline: Outline,
  names: Names,
  isOwn: (passage: Passage) => boolean,
  told: readonly CommitMention[],
): readonly Resolution[] {
  const roles = rolesOf(outline)
  const known = new Set(told.map(({ sha }) => sha))
  const sentences = outline.flatMap(({ title, blocks }, index) => [
    ...(title === null ? [] : sentencesIn(title)),
    ...(roles[index] === 'finding' || roles[index] === 'inside'
      ? []
      : passagesIn(blocks.filter(({ type }) => roles[index] !== 'list' || type === 'paragraph'))
          .filter((passage) => !isOwn(passage))
          .flatMap(sentencesIn)),
  ])
  const boxes = new Set(
    outline
      .flatMap(({ blocks }) => ticked(blocks, names))
      .flatMap(sentencesIn)
      .map(placed),
  )
  return sentences.flatMap((sentence): readonly Resolution[] => {
    const all = boxes.has(placed(sentence))
      ? readCommitMentions(sentence)
      : fixesIn(sentence, names)
    const commits = all.filter(({ sha }) => !known.has(sha))
    for (const { sha } of commits) known.add(sha)
    const { line, text } = sentence
    return commits.length === 0 ? [] : [{ of: { note: '' }, count: null, commits, line, text }]
  })
}

const placed = ({ line, text }: Passage): string => `${line} ${text}`

function fixesIn(sentence: Passage, names: Names): readonly CommitMention[] {
  const commits = readCommitMentions(sentence)
  if (commits.length === 0 || sentence.text.length > MAX_SENTENCE) return []
  if (sentence.text.trimEnd().endsWith('?')) return []
  const claimed = readFixStatements(sentence, inItem(names)).flatMap((one) =>
    one.claim === 'yes' && one.labels.length === 0 && one.group === null ? one.commits : [],
  )
  const shape = shapeOf(sentence, names)
  // What is said of blockers is read with more care, or not at all.
  const isOfBlockers = names.in(sentence.text).length > 0 || /\bblock(?:ers?|ing)\b/i.test(shape)
  const called = [...shape.matchAll(CALLED), ...(isOfBlockers ? [] : shape.matchAll(DONE))].filter(
    ({ index, 0: words }) => !NO_FIX.test(shape.slice(Math.max(0, index - 40), index) + words),
  )
  // The n-th sign of a shape is the n-th commit.
  const signs = [...shape.matchAll(/@/g)].map(({ index }) => index)
  const byName = called.flatMap(({ index, 0: words }) => {
    const from = index
    const to = index + words.length
    return signs.flatMap((at, which) => {
      const commit = at >= from && at < to ? commits[which] : undefined
      return commit === undefined ? [] : [commit]
    })
  })
  const isAll = VERIFIED.test(shape) || besideNames(sentence, shape, names)
  const answers = commits.filter(({ subject }) => subject !== null && ANSWERS.test(subject))
  return eachOnce([...claimed, ...byName, ...(isAll ? commits : []), ...answers], ({ sha }) => sha)
}

/** A longer one is no sentence. */
const MAX_SENTENCE = 2_000

/** "The fix commit abc1234", "coder fix abc1234", "Commit with fixes: abc1234", "the code fixes in abc1234". */
const CALLED =
  /(?<![\w-])(?:fix(?:es)?(?: commits?)?|commits? (?:with|of|for) (?:the )?fix(?:es)?|(?:closing|fixing|remediation|repair) commits?|actions? taken[^@.]{0,40}|(?:all|both|findings?|\d+) fixed,? (?:and )?(?:committed|landed|pushed)(?: as)?)\s{0,3}(?:\((?:commit )?|:|in|as|=)?[\s"'*]{0,4}(?:commit )?@(?:(?:\s?[,+&]|\sand)\s?@)*/gi

const NO_FIX =
  /\b(?:not|no(?!-go)|never|without|before|introduc\w+|caus\w+|should|could|would|will|needs?|might|attempted|failed|incomplete|revert\w*|similar|says?|said|none|neither|nor|nothing|claim\w*|according|report(?:s|ed)|was supposed|meant)\b|(?<!follow-?)\bpre-/i

const VERIFIED =
  /^(?:\W{0,3})(?:both|all|the)\b[^@.]{0,40}\bfix(?:es)?\b (?:(?:is|are|was|were) )?(?:verified|confirmed|genuine|present|in place)\b/i

/** "The author has fixed that in the meantime in abc1234". */
const DONE =
  /\b(?:has|have|had|was|were|is|are|been) (?:since |now |both |all )?(?:fixed|resolved|addressed|corrected)\b(?! by)[^@.;:]{0,40} (?:in|with|via) (?:(?:[\w-]{1,20} )?commit )?@(?:(?:\s?[,+&]|\sand)\s?@)*/gi

/** `abc1234 "Address the review findings"`. */
const ANSWERS =
  /^(?:address|apply|resolve|fix|answer)(?:es|s)?:?\b.{0,60}\b(?:review|findings?|feedback|blockers?)\b/i

/** "BUG-1–3, the leaks: abc1234". */
const ENDS_IN_COMMITS = /[:(→]\s*@(?:\s*(?:[,;+&]|and\b)?\s*@)*[)\]*]*\.?$/i

/** The commits behind names that a line begins with, where it isn't said what they did. */
const besideNames = (sentence: Passage, shape: string, names: Names): boolean => {
  const lead = names.leading(sentence)
  return lead !== null && lead.keys.length > 0 && ENDS_IN_COMMITS.test(shape) && !NO_FIX.test(shape)
}

/** "- [x] a typo (abc1234)": ticked where no finding is listed. */
const ticked = (blocks: readonly Block[], names: Names): readonly Passage[] =>
  blocks.flatMap((block) =>
    block.type !== 'list'
      ? []
      : block.items.flatMap(({ checked, blocks: [first] }) =>
          checked === true &&
          first?.type === 'paragraph' &&
          /\((?:(?:fixed|done) in )?@\)?\.?$/.test(shapeOf(first.passage, names))
            ? [first.passage]
            : [],
        ),
  )
