import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

const report = (rest: string, verdict = 'blocking') =>
  readReport(`# Review: retries\n\nVerdict: ${verdict}\n\n${rest}`)

const titles = (rest: string) =>
  report(rest).blockers.map(({ label, title }) => (label === null ? title : `${label}: ${title}`))

const codes = (rest: string, verdict?: string) =>
  report(rest, verdict).diagnostics.map(({ code }) => code)

describe('what is a blocker', () => {
  test.each<[string, string, string[]]>([
    ['numbers', '## Blockers\n\n1. It loops.\n2. It leaks.\n', ['It loops', 'It leaks']],
    [
      'bullets',
      '## Blocking issues\n\n- It loops. Badly.\n- It leaks.\n',
      ['It loops', 'It leaks'],
    ],
    ['bold leads', '## Blockers\n\n1. **It loops.** See below.\n', ['It loops']],
    [
      'labels',
      '## Blockers\n\n- B1: It loops.\n- **B2** — It leaks.\n',
      ['B1: It loops', 'B2: It leaks'],
    ],
    ['labels of a round', '## Blockers\n\n- R2-B1: It loops.\n', ['R2-B1: It loops']],
    ['labels in brackets', '## Blockers\n\n1. [B7] It loops.\n', ['B7: It loops']],
    ['spelled labels', '## Blockers\n\n- Blocker 1: It loops.\n', ['B1: It loops']],
    [
      'sub-headings',
      '## Blockers\n\n### It loops\n\nSee.\n\n### It leaks\n\n- here\n',
      ['It loops', 'It leaks'],
    ],
    [
      'labelled sub-headings',
      '## Blockers\n\n### B1. It loops\n\nx\n\n### B2. It leaks\n',
      ['B1: It loops', 'B2: It leaks'],
    ],
    [
      'numbered sub-headings',
      '## Blockers\n\n### 1. It loops\n\n### 2. It leaks\n',
      ['It loops', 'It leaks'],
    ],
    [
      'headings that group',
      '## Blockers\n\n### Speed\n\n1. It loops.\n\n### Memory\n\n1. It leaks.\n',
      ['It loops', 'It leaks'],
    ],
    [
      'labelled headings anywhere',
      '## Findings\n\n### B1: It loops\n\nx\n\n### N1: A nit\n',
      ['B1: It loops'],
    ],
    [
      'labelled paragraphs',
      '## Blockers\n\nB1: It loops.\n\nMore on it.\n\nB2: It leaks.\n',
      ['B1: It loops', 'B2: It leaks'],
    ],
    ['a title line', 'Blockers:\n\n1. It loops.\n', ['It loops']],
    [
      'a title line in the same paragraph',
      'The rest is fine.\nBlockers:\n1. It loops.\n',
      ['It loops'],
    ],
    ['a bold title line', '**Must fix**\n\n1. It loops.\n', ['It loops']],
    [
      'a table',
      '## Blockers\n\n| Id | Issue | Where |\n|---|---|---|\n| B1 | It loops | `a.ts:3` |\n',
      ['B1: It loops'],
    ],
    [
      'marked findings',
      '## Findings\n\n1. [blocking] It loops.\n2. [nit] A typo.\n3. **Blocker:** It leaks.\n',
      ['It loops', 'It leaks'],
    ],
    ['a title with brackets', '## Findings (blocking)\n\n1. It loops.\n', ['It loops']],
    [
      'numbers that go on after bullets',
      '## Blockers\n\n1. It loops.\n- `a.ts:3`\n\n2. It leaks.\n',
      ['It loops', 'It leaks'],
    ],
    [
      'numbers that go on after text',
      '## Blockers\n\n1. It loops.\n\nLike this.\n\n2. It leaks.\n',
      ['It loops', 'It leaks'],
    ],
    [
      'one label twice',
      '## Blockers\n\n- B1: It loops.\n\n## Details\n\n### B1: It loops, in detail\n',
      ['B1: It loops'],
    ],
    [
      'a nested list',
      '## Blockers\n\n1. It loops.\n   1. first here\n   2. then there\n',
      ['It loops'],
    ],
    ['no notes', '## Non-blocking notes\n\n- A typo.\n', []],
    ['no earlier blockers', '## Prior blockers\n\n1. It looped.\n', []],
    ['"None"', '## Blockers\n\nNone.\n', []],
    ['"None" as an entry', '## Blockers\n\n- None.\n', []],
    ['"No blocking issues found"', '## Blockers\n\n- No blocking issues found.\n', []],
    ['a quotation', '## Blockers\n\n> 1. It loops.\n', []],
    ['code', '## Blockers\n\n```\n1. It loops.\n```\n', []],
    ['numbers without a title', '1. It loops.\n', ['It loops']],
    ['plain findings', '## Findings\n\n1. It loops.\n', ['It loops']],
  ])('%s', (_, rest, expected) => {
    expect(titles(rest)).toEqual(expected)
  })
})

