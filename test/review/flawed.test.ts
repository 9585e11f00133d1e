import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Diagnostic, Edit } from '../../src/reading/types.ts'
import { applyEdits } from '../../src/review/apply-edits.ts'
import { readReport } from '../../src/review/read-report.ts'
import { linesKept } from './lines-kept.ts'

const FOLDER = 'test/fixtures/flawed'

/** What is wrong with a report, what its reviewer meant, and what only the reviewer can add. */
interface Flawed {
  readonly verdict: 'approve' | 'block'
  readonly blockers: number
  readonly diagnostics: readonly (readonly [code: string, line: number])[]
  /** What to write for each placeholder; a list where it stands several times. */
  readonly fill?: Readonly<Record<string, string | readonly string[]>>
  /** Where no edit can be known: what `next` asks for, in a line that the diagnostic names. */
  readonly byHand?: readonly {
    readonly line: number
    readonly text: string
    readonly why: string
  }[]
}

const expected: Readonly<Record<string, Flawed>> = JSON.parse(
  readFileSync(`${FOLDER}/expected.json`, 'utf8'),
)
const reports = Object.entries(expected)

const filledIn = (text: string, fill: NonNullable<Flawed['fill']>): string => {
  const times = new Map<string, number>()
  return text.replaceAll(/\{fill in: ([^{}]+)\}/g, (left, what: string) => {
    const time = times.get(what) ?? 0
    times.set(what, time + 1)
    const words = fill[what]
    return (typeof words === 'string' ? words : words?.[time]) ?? left
  })
}

describe('a flawed report, corrected by what its diagnostics say', () => {
  test('every one in the folder is in the table', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md'))
    expect(reports.map(([name]) => name).sort()).toEqual(files.sort())
    expect(files.length).toBeGreaterThanOrEqual(30)
  })

  test.each(reports)('%s reads clean', (name, { fill = {}, byHand = [], ...meant }) => {
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8')
    const { diagnostics } = readReport(text)
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual(meant.diagnostics)
    expectNamed(diagnostics, byHand)

    const own = byHand.map(({ line, text }) => ({ from: line, to: line, text, fills: false }))
    const edits = [...diagnostics, ...own.map((edit) => ({ edit }))]
    const corrected = applyEdits(text, edits)
    linesKept(text, corrected, edits)
    expect(corrected.includes('{fill in: ')).toBe(diagnostics.some(({ edit }) => edit?.fills))

    const filled = filledIn(corrected, fill)
    expect(filled).not.toContain('{fill in: ')
    const { verdict, blockers, ...again } = readReport(filled)
    expect(again.diagnostics).toEqual([])
    expect([verdict.outcome, blockers.length]).toEqual([meant.verdict, meant.blockers])
  })

  test.each(reports.filter(([, { fill }]) => fill !== undefined))(
    '%s is not clean before its placeholders are filled in',
    (name) => {
      const text = readFileSync(`${FOLDER}/${name}`, 'utf8')
      const { diagnostics, blockers } = readReport(applyEdits(text, readReport(text).diagnostics))
      expect(diagnostics).toContainEqual(
        expect.objectContaining({ code: 'placeholder-left', severity: 'error', edit: null }),
      )
      for (const { title } of blockers) expect(title).not.toContain('{fill in: ')
    },
  )
})

/** An edit by hand is made only for a diagnostic that has none, and in a line that it names. */
function expectNamed(diagnostics: readonly Diagnostic[], byHand: readonly { line: number }[]) {
  const without = diagnostics.filter(({ edit }) => edit === null)
  expect(without.length > 0).toBe(byHand.length > 0)
  const named = without.flatMap(({ line, message, next }) => [
    line,
    ...[...`${message} ${next}`.matchAll(/\blines? ([\d, ]+)/g)].flatMap(([, lines = '']) =>
      lines.split(',').map(Number),
    ),
  ])
  for (const { line } of byHand) expect(named).toContain(line)
}

/** A report into which something was copied, and the words to be said of it. */
const HEAD = '# Review: flood gauge\n\nVerdict: approve\n\n'
const fenced = (copied: string): string => `\`\`\`text\n${copied}\n\`\`\`\n`

