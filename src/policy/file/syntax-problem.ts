import { type Document, isScalar, visit, type YAMLError } from 'yaml'
import { quoted } from './words.ts'

interface SyntaxProblem {
  /** The offset in the text. */
  readonly at: number
  readonly message: string
  readonly next: string
  /** The rest of the text is read as it was meant, all the same. */
  readonly sure: boolean
  /** Nothing behind it is read. */
  readonly last: boolean
}

/** What the YAML library found, in words for those who don't know YAML's grammar. */
export function syntaxProblem(error: YAMLError, text: string, document: Document): SyntaxProblem {
  const { code, message: told } = error
  const [at] = error.pos
  if (code === 'MISSING_CHAR' && told.startsWith('Missing closing')) {
    const from = startOfText(document, at) ?? at
    return { at: from, ...UNCLOSED_QUOTE, sure: false, last: true }
  }
  if (code === 'BAD_SCALAR_START') {
    const message = `A text can’t begin with ${quoted(text.charAt(at))} here.`
    return { at, message, next: 'Put it in quotes.', sure: true, last: false }
  }
  if (code === 'TAG_RESOLVE_FAILED') {
    const message = `${quoted(text.slice(...error.pos))} is read as a tag of YAML.`
    const next = 'Put a text that begins with "!" in quotes.'
    return { at, message, next, sure: false, last: false }
  }
  const plain = PLAIN.find(([ofCode, saying]) => ofCode === code && told.includes(saying))
  const [, , message, next] = plain ?? ['', '', `${told}.`, 'Correct it, or put it in quotes.']
  return { at, message, next, sure: code === 'BAD_DQ_ESCAPE', last: false }
}

const UNCLOSED_QUOTE = {
  message: 'The quote that opens here is never closed.',
  next: 'Close it, or leave both away.',
}

/** Code, part of what the library says, what we say, what to do. */
const PLAIN: readonly (readonly [string, string, string, string])[] = [
  ['TAB_AS_INDENT', '', 'A tab stands where spaces must.', 'Indent with spaces.'],
  [
    'BAD_INDENT',
    'Flow',
    'A list or map in brackets isn’t closed.',
    'Close the bracket, here or before; a text that has brackets stands in quotes.',
  ],
  [
    'BAD_INDENT',
    '',
    'The indentation doesn’t fit that of the lines before.',
    'Let what belongs together begin in the same column.',
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    '',
    'A key stands where a text already began.',
    'Correct the indentation, or put a text that has ": " in quotes.',
  ],
  [
    'MISSING_CHAR',
    'Implicit map keys',
    'A text stands where a key must.',
    'Write "key: value", or a list’s entry with "- " before it.',
  ],
  [
    'BAD_DQ_ESCAPE',
    '',
    'A backslash in double quotes has another meaning here.',
    'Use single quotes.',
  ],
  [
    'UNEXPECTED_TOKEN',
    'at node end',
    'Something stands behind a value that has ended.',
    'Put the whole value in quotes, or correct the indentation.',
  ],
  ['NON_STRING_KEY', '', 'A key must be a plain text.', 'Put it in quotes.'],
]

/** Where the text begins that ends at that offset. */
function startOfText(document: Document, end: number): number | null {
  let start: number | null = null
  visit(document, {
    Scalar: (_, node) => {
      const [from, to] = isScalar(node) ? (node.range ?? [0, 0]) : [0, 0]
      if (from >= end || to < end) return undefined
      start = from
      return visit.BREAK
    },
  })
  return start
}
