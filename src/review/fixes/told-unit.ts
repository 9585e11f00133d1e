import { readCommitMentions } from '../../reading/commit-mentions.ts'
import { readLead } from '../../reading/lead.ts'
import { type Passage, part, sentencesIn } from '../../reading/passage.ts'
import { isTroubled, shapeOf } from './claim.ts'
import { type FixStatement, readFixStatements } from './fix-statement.ts'
import type { Names } from './names.ts'
import { AGAINST, hasFixKey, inAnswer, named, saidOf, stated, withStatus } from './said-of.ts'
import { statusAt, statusAtEnd } from './told-status.ts'

/** What is said of certain findings: an entry, a line, a heading with what stands below it. */
export interface Unit {
  readonly keys: readonly string[]
  readonly passages: readonly Passage[]
  /** Where in its first passage the names end. */
  readonly from: number
}

/** What a unit says of those it names. `isDone`: it stands where only what is done is listed. */
export function saidInUnit(
  { keys, passages, from }: Unit,
  { names, isDone }: { readonly names: Names; readonly isDone: boolean },
): readonly FixStatement[] {
  const [first, ...rest] = passages
  if (first === undefined || keys.length === 0) return []
  const [lead, ...more] = sentencesIn(first)
  const told = lead === undefined ? [] : saidByLead(lead, Math.min(from, lead.text.length), names)
  const said = [
    ...told,
    ...(lead !== undefined && told.length === 0 ? saidIn(lead, keys, names) : []),
    ...[...more, ...rest.flatMap(sentencesIn)].flatMap((sentence) => saidIn(sentence, keys, names)),
  ].map((statement) =>
    statement.labels.length > 0 ? statement : { ...statement, labels: keys, group: null },
  )
  if (said.length > 0 || !isDone) return said
  // Listed among what was fixed, and nothing said against it.
  return passages.some(({ text }) => isTroubled(text.slice(0, MAX_ASIDE)))
    ? []
    : [stated(first, keys, null, [])]
}

const MAX_ASIDE = 200

/** "B1: done, abc1234", "B1 → abc1234", "I2 ✅ (abc1234)", "B1–B3 the leaks: abc1234". */
function saidByLead(lead: Passage, from: number, names: Names): readonly FixStatement[] {
  const rest = part(lead, from)
  // "B1 is fixed in abc1234, B2 in def5678" is told one by one.
  if (names.in(rest.text).length > 0) return []
  const commits = readCommitMentions(lead)
  const status = statusAt(rest.text) ?? (from > 0 ? statusAtEnd(lead.text) : null)
  if (status !== null) {
    const { claim } = withStatus(rest, status, commits)
    return [{ ...stated(lead, [], null, commits), claim }]
  }
  if (commits.length === 0) return []
  const shape = shapeOf(rest, names)
  const isValue =
    /^[\s:→⇒=>"'(*\])—–-]*(?:https?:\S{1,200}\/)?@/.test(shape) || ENDS_IN_COMMITS.test(shape)
  return isValue && !AGAINST.test(rest.text) && !isTroubled(rest.text) && !NOT_YET.test(rest.text)
    ? [stated(lead, [], null, commits)]
    : []
}

const ENDS_IN_COMMITS = /[:(→]\s*(?:commits?\s*)?@(?:\s*(?:[,;+&]|and\b)?\s*@)*[)\]*]*\.?$/i
const NOT_YET =
  /\b(?:unrelated|should|will|planned|needs?|must|todo|regress\w*|broke\w*|since|merge)\b/i

function saidIn(sentence: Passage, keys: readonly string[], names: Names): readonly FixStatement[] {
  const lead = readLead(sentence).label
  const statements = readFixStatements(sentence, inAnswer(names))
  const found = named(statements, sentence, null)
  if (found.length > 0) {
    const own = found.filter(({ labels }) => labels.some((label) => keys.includes(label)))
    return own.length > 0 || found.some(({ labels }) => labels.length > 0)
      ? found
      : saidOf(sentence, keys[0] ?? '', inAnswer(names))
  }
  // "I9: resolved" behind what is said of C1 is not said of C1.
  if (lead !== null && !keys.includes(lead)) return []
  if (hasFixKey(sentence, names)) return [stated(sentence, [], null, readCommitMentions(sentence))]
  return saidOf(sentence, keys[0] ?? '', inAnswer(names))
}
