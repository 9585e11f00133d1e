import { parseMarkdown } from '../reading/parse-markdown.ts'
import { linesIn, passageOf } from '../reading/passage.ts'
import type { Line } from '../reading/types.ts'

/** A slash command of a comment: `/fixed B1 abc1234` is `fixed` with two arguments. */
export interface Command {
  /** Lower case, without the slash. */
  readonly name: string
  readonly args: readonly string[]
  readonly line: Line
}

/** GitHub ends a comment at 65,536 characters. */
const MAX_COMMENT = 65_536

/**
 * The commands of a comment, each at the start of a line of running text. Code, quotations, lists, tables and
 * HTML comments hold none: those are what people write about commands in.
 */
export function readCommands(body: string): readonly Command[] {
  // Most comments hold none, and needn't be parsed.
  if (!/^\s{0,3}\/[a-z]/im.test(body)) return []
  const parsed = parseMarkdown(body.slice(0, MAX_COMMENT).replaceAll(/\r\n?/g, '\n'))
  if ('refused' in parsed) return []
  return parsed.root.children
    .flatMap((node) => (node.type === 'paragraph' ? linesIn(passageOf(node.children)) : []))
    .filter(({ codes }) => codes.every(({ start }) => start > 0))
    .flatMap(({ text, line }) => {
      const [first = '', ...args] = text.split(/\s+/)
      const name = /^\/([a-z][a-z-]{0,29})[.,:;!]?$/i.exec(first)?.[1]
      return name === undefined ? [] : [{ name: name.toLowerCase(), args, line }]
    })
}
