import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Diagnostic, Line } from './types.ts'

/** A tree, or why there is none. */
export type Parsed = { readonly root: Root } | { readonly refused: Diagnostic }

/** Containers (quotes, list items) that may stand inside each other; more than any reader could follow. */
const MAX_DEPTH = 32
/** Brackets and emphasis marks in one paragraph: matching them up takes time that grows with their square. */
const MAX_MARKS = 10_000

/** Headings and entries of lists: the parser's time grows with the square of their number. */
const MAX_BLOCKS = 5_000

/** Parses GitHub's Markdown. Text that was made to be slow is refused, with the line. */
export function parseMarkdown(text: string): Parsed {
  const refused = tooDeep(text) ?? tooMany(text) ?? tooTangled(text)
  return refused === null ? { root: parser.parse(text) } : { refused }
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze()

const CONTAINERS = /^(?:[ \t]{0,64}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+/
const CONTAINER = />|[-*+]|\d{1,9}[.)]/g

function tooDeep(text: string): Diagnostic | null {
  for (const [index, line] of text.split('\n').entries()) {
    const containers = CONTAINERS.exec(line)?.[0].match(CONTAINER)?.length ?? 0
    const indent = /^[ \t]*(?=[-*+>]|\d{1,9}[.)])/.exec(line)?.[0].length ?? 0
    // Two columns are the least that one more level of a list is indented by.
    if (containers + indent / 2 > MAX_DEPTH) {
      return refusal(
        index + 1,
        'too-deep',
        `Lists or quotes stand more than ${MAX_DEPTH} deep here.`,
      )
    }
  }
  return null
}

function tooMany(text: string): Diagnostic | null {
  let blocks = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (/^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/.test(line)) blocks++
    if (blocks > MAX_BLOCKS) {
      const message = `More than ${MAX_BLOCKS} headings and entries of lists stand before this line.`
      return refusal(index + 1, 'too-many-blocks', message)
    }
  }
  return null
}

function tooTangled(text: string): Diagnostic | null {
  let marks = 0
  let start: Line = 1
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      marks = 0
      start = index + 2
    }
    marks += line.match(/[[\]*_~<`]/g)?.length ?? 0
    if (marks > MAX_MARKS) {
      return refusal(
        start,
        'too-tangled',
        `More than ${MAX_MARKS} brackets and marks in one paragraph.`,
      )
    }
  }
  return null
}

const refusal = (line: Line, code: string, message: string): Diagnostic => ({
  code,
  severity: 'error',
  line,
  message,
  next: 'Write it with fewer of them; nothing of this report was read.',
})
