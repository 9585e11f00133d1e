import { describe, expect, it, test } from '@jest/globals'
import { workflowCommands } from '../../src/publish/github-actions/commands.ts'
import { outputsOf } from '../../src/publish/github-actions/outputs.ts'
import type { Remark } from '../../src/publish/remarks.ts'
import { full, poisoned } from './hostile.ts'
import { HARMFUL, remarksTurned, TERMINAL_POISONS } from './hostile-terminal.ts'

const remark = (more: Partial<Remark>): Remark => ({
  rule: 'open-blocker',
  level: 'error',
  path: 'REVIEW.md',
  commit: null,
  start: 3,
  end: 4,
  title: 'B1 is open',
  message: 'Fix it.',
  edit: null,
  same: 'R1-B1',
  ...more,
})

describe('a command', () => {
  test.each([
    ['a place', {}, '::error file=REVIEW.md,line=3,endLine=4,title=B1 is open::Fix it.'],
    [
      'a warning',
      { level: 'warning' },
      '::warning file=REVIEW.md,line=3,endLine=4,title=B1 is open::Fix it.',
    ],
    [
      'lines',
      { message: 'one\r\ntwo' },
      '::error file=REVIEW.md,line=3,endLine=4,title=B1 is open::one%0Atwo',
    ],
    [
      'a percent sign',
      { message: '100 %0A: a, b' },
      '::error file=REVIEW.md,line=3,endLine=4,title=B1 is open::100 %250A: a, b',
    ],
    [
      'marks in a property',
      { title: 'a: b, c%\n::d' },
      '::error file=REVIEW.md,line=3,endLine=4,title=a%3A b%2C c%25 %3A%3Ad::Fix it.',
    ],
    [
      'marks in a path',
      { path: 'a,line=9::b\n.md' },
      '::error file=a%2Cline=9%3A%3Ab%0A.md,line=3,endLine=4,title=B1 is open::Fix it.',
    ],
    [
      'a commit',
      { path: null, commit: 'abcdef1234', title: 'Unclear' },
      '::error title=Unclear (commit abcdef1%2C line 3)::Fix it.',
    ],
    [
      'no words',
      { message: '\u200b' },
      '::error file=REVIEW.md,line=3,endLine=4,title=B1 is open::See the report.',
    ],
  ] as const)('tells of %s', (_, more, command) => {
    expect(workflowCommands([remark(more)], 'red', false).split('\n')).toEqual([
      command,
      'Countersign: red',
    ])
  })
})

test('errors come first: GitHub shows ten of each kind', () => {
  const remarks = [
    remark({ level: 'warning' }),
    remark({}),
    remark({ level: 'warning' }),
    remark({}),
  ]
  const kinds = workflowCommands(remarks, 'red', true)
    .split('\n')
    .map((line) => line.split(' ')[0])
  expect(kinds).toEqual(['::error', '::error', '::warning', '::warning', 'Countersign:'])
})

test('a step that fails says so, even where nothing is remarked', () => {
  expect(workflowCommands([], 'Not approved', true)).toBe('::error title=Countersign::Not approved')
  expect(workflowCommands([], 'green', false)).toBe('Countersign: green')
})

/** What the runner takes for a command, in its form of today and in the older one. */
const isCommand = (line: string): boolean =>
  line.trimStart().startsWith('::') || line.includes('##[')

describe('nothing that somebody wrote becomes a command', () => {
  test.each(TERMINAL_POISONS)('%s', (_, by) => {
    const remarks = remarksTurned(by)
    const text = workflowCommands(remarks, by(full.assessment.title), false)
    const lines = text.split(/[\n\r\u2028\u2029]/u)
    expect(lines).toHaveLength(remarks.length + 1)
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::(?:error|warning) [^:]*::/u)
    expect(isCommand(lines.at(-1) ?? '')).toBe(false)
    expect(HARMFUL.test(text)).toBe(false)
  })
})

describe('outputs', () => {
  /** As the runner reads them. */
  const read = (file: string): Record<string, string> => {
    const found: Record<string, string> = {}
    const lines = file.split('\n')
    for (let at = 0; at < lines.length - 1; at++) {
      const [name = '', end] = lines[at]?.split('<<') ?? []
      const from = at + 1
      at = lines.indexOf(end ?? '', from)
      found[name] = lines.slice(from, at).join('\n')
    }
    return found
  }

  it('say how it ended', () => {
    expect(read(outputsOf(full.assessment))).toEqual({
      conclusion: 'failure',
      title: full.assessment.title,
      'open-blockers': `${full.assessment.ledger.blockers.filter(({ state }) => state === 'open').length}`,
    })
  })

  it('end where nobody can know', () => {
    const ends = [1, 2].map(() => outputsOf(full.assessment).split('\n')[0])
    expect(ends[0]).not.toBe(ends[1])
  })

  test.each(TERMINAL_POISONS)('are three, whatever somebody writes: %s', (_, by) => {
    const outputs = read(outputsOf(poisoned(full, by).assessment))
    expect(Object.keys(outputs)).toEqual(['conclusion', 'title', 'open-blockers'])
    expect(outputs.conclusion).toBe('failure')
  })
})
