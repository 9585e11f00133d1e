import { graver } from '../../reading/severity.ts'
import type { Finding } from './finding.ts'

/**
 * Findings, each once. A list of what has to be done before the merge, a summary or a table tells again what is
 * described elsewhere: it says how grave that is, and is no finding of its own.
 */
export function eachTold(findings: readonly Finding[]): readonly Finding[] {
  const described = findings.filter(({ told }) => told === 'described')
  const grave = described.filter(({ severity }) => severity === 'blocking' || severity === 'high')
  const requests = findings.filter(({ told }) => told === 'asked')
  // Where grave things are described, a list of what to do tells them in other words.
  const areRepeats = requests.length > 0 && grave.length > 0
  const regraded = new Map<Finding, Finding>()
  const left = findings.filter((finding) => {
    if (finding.told === 'described') return true
    // What is asked for, and done.
    const isDone = finding.status === 'fixed' && finding.row === null
    if (isDone && DONE.test(finding.body)) return false
    const told = likest(finding, described)
    if (told === null) return finding.told === 'status' || !(areRepeats || isDone)
    const severity = graver((regraded.get(told) ?? told).severity, finding.severity)
    regraded.set(told, { ...told, severity })
    return false
  })
  return once(left.map((finding) => regraded.get(finding) ?? finding))
}

/** What a request repeats: by its id, its number, or its words. */
function likest(request: Finding, described: readonly Finding[]): Finding | null {
  if (request.label !== null) {
    const named = described.find(({ label }) => label === request.label)
    if (named !== undefined) return named
  }
  // "Add unit tests (#5)" means the fifth.
  const number = /(?:\(|\b(?:issue|finding|see)\s+)#?(?<number>\d{1,3})\b\)?/i.exec(request.title)
    ?.groups?.number
  const fifth = number === undefined ? [] : described.filter((one) => one.number === Number(number))
  if (fifth.length === 1) return fifth[0] ?? null
  const [best] = described
    .map((finding) => ({ finding, like: likeness(request, finding) }))
    .filter(({ like }) => like >= ENOUGH)
    .sort((one, other) => other.like - one.like)
  return best?.finding ?? null
}

const DONE = /^\W*(?:completed|done|fixed|resolved|addressed)\b/iu

/** Half of the words of the shorter. */
const ENOUGH = 0.5

/** The share of a request's words that a finding has, its title's counting as many. */
function likeness(request: Finding, finding: Finding): number {
  const titles = share(wordsOf(request.title), wordsOf(finding.title), 2)
  const bodies = share(wordsOf(request.body), wordsOf(finding.body), 4)
  const places = request.evidence.some((one) =>
    finding.evidence.some((other) => one.path === other.path && one.start === other.start),
  )
  return Math.max(titles, bodies * 0.8, places ? ENOUGH : 0)
}

/** Shared words against those of the shorter text; fewer than these prove nothing. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>, least: number): number {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared < least ? 0 : shared / Math.min(one.size, other.size)
}

/** More words of one text than these tell no more. */
const MOST_WORDS = 80

/** Words that tell one thing from another, without their endings. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(
    words
      .filter((word) => !SMALL.has(word))
      .slice(0, MOST_WORDS)
      .map((word) => word.replace(/(?:ing|ed|es|s|ion|ions)$/, '')),
  )
}

const SMALL = new Set(
  'the and for are not has have this that with from into was were been before after when must should need needs add fix fixes fixed use make ensure update implement remove replace change changes all any its also only'.split(
    ' ',
  ),
)

/** Two things may both be called "Missing test". */
const MIN_BODY = 60

/** Each label once, and each title: a table and the text below it tell of the same. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = []
  for (const finding of findings) {
    const at = kept.findIndex((other) => isSame(finding, other))
    const same = kept[at]
    if (same === undefined) kept.push(finding)
    else {
      const fuller = same.row !== null && finding.row === null ? finding : same
      // The id with its round means no other.
      const label = [same.label, finding.label].find((one) => one?.startsWith('R')) ?? fuller.label
      kept[at] = { ...fuller, label, severity: graver(same.severity, finding.severity) }
    }
  }
  return kept.sort((one, other) => one.line - other.line)
}

const isSame = (one: Finding, other: Finding): boolean => {
  if (one.body.length >= MIN_BODY && plain(one.body) === plain(other.body)) return true
  if (one.label !== null && one.label === other.label) return true
  if (isLabelOf(one, other) && share(wordsOf(one.title), wordsOf(other.title), 2) >= RELATED)
    return true
  const isRowOfOther = (one.row === null) !== (other.row === null)
  return (
    isRowOfOther &&
    (plain(one.title) === plain(other.title) ||
      share(wordsOf(one.title), wordsOf(other.title), 2) >= 0.8)
  )
}

/** "I1" told again may be "R1-I1" of the list above; without words in common it is another. */
const isLabelOf = (one: Finding, other: Finding): boolean =>
  one.label !== null &&
  other.label !== null &&
  one.label.replace(/^R\d+-/, '') === other.label.replace(/^R\d+-/, '') &&
  one.label.startsWith('R') !== other.label.startsWith('R')

const RELATED = 0.4

const plain = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
