import { MAX_REPORT_BYTES } from '../review/read-report.ts'

/** Texts that were made to be slow, each as long as a report may be: what it is, and the text. */
export const NASTY: readonly (readonly [string, string])[] = [
  ['quotes, 30 deep', filled(`${'> '.repeat(30)}x\n`)],
  ['quotes, one after the other', filled('> x\n\n')],
  ['lists, 15 deep', filled(each(15, (depth) => `${'  '.repeat(depth)}- x\n`))],
  ['entries of a list', filled('- one more\n')],
  ['entries under one heading each', filled('## A title\n\n- one more\n\n')],
  ['headings', filled('# x\n')],
  ['underlined headings', filled('x\n=\n')],
  ['paragraphs', filled('some words here\n\n')],
  ['one paragraph', filled('some words here\n')],
  ['one line', filled('word ')],
  ['one word', filled('a')],
  ['brackets that open', filled('[')],
  [
    'brackets in brackets',
    `${'['.repeat(MAX_REPORT_BYTES / 2)}${']'.repeat(MAX_REPORT_BYTES / 2)}`,
  ],
  ['links', filled('[a](b) ')],
  ['links in links', filled(`${'['.repeat(900)}${'](b)'.repeat(900)}\n\n`)],
  ['images in images', filled(`${'!['.repeat(600)}${'](b)'.repeat(600)}\n\n`)],
  ['links that never end', filled('[a](<b ')],
  [
    'definitions of links, each used',
    filled(each(20_000, (n) => `[r${n}]: /u${n}\n\n[r${n}]\n\n`)),
  ],
  ['footnotes', filled(each(20_000, (n) => `x[^${n}]\n\n[^${n}]: y\n\n`))],
  ['stars', filled('a*')],
  ['stars, 1,900 a paragraph', filled(`${'a**b_c '.repeat(630)}\n\n`)],
  ['all marks in one paragraph', filled('**b** `c` [l](u) *e* ~~s~~ <b>x</b> &amp; ')],
  ['all marks, in lines with a pipe', filled('| **b** `c` [l](u) *e* ~~s~~ <b>x</b> &amp;\n')],
  ['backticks, more and more', filled(each(1_000, (n) => `${'`'.repeat(n + 1)} `))],
  ['a wide table', filled(`${'a|'.repeat(9_000)}\n${'-|'.repeat(9_000)}\n${'a|'.repeat(9_000)}\n`)],
  ['a long table', `a|b\n-|-\n${filled('c|d\n').slice(16)}`],
  ['HTML that opens', filled('x <a ')],
  ['HTML comments that never end', filled('x <!-- ')],
  [
    'HTML instructions before a long line',
    `${'x <?'.repeat(1_900)}${'a'.repeat(MAX_REPORT_BYTES - 8_000)}`,
  ],
  ['HTML blocks', filled('<div>\n\n')],
  ['folds', filled('<details>\n<summary>x</summary>\n\n')],
  ['entities', filled('&amp;')],
  ['tabs', filled('\tx\n')],
  ['spaces', `x${filled(' ').slice(2)}x`],
  ['empty lines', filled('\n')],
  ['hard breaks', filled('x\\\n')],
  ['lines that belong to an entry', `- x\n${filled('y\n').slice(8)}`],
  ['a fence that never ends', `~~~\n${filled('x\n').slice(8)}`],
  ['addresses', filled('https://x.example/a ')],
  ['blockers', listed('Blockers', '`src/a.ts:1` loops. Fixed in abc1234.')],
  ['notes with evidence', listed('Notes', '`src/a.ts:1` is odd, see `src/b.ts:2-3`.')],
  ['commands that were run', listed('Validation run', '`npm test`: 3 passed, 1 failed.')],
  ['verdicts', filled('Verdict: approve\n\n')],
  ['hashes', filled('commit abc1234 ')],
  ['places', filled('src/a.ts:1-2 ')],
  ['dots and brackets', filled('a.(')],
  ['pictures', '👍'.repeat(MAX_REPORT_BYTES / 4)],
]

function filled(piece: string): string {
  return piece.repeat(Math.ceil(MAX_REPORT_BYTES / piece.length)).slice(0, MAX_REPORT_BYTES)
}

function each(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join('')
}

/** Nearly as many entries as a list may have, and as long as the text allows. */
function listed(title: string, entry: string): string {
  const long = `- ${entry} `.padEnd(100, 'so on ')
  return `## ${title}\n\n${`${long}\n`.repeat(4_990)}`
}