test('a blocker has its lines, its places and all its text', () => {
  const [blocker] = report(
    '## Blockers\n\n1. **It loops.** See `src/a.ts:4-9`.\n\n   - also `src/b.ts:7`\n   - and [there](src/c%20d.ts#L3-L5)\n\n   It never stops.\n',
  ).blockers
  expect(blocker).toEqual({
    ordinal: 1,
    label: null,
    fixBecause: null,
    title: 'It loops',
    body: 'It loops. See src/a.ts:4-9.\n\n- also src/b.ts:7\n- and there\n\nIt never stops.',
    line: 7,
    endLine: 12,
    evidence: [
      { path: 'src/a.ts', start: 4, end: 9, line: 7 },
      { path: 'src/b.ts', start: 7, end: 7, line: 9 },
      { path: 'src/c d.ts', start: 3, end: 5, line: 10 },
    ],
    severity: 'blocking',
    state: 'open',
    fixCommits: [],
  })
})

describe('what does not add up fails closed', () => {
  const two = '## Blockers\n\n1. It loops.\n2. It leaks.\n'
  test.each<[string, string, string | undefined, string[]]>([
    ['blocking without a blocker', 'It is bad.\n', 'blocking', ['block-without-blockers']],
    [
      'blocking with text only',
      '## Blockers\n\nIt loops, and it leaks.\n',
      'blocking',
      ['block-without-blockers', 'items-run-together'],
    ],
    ['blocking with "None"', '## Blockers\n\nNone.\n', 'blocking', ['block-without-blockers']],
    ['three announced, two listed', `Three blockers:\n\n${two}`, 'blocking', ['count-mismatch']],
    [
      'announced in the title',
      '## Blockers (3)\n\n1. It loops.\n2. It leaks.\n',
      'blocking',
      ['count-mismatch'],
    ],
    ['announced in the verdict', two, 'blocking (3 blockers)', ['count-mismatch']],
    ['announced rightly', `I found two blocking issues.\n\n${two}`, 'blocking (2 blockers)', []],
    ['what R1 found is not announced', `R1 found three blockers.\n\n${two}`, 'blocking', []],
    [
      'two of three are not announced',
      `Two of the three blockers are new.\n\n${two}`,
      'blocking',
      [],
    ],
    ['approved with a blocker that the ledger holds', two, 'approve', []],
    ['approved after fixes', two, 'approve after fixes', []],
    [
      'glued entries',
      '## Blockers\n\nIt loops.- It leaks.\n',
      'blocking',
      ['block-without-blockers', 'items-run-together'],
    ],
    [
      'glued entries of a list',
      '## Blockers\n\n1. It loops.- It leaks.\n',
      'blocking',
      ['items-run-together'],
    ],
    ['a short hash', `${two}\n## Notes\n\n- See commit abc12.\n`, 'blocking', ['short-hash']],
  ])('%s', (_, rest, verdict, expected) => {
    expect(codes(rest, verdict).sort()).toEqual(expected)
  })

  test('the count that was announced keeps its line', () => {
    expect(report(`There are three open blockers.\n\n${two}`)).toMatchObject({
      claimedBlockerCount: { count: 3, line: 5, text: 'There are three open blockers.' },
      diagnostics: [
        { line: 5, message: '3 blockers are announced here, 2 were read, in the lines 9, 10.' },
      ],
    })
  })
})

test('a heading of a number and a level is named by its description', () => {
  const { blockers } = readReport(
    '# Review\n\nVerdict: block\n\n## Findings\n\n### 1. High\n\n- Task: T1\n- Description: It loops. For ever.\n- Fix: stop\n',
  )
  expect(blockers.map(({ title, line }) => [title, line])).toEqual([['It loops', 7]])
})