describe('a report over a limit', () => {
  test.each([
    ['too-deep', `${'> '.repeat(40)}water`],
    ['too-many-entries', '- water\n'.repeat(5_001)],
    ['too-many-headings', 'water\n---\n\n'.repeat(501)],
    ['too-many-quotes', '> water\n\n'.repeat(1_001)],
    ['too-many-footnotes', 'water[^1]\n\n'.repeat(501)],
    ['too-many-cells', '| 3 cm | 4 cm |\n'.repeat(7_000)],
    ['too-tangled', '[water] '.repeat(1_001)],
    ['too-long', 'water\n'.repeat(3_001)],
  ])('%s: what was copied belongs into a fence', (code, copied) => {
    const { diagnostics } = readReport(HEAD + copied)
    expect(diagnostics).toMatchObject([{ code, edit: null }])
    expect(diagnostics[0]?.next).toContain('fenced block')
    expect(readReport(HEAD + fenced(copied)).diagnostics).toEqual([])
  })

  test('report-too-large: the log stays out', () => {
    const log = fenced('water 3 cm\n'.repeat(60_000))
    expect(readReport(HEAD + log).diagnostics).toMatchObject([
      { code: 'report-too-large', next: expect.stringContaining('Keep logs out') },
    ])
    expect(readReport(HEAD).diagnostics).toEqual([])
  })

  test('too-many-blockers: they go into several files', () => {
    const head = '# Review: flood gauge\n\nVerdict: blocking\n\n## Blockers\n\n'
    const some = (count: number) => '1. **The gauge is wet.**\n'.repeat(count)
    expect(readReport(head + some(251)).diagnostics).toMatchObject([
      { code: 'too-many-blockers', line: 257, edit: null },
    ])
    expect(readReport(head + some(250)).diagnostics).toEqual([])
  })
})

/** Those that take more than one report to see: a commit message, a comment, the pull request, a thread's limits. */
const ELSEWHERE = [
  'unknown-blocker',
  'ambiguous-blocker',
  'evidence-missing',
  'malformed-command',
  'not-allowed',
  'edited-comment',
  'id-taken',
  'misplaced-trailer',
  'unreadable-blocker',
  'unclear-findings',
  'reading-too-slow',
  'reading-too-large',
]

test('every code that a report can have is among these', () => {
  const table = readFileSync('docs/review-format.md', 'utf8').split('### Diagnostics')[1] ?? ''
  const codes = [...table.matchAll(/`([a-z]+(?:-[a-z]+)+)`(?=[^|\n]*\| (?:error|warning))/g)]
  const source = readFileSync('test/review/flawed.test.ts', 'utf8')
  const shown = new Set(reports.flatMap(([, { diagnostics }]) => diagnostics.map(([code]) => code)))
  const missing = codes
    .map(([, code = '']) => code)
    .filter((code) => !ELSEWHERE.includes(code) && !shown.has(code) && !source.includes(code))
  expect(missing).toEqual([])
})

test('the diagnostic that the docs show is one', () => {
  const page = readFileSync('docs/review-format.md', 'utf8').split('### Diagnostics')[1] ?? ''
  const shown = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const { diagnostics } = readReport(
    "# Review: coffee grinder\n\nVerdict: blocking\n\nIt isn't safe yet.\n",
  )
  expect(diagnostics).toEqual([JSON.parse(shown)])
})

describe('edits', () => {
  const edit = (from: number, to: number, text: string): { readonly edit: Edit } => ({
    edit: { from, to, text, fills: false },
  })

  test('are made from the bottom up, the first of those that overlap', () => {
    const text = 'a\nb\nc\nd\n'
    const edits = [edit(4, 4, 'D\nD'), edit(1, 2, 'AB'), edit(2, 3, 'BC'), edit(4, 4, 'D\nD')]
    expect(applyEdits(text, edits)).toBe('AB\nc\nD\nD\n')
  })

  test('put lines in between, take some out, and leave what is null', () => {
    const edits = [edit(2, 1, 'x\ny'), edit(3, 3, ''), { edit: null }, edit(4, 3, 'z')]
    expect(applyEdits('a\nb\nc\nd', edits)).toBe('a\nx\ny\nb\nz\nd')
  })

  test('keep the ends of lines and a byte order mark', () => {
    expect(applyEdits('\uFEFFa\r\nb\r\nc', [edit(1, 1, 'A\nA'), edit(4, 3, 'd\ne')])).toBe(
      '\uFEFFA\r\nA\r\nb\r\nc\r\nd\r\ne',
    )
    expect(applyEdits('a\r\nb\nc\n', [edit(2, 2, 'B')])).toBe('a\r\nB\nc\n')
  })

  test('of the same line are one and the same', () => {
    const { diagnostics } = readReport(
      '# Review\n\nVerdict: approve\n\n## Earlier\n\n- R1-B1: fixed in 0e1fa; see commit 77ab1\n',
    )
    expect(diagnostics).toMatchObject([
      {
        code: 'short-hash',
        line: 7,
        message: '"0e1fa", "77ab1" are too short to name commits.',
        edit: {
          from: 7,
          to: 7,
          text: '- R1-B1: fixed in {fill in: 0e1fa with at least 7 digits}; see commit {fill in: 77ab1 with at least 7 digits}',
          fills: true,
        },
      },
    ])
  })
})
