import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml'
import { syntaxProblem } from './syntax-problem.ts'
import { lookThrough, type Wrong } from './yaml-tree.ts'

export interface Yaml {
  /** Null where it could only be guessed. */
  readonly content: { readonly value: unknown } | null
  readonly problems: readonly Wrong[]
  /** The line of what is at a path, or of the last that there is on the way to it. */
  readonly lineAt: (path: readonly PropertyKey[]) => number
}

/** A policy has ten levels at most. The library calls itself for each level, and 10,000 of them end the process. */
const MOST_DEPTH = 50
/** More uses of what an alias stands for would be work for the server rather than a policy. */
const MOST_ALIASES = 20

/** Reads YAML 1.2, in which `on` and `off` are text, and says all that is wrong with it. */
export function readYaml(text: string): Yaml {
  const lines = new LineCounter()
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const deep = offsetBelow(tokens, MOST_DEPTH)
  if (deep !== null) return refused({ line: lineOf(deep), ...TOO_DEEP })

  const [document, second] = new Composer({
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    // The library compares each key with each other one, which is slow where there are thousands.
    uniqueKeys: false,
    prettyErrors: false,
  }).compose(tokens, true, text.length)
  if (document === undefined) return { content: { value: null }, problems: [], lineAt: () => 1 }

  const syntax = [...document.errors, ...document.warnings].map((error) =>
    syntaxProblem(error, text, document),
  )
  const end = syntax.find(({ last }) => last)?.at ?? text.length
  const found = syntax
    .filter(({ at }) => at <= end)
    .map(({ at, message, next }) => ({ line: lineOf(at), message, next }))
  if (second !== undefined) found.push({ line: lineOf(second.range[0]), ...SECOND })
  if (second !== undefined || syntax.some(({ sure }) => !sure)) {
    return { content: null, problems: oneEachLine(found), lineAt: () => 1 }
  }
  const tree = lookThrough(document, lineOf)
  const plain = plainValue(document)
  const bomb = plain === null ? [{ line: tree.firstAlias, ...BOMB }] : []
  const problems = [...oneEachLine(found), ...tree.problems, ...bomb]
  return { content: plain, problems, lineAt: tree.lineAt }
}

const TOO_DEEP = {
  message: `Lists and keys stand in each other more than ${MOST_DEPTH} levels deep.`,
  next: 'Take the brackets, dashes and colons away that make them.',
}
const SECOND = {
  message: 'A second document begins here.',
  next: 'Keep one, without "---" or "..." after it.',
}
const BOMB = {
  message: `Aliases are used more than ${MOST_ALIASES} times, counting those in what they stand for.`,
  next: 'Write out what they stand for.',
}

const refused = (problem: Wrong): Yaml => ({
  content: null,
  problems: [problem],
  lineAt: () => problem.line,
})

/** Where something stands deeper than that, null if nothing does. Doesn't call itself, see `MOST_DEPTH`. */
function offsetBelow(tokens: readonly CST.Token[], most: number): number | null {
  let level = tokens
  for (let depth = 0; depth < most; depth += 1) level = level.flatMap(within)
  return level[0]?.offset ?? null
}

function within(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value]
  if (!('items' in token)) return []
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat())
}

/** One mistake in a line often makes several errors there; the first tells most. */
const oneEachLine = (problems: readonly Wrong[]): readonly Wrong[] => [
  ...new Map(problems.toReversed().map((problem) => [problem.line, problem])).values(),
]

function plainValue(document: Document): Yaml['content'] {
  try {
    // The library counts what the aliases stand for once more.
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES + 1 }) }
  } catch {
    // All aliases are known by now, so this is the library's refusal of too many.
    return null
  }
}
