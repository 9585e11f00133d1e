import { STATUS_SIGNS, STATUS_WORDS } from '../../reading/lexicon.ts'

/** What became of a finding, by a word or a sign that stands for nothing else. */
export type ToldStatus = 'fixed' | 'open' | 'withdrawn'

/** The status that a text begins with: "✅ Fixed in …", "not yet", "(withdrawn: …)"; null for any other text. */
export function statusAt(text: string, signsCount = true): ToldStatus | null {
  const marks =
    /^(?:\p{Extended_Pictographic}|\uFE0F|√|[✗✘\s:*_~"'([|→⇒>—–-]|=>)*/u.exec(text)?.[0] ?? ''
  const words = text.slice(marks.length)
  const told = STATUSES.find((status) => isTold(words, status)) ?? null
  const signed = STATUSES.find((status) => STATUS_SIGNS[status].test(marks)) ?? null
  if (told === 'fixed' && signed === 'open') return 'open'
  return told ?? (signsCount ? signed : null)
}

/** "Open." and "fixed in …" are statuses, "open handles" and "fixed-size" are none. */
function isTold(words: string, status: ToldStatus): boolean {
  const found = BEGINS[status].exec(words)?.[0]
  if (found === undefined) return false
  const rest = words.slice(found.length)
  if (EMPTY_FIELD.test(rest)) return false
  return (
    GOES_ON.test(rest) ||
    (status === 'open' &&
      /^(?:not|still|remain|part|wo|will|left|no|to be|un|defer|postpon|carri|track|plan)/i.test(
        found,
      ))
  )
}

/** The status that a heading or the first line of an entry ends with: "B1: it loops — ✅ FIXED in round 2". */
export function statusAtEnd(text: string): ToldStatus | null {
  const last = text.slice(-MAX_END)
  const cuts = [...last.matchAll(/\s[—–-]{1,2}\s|[→⇒:([]|(?=[❌✅✔☑])/gu)].map(
    ({ index, 0: mark }) => index + mark.length,
  )
  const told = cuts
    .filter((cut) => !NOT_YET.test(last.slice(0, cut)))
    .map((cut) => ({ rest: last.slice(cut), status: statusAt(last.slice(cut)) }))
    .findLast(({ status }) => status !== null)
  if (told === undefined || told.status === null) return null
  return told.status !== 'fixed' || ENDS.test(told.rest) ? told.status : null
}

/** "Planned: fixed in abc1234", "after B2 — fixed", and what others are told to say. */
const NOT_YET =
  /\b(?:plan(?:ned)?|to be|(?:should|must|will|can) be|once|until|unless|if|when|todo|expect(?:ed)?|claim(?:s|ed)?|sa(?:ys|id)|not|never|was|were)\W{0,6}$/i

/** A status stands at the very end. */
const MAX_END = 160

/** "Fixed in: –", "Resolved: no": a field that is not filled in. */
const EMPTY_FIELD =
  /^(?:\s+(?:in|by|with|commit)){0,2}\s*:[\s*_]*(?:$|[–—-]+\s*$|(?:no|none|not|n\/a|false|tbd|pending|open)\b)/i

const STATUSES = ['open', 'withdrawn', 'fixed'] as const

const begins = (words: readonly string[]): RegExp =>
  new RegExp(
    String.raw`^(?:(?:status|state|now|fully|all|already|both|is|are|was|were|has been|have been|been|verified|stays|remains|also)\b[:,\s]*){0,3}(?:${words.join('|')})\b`,
    'i',
  )

const BEGINS: Readonly<Record<ToldStatus, RegExp>> = {
  open: begins(STATUS_WORDS.open),
  withdrawn: begins(STATUS_WORDS.withdrawn),
  fixed: begins(STATUS_WORDS.fixed),
}

/** What may follow "fixed": "fixed-size" and "closed sockets" are no statuses. */
const GOES_ON =
  /^["”’*_~)\]]*(?:$|\s*[.,;:!()[\]|—–→…✅]|\s+[—–-]{1,2}\s|\s+(?:in|by|with|via|as|at|per|on|and|now|since|upstream|already|today|both|commit|through|under|correctly|properly)\b|\s+[0-9a-f]{7,40}\b|\s*$)/iu

const ENDS =
  /^(?:\p{Extended_Pictographic}|\uFE0F|[\s*_~"'(])*(?:\w+\s){0,2}?[a-z]+[\s*_~"']*(?:$|[.!)\]]+\s*$|[,:(—–-]*\s*(?:(?:in|by|with|via|at|since)\s+)?(?:the\s+|this\s+)?(?:commits?\b|prior\b|previous\b|round\b|r\d|pr\b|pull\b|#\d|`?[0-9a-f]{7}|v\d|\d{4}-\d\d|review\b|place\b|pass\b))/iu
