import { readCommitMentions } from '../reading/commit-mentions.ts'
import { oneLine, type Passage } from '../reading/passage.ts'
import type { CommitMention } from '../reading/types.ts'
import { type FixStatement, type Group, type Place, readFixStatements } from './fix-statement.ts'

export const IN_ITEM: Place = { inItem: true, aboutFixes: false }
export const IN_ANSWER: Place = { inItem: true, aboutFixes: true }

/** What a sentence says of the blocker to whose text it belongs. */
export function saidOf(sentence: Passage, name: string, place: Place): readonly FixStatement[] {
  const commits = readCommitMentions(sentence)
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
  if (isBareStatus(sentence.text)) return [stated(sentence, [], null, commits)]
  return FIX_KEY.test(sentence.text) && commits.length > 0
    ? [stated(sentence, [], null, commits)]
    : []
}

const isNamed =
  (name: string) =>
  (label: string): boolean =>
    label === name || label.endsWith(`-${name}`) || name.endsWith(`-${label}`)

/** "Status: fixed", "✅ Fixed", "(resolved)". */
const isBareStatus = (text: string): boolean =>
  /^(?:status\s*:\s*)?[(✅☑✔\s]*(?:fixed|resolved|addressed|closed)\s*[.)]?$/iu.test(text.trim())

/** The key alone claims a fix when a hash is its value. */
const FIX_KEY =
  /^(?:fix(?:ed)?(?:[- ](?:by|in|commit))?|fix commits?|resolution|resolved[- ]by|commits?)\s*:\s*["'(]?[0-9a-f]{7,40}\b/i

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
  afterOwnList: boolean,
): readonly FixStatement[] {
  const found = statements.filter(({ labels, group }) => labels.length > 0 || group !== null)
  return found.length > 0 || !afterOwnList ? found : ofAll(sentence, false)
}

/** "Coder added commit …", "Fix commit: …": of all that the report lists. */
export function ofAll(sentence: Passage, isPrior: boolean): readonly FixStatement[] {
  const commits = readCommitMentions(sentence)
  const isAdded = ADDED.test(sentence.text) && !AGAINST.test(sentence.text)
  if (commits.length === 0 || !(isAdded || FIX_KEY.test(sentence.text))) return []
  return [stated(sentence, [], { count: null, prior: isPrior, round: null }, commits)]
}

/** "Coder added commit …": in the section about fixes, that is the fix of them all. */
const ADDED =
  /^(?:then |next,? )?(?:the )?(?:coder|author|developer|implementer|agent|they|we)\s+(?:(?:then|has|have|also)\s+)?(?:added|pushed|committed|submitted|answered with|responded with|landed)\s+(?:the\s+|a\s+)?(?:(?!no\b)\w+\s+)?commits?\b/i
export const AGAINST =
  /\b(?:but|however|without|which|not|caus\w+|introduc\w+|revert\w*|only|partly|partially)\b/i
