import { codeAt, codeFrom, isCode, lineAt, type Passage } from './passage.ts'
import type { CommitMention } from './types.ts'

/**
 * The commits that a passage names, in its order: `057c2ef`, `057c2ef fix: …`, `057c2ef ("fix: …")`.
 * A word counts as a hash when it is written as code, follows "commit", or has both letters and digits.
 */
export function readCommitMentions(passage: Passage): readonly CommitMention[] {
  const written = [...passage.text.matchAll(HASH)]
    .filter((found) => isHash(passage, found.index, found[0]))
    .map((found) => ({
      at: found.index,
      sha: found[0].toLowerCase(),
      subject: subjectAfter(passage, found.index, found.index + found[0].length),
    }))
  const linked = linkedIn(passage).filter(
    ({ at, end }) => !written.some((one) => one.at >= at && one.at < end),
  )
  return [...written, ...linked]
    .sort((one, other) => one.at - other.at)
    .map(({ at, sha, subject }) => ({ sha, subject, line: lineAt(passage, at) }))
}

/** "[the fix](https://github.com/a/b/commit/abc1234)": the address says which commit it is. */
const linkedIn = ({ links }: Passage) =>
  links.flatMap(({ start, end, url }) => {
    const sha = /^https?:\/\/[^?#]{1,300}\/commits?\/([0-9a-f]{7,40})(?![\w-])/i.exec(url)?.[1]
    return sha === undefined ? [] : [{ at: start, end, sha: sha.toLowerCase(), subject: null }]
  })

/** 7 digits are the least that git abbreviates to. */
const HASH =
  /(?:(?<![\w./#…-])|(?<=\/commits?\/)|(?<=[0-9a-f]\.\.\.?))[0-9a-f]{7,40}(?![\w/…-]|\.(?!\.)\w)/gi

function isHash(passage: Passage, start: number, word: string): boolean {
  const before = passage.text.slice(Math.max(0, start - 80), start)
  if (DIGEST.test(before)) return false
  if (/\bcommits?\s+$/i.test(before)) return true
  if (!/\d/.test(word)) return false
  // Digits alone are a date or an amount, unless something says otherwise.
  if (/[a-f]/i.test(word) || NAMES_COMMITS.test(before)) return true
  return isCode(passage, start, start + word.length) && startsCode(passage, start)
}

/** "SHA256 f12954bc", "checksum: …", "id 123e4567": other things have such digits too. */
const DIGEST =
  /\b(?:sha-?(?:1|2|224|256|384|512)(?:sum)?|md5(?:sum)?|blake\w{0,3}|digest|checksum|integrity|etag|uuid|colou?r|magic|crc(?:32)?)\b[\s:=`"'(]{0,6}$/i

const NAMES_COMMITS =
  /\b(?:commits?|sha|head|(?:fixed|resolved|addressed|closed) (?:in|by|with))\b[^.;]{0,60}$/i

const startsCode = (passage: Passage, start: number): boolean =>
  codeAt(passage, start)?.start === start

/** A type, a scope perhaps, and a colon: how conventional commits begin. */
const CONVENTIONAL = /^[a-z]{2,12}(?:\([^()\n]{1,60}\))?!?: \S/

/** The subject that is quoted beside a hash: in the same code span, in quotes, in brackets, or conventional. */
function subjectAfter(passage: Passage, start: number, end: number): string | null {
  const { text } = passage
  const code = codeAt(passage, start)
  if (code !== undefined && /^\s+\S*[a-z]/i.test(text.slice(end, code.end))) {
    return subject(text.slice(end, code.end))
  }
  // A subject is a line; what comes behind it is none of it.
  const rest = text.slice(end, end + 300)
  const next = codeFrom(passage, end + 1)
  if (next !== undefined && /^[\s:(–—-]{1,10}$/.test(text.slice(end, next.start))) {
    const quoted = text.slice(next.start, next.end)
    return CONVENTIONAL.test(quoted) ? subject(quoted) : null
  }
  const quoted = /^[\s:–—-]*\(?["“'‘](?<subject>[^"”\n]{3,200}?)["”'’](?=[\s).,;]|$)/.exec(rest)
    ?.groups?.subject
  if (quoted !== undefined) return subject(quoted)
  const bare = /^\s*[:(–—-]?\s*(?<subject>[^\n]+)/.exec(rest)?.groups?.subject ?? ''
  if (!CONVENTIONAL.test(bare)) return null
  const inBrackets = /^\s*\(/.test(rest)
  return subject(inBrackets ? bare.replace(/\)[^)]*$/, '') : endOfSentence(bare))
}

const endOfSentence = (text: string): string => text.replace(/(?:[.;,](?:\s.*)?|\s+—\s.*)$/, '')

const subject = (text: string): string | null => text.replaceAll(/\s+/g, ' ').trim() || null

/** `2117381..e10b4ad`, as written; both ends may be names, the second must be a hash. */
export function readRange(text: string): { readonly range: string; readonly head: string } | null {
  const found =
    /(?<![\w.])(?<range>[\w./~^-]{1,100}?\.{2,3}(?<head>[0-9a-f]{7,40}))(?!\w|\.\w)/i.exec(text)
  if (found?.groups === undefined) return null
  return { range: found.groups.range ?? '', head: (found.groups.head ?? '').toLowerCase() }
}

/** Hashes that are too short to be one, in their order: named as a commit, or as a fix, with 3 to 6 digits. */
export const readShortHashes = (
  text: string,
): readonly { readonly hash: string; readonly at: number }[] =>
  [...text.matchAll(SHORT_COMMIT), ...text.matchAll(SHORT_FIX)]
    .map(({ 0: all, 1: hash = '', index }) => ({ hash, at: index + all.length - hash.length }))
    .sort((one, other) => one.at - other.at)
    .filter(({ at }, index, every) => every[index - 1]?.at !== at)

const SHORT_COMMIT = /\b(?:commits?|sha)\s+["'(]?(?=[0-9a-f]*\d)([0-9a-f]{4,6})\b/gi
const SHORT_FIX =
  /\b(?:fixed|resolved|addressed|closed|done) (?:in|by|with)\s+["'(]?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])([0-9a-f]{3,6})\b(?![.-]\w)/gi
