import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml'

/** A longer block is data, and no report. */
const MAX_BLOCK = 64 * 1024

/**
 * A report, or a part of one, that was written as data (a fence of JSON or YAML with a verdict or graded findings) in
 * words: the same that a list would say, each on the line where the data has it. Other fences are left as they are.
 */
export const dataAsMarkdown = (markdown: string): string =>
  markdown.replaceAll(
    FENCE,
    (block: string, _open: string, body: string, _close: string, at: number) => {
      const said = body.length > MAX_BLOCK ? null : inWords(body)
      if (said === null) return block
      // What follows the data belongs to none of its titles, as what follows a fold.
      const isLast = /^\s*(?:\n\s*\n|$)/.test(
        markdown.slice(at + block.length, at + block.length + 200),
      )
      return `\n${said}${isLast ? '</details>' : ''}`
    },
  )

const FENCE = /^(```+[ \t]*(?:json|jsonc|yaml|yml)[ \t]*\n)([^`]*\n)(```+[ \t]*)$/gim

function inWords(body: string): string | null {
  const counter = new LineCounter()
  const document = parseDocument(body, { lineCounter: counter, strict: false, logLevel: 'silent' })
  const { contents } = document
  if (document.errors.length > 0 || !isMap(contents)) return null
  const root = onlyMapIn(contents)
  if (!isReport(root)) return null
  const rows = root.items.flatMap((pair) => rowsOf(pair, counter))
  return onTheirLines(rows, body.split('\n').length - 1)
}

/** `{ "review": { … } }` */
function onlyMapIn(map: YAMLMap): YAMLMap {
  const [only, ...others] = map.items
  return others.length === 0 && isMap(only?.value) ? only.value : map
}

/** It decides, or grades what it lists: anything else may be evidence, or what a tool printed. */
const isReport = (map: YAMLMap): boolean =>
  map.items.some(
    ({ key, value }) =>
      /^(?:verdict|decision|review_verdict|overall_verdict)$/i.test(text(key)) ||
      (/^(?:findings|issues|blockers|blocking|problems)$/i.test(text(key)) &&
        isSeq(value) &&
        value.items.some((item) => isMap(item) && field(item, SEVERITY) !== '')),
  )

interface Row {
  readonly line: number
  readonly text: string
}

function rowsOf({ key, value }: Pair, counter: LineCounter): readonly Row[] {
  const name = text(key).replaceAll('_', ' ')
  const title = name.charAt(0).toUpperCase() + name.slice(1)
  const line = lineOf(key, counter)
  if (isScalar(value)) return [{ line, text: `${title}: ${text(value)}` }]
  if (!isSeq(value)) return []
  return [
    { line, text: `**${title}**` },
    ...value.items.map((item) => ({ line: lineOf(item, counter), text: `- ${itemInWords(item)}` })),
  ]
}

function itemInWords(item: unknown): string {
  if (!isMap(item)) return text(item)
  const command = field(item, /^(?:command|cmd|run)$/i)
  const state = field(item, /^(?:status|state|outcome|result|resolution|exit_?code)$/i)
  if (command !== '') return `\`${command}\` — ${/^\d+$/.test(state) ? `exit ${state}` : state}`
  const blocks = /^(?:true|yes)$/i.test(field(item, /^(?:blocking|blocker|blocks)$/i))
  const severity = blocks ? 'blocking' : field(item, SEVERITY)
  const id = field(item, /^(?:id|label|ref|key|number)$/i)
  const place = [field(item, /^(?:file|path|location)$/i), field(item, /^(?:lines?|start_?line)$/i)]
  const commit = field(item, /^(?:commit|fix_?commit|fixed_(?:in|by))$/i)
  return [
    severity === '' ? '' : `[${severity}]`,
    id === '' ? '' : `${id}:`,
    ...ofAll(item, /^(?:title|summary|name|issue|finding|problem|message|description|text|what)$/i),
    place[0] === '' ? '' : `(\`${place.filter((one) => one !== '').join(':')}\`)`,
    commit === '' ? (state === '' ? '' : `Status: ${state}.`) : `Fixed in ${commit}.`,
  ]
    .filter((one) => one !== '')
    .join(' ')
}

const SEVERITY = /^(?:severity|priority|level|blocking)$/i

const field = (map: YAMLMap, key: RegExp): string => ofAll(map, key)[0] ?? ''

const ofAll = (map: YAMLMap, key: RegExp): readonly string[] =>
  map.items
    .filter((pair) => key.test(text(pair.key)) && isScalar(pair.value))
    .map(({ value }) => text(value))

const text = (node: unknown): string =>
  isScalar(node)
    ? String(node.value ?? '')
        .replaceAll(/\s+/g, ' ')
        .trim()
    : ''

const lineOf = (node: unknown, counter: LineCounter): number => {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range
  return counter.linePos(range?.[0] ?? 0).line
}

/** Each row on its line or the next that is free; null where the data has fewer lines than there is to say. */
function onTheirLines(rows: readonly Row[], lines: number): string | null {
  const out = Array.from({ length: lines }, () => '')
  let next = 0
  for (const row of rows) {
    const at = Math.max(next, row.line - 1)
    if (at >= lines) return null
    out[at] = row.text
    next = at + 1
  }
  return out.map((line) => `${line}\n`).join('')
}
