import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { readLead } from '../../reading/lead.ts'
import { oneLine, type Passage } from '../../reading/passage.ts'
import type { CommitMention } from '../../reading/types.ts'
import { isTroubled, shapeOf } from './claim.ts'
import { type FixStatement, type Group, type Place, readFixStatements } from './fix-statement.ts'
import type { Names } from './names.ts'
import { statusAt, type ToldStatus } from './told-status.ts'

export const inItem = (names: Pick<Names, 'in'>): Place => ({
  inItem: true,
  aboutFixes: false,
  names,
})
export const inAnswer = (names: Pick<Names, 'in'>): Place => ({
  inItem: true,
  aboutFixes: true,
  names,
})

/** What a sentence says of the blocker to whose text it belongs. */
export function saidOf(sentence: Passage, name: string, place: Place): readonly FixStatement[] {
  const commits = readCommitMentions(sentence)
  const lead = readLead(sentence).label
  if (lead !== null && !isNamed(name)(lead)) return []
  const all = readFixStatements(sentence, place)
  const about = all.filter(({ labels }) => labels.length === 0 || labels.some(isNamed(name)))
  // "B2 is fixed in abc1234" in the text of B1 is said of B2.
  if (all.length > 0 && about.length === 0) return []
  const [first] = about.filter(
    ({ claim, group }) => (commits.length > 0 && group?.prior !== true) || claim === 'denied',
  )
  if (first !== undefined) {
    const isMore = first.group !== null && first.group.count !== 1
    return [
      {
        ...first,
        claim: isMore && first.claim === 'yes' ? 'unclear' : first.claim,
        commits: all.length > 1 ? first.commits : commits,
      },
    ]
  }
  const status = statusAt(sentence.text, false)
  if (status !== null) return [withStatus(sentence, status, commits)]
  return hasFixKey(sentence, place.names) ? [stated(sentence, [], null, commits)] : []
}

const isNamed =
  (name: string) =>
  (label: string): boolean =>
    label === name || label.endsWith(`-${name}`) || name.endsWith(`-${label}`)

/** "Status: fixed", "✅ Fixed, `abc1234`.", "(resolved)", "Still open.", "Withdrawn, my mistake." */
export function withStatus(
  sentence: Passage,
  status: ToldStatus,
  commits: readonly CommitMention[],
): FixStatement {
  const said = stated(sentence, [], null, commits)
  if (status === 'fixed') return isTroubled(sentence.text) ? { ...said, claim: 'unclear' } : said
  return { ...said, claim: status === 'open' ? 'denied' : 'withdrawn' }
}

/** The key alone claims a fix when a hash is its value: "Fix: abc1234", "Commit: abc1234". */
export const hasFixKey = (sentence: Passage, names: Pick<Names, 'in'>): boolean =>
  sentence.text.length < MAX_FIELD && FIX_KEY.test(shapeOf(sentence, names))

/** A longer one is no field. */
const MAX_FIELD = 600

const FIX_KEY =
  /^(?:[^\p{L}@:]{0,8})(?:fix(?:e[sd])?(?:[- ](?:by|in|with|at|commits?|sha|hash))?|(?:resolution|remediation|closing|fixing|follow-?up)(?: commits?)?|(?:resolved|closed|addressed|remediated|landed|implemented)[- ](?:by|in|with)|commits?(?: (?:with|of|for) (?:the )?fix(?:es)?| sha| hash)?)\s*:[\s*_"'([]*(?:https?:\S{1,200}\/)?@/iu

export const stated = (
  sentence: Passage,
  labels: readonly string[],
  group: Group | null,
  commits: readonly CommitMention[],
): FixStatement => ({
  labels,
  group,
  commits,
  claim: 'yes',
  prior: false,
  line: sentence.line,
  text: oneLine(sentence),
})

/** The statements that say whose fix they tell of; after a list of blockers also "Coder added commit …". */
export function named(
  statements: readonly FixStatement[],
  sentence: Passage,
  afterOwnList: Pick<Names, 'in'> | null,
): readonly FixStatement[] {
  const found = statements.filter(({ labels, group }) => labels.length > 0 || group !== null)
  return found.length > 0 || afterOwnList === null ? found : ofAll(sentence, false, afterOwnList)
}

/** "Coder added commit …", "Fix commit: …": of all that the report lists. */
export function ofAll(
  sentence: Passage,
  isPrior: boolean,
  names: Pick<Names, 'in'>,
): readonly FixStatement[] {
  const commits = readCommitMentions(sentence)
  const isAdded = ADDED.test(sentence.text) && !AGAINST.test(sentence.text)
  if (commits.length === 0 || !(isAdded || hasFixKey(sentence, names))) return []
  return [stated(sentence, [], ALL(isPrior), commits)]
}

/** All that the report lists, or all of the round before. */
export const ALL = (prior: boolean): Group => ({
  count: null,
  prior,
  round: null,
  severity: null,
  ofFindings: false,
})

/** "Coder added commit …": in the section about fixes, that is the fix of them all. */
const ADDED =
  /^(?:then |next,? )?(?:the )?(?:coder|author|developer|implementer|agent|they|we)\s+(?:(?:then|has|have|also)\s+)?(?:added|pushed|committed|submitted|answered with|responded with|landed)\s+(?:the\s+|a\s+)?(?:(?!no\b)\w+\s+)?commits?\b/i
export const AGAINST =
  /\b(?:but|however|without|which|not|caus\w+|introduc\w+|revert\w*|only|partly|partially)\b/i
