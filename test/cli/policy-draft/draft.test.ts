import { describe, expect, test } from '@jest/globals'
import { draftOf, type Found } from '../../../src/cli/policy-draft/draft.ts'
import { readPolicyFile } from '../../../src/policy/file/read-policy-file.ts'
import { policyFile } from '../../../src/policy/file/schema.ts'
import { DEFAULT_POLICY } from '../../../src/policy/policy.ts'

const NOTHING: Found = {
  moreReports: [],
  ci: { checks: [], skipped: [] },
  commands: [],
  owners: { people: [], teams: [] },
}

const FULL: Found = {
  moreReports: ['docs/audits/*.md', 'a \\[b\\]/*review*.md'],
  ci: {
    checks: [
      { command: 'npm test', check: 'CI / test', doubt: null },
      { command: 'prettier --check "**/*.ts"', check: 'CI: all / #1 "quick"', doubt: null },
      { command: 'npm run e2e', check: 'CI / e2e', doubt: 'the job has a condition' },
      { command: '- x: y', check: '&a', doubt: 'it runs in web\nvalidation: [evil]' },
    ],
    skipped: [],
  },
  commands: ['npm test', 'npm run lint', 'make *'],
  owners: { people: ['mona'], teams: ['acme/core'] },
}

const DOUBTFUL_ONLY: Found = {
  ...NOTHING,
  ci: { checks: FULL.ci.checks.filter(({ doubt }) => doubt !== null), skipped: [] },
}

const ALL = [
  ['nothing was found', NOTHING],
  ['all was found', FULL],
  ['all is in doubt', DOUBTFUL_ONLY],
] as const

const read = (text: string) => readPolicyFile(text, { name: 'countersign.yml' })

const SETTING = /^(\s*)#(?=\S)/u

/** With the "#" taken from these lines. */
const active = (lines: readonly string[], chosen: ReadonlySet<number>): string =>
  lines.map((line, index) => (chosen.has(index) ? line.replace(SETTING, '$1') : line)).join('\n')

/** The lines under which a line stands. */
function above(lines: readonly string[], at: number): readonly number[] {
  for (let index = at - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    const isProse = /^\s*# /u.test(line) || line.trim() === ''
    if (!isProse && indentOf(line) < indentOf(lines[at])) return [...above(lines, index), index]
  }
  return []
}

const indentOf = (line = ''): number => /^\s*/u.exec(line)?.[0].length ?? 0

describe('the draft of a policy', () => {
  test.each(ALL)('is a policy where %s', (_, found) => {
    expect(read(draftOf(found)).problems).toEqual([])
  })

  test('leaves everything as it is where nothing was found', () => {
    expect(read(draftOf(NOTHING)).file).toEqual({})
  })

  test('sets what was found without a doubt', () => {
    expect(read(draftOf(FULL)).file).toEqual({
      reports: [...DEFAULT_POLICY.reports, ...FULL.moreReports],
      corroborate: {
        'npm test': 'CI / test',
        'prettier --check "**/*.ts"': 'CI: all / #1 "quick"',
      },
    })
  })

  test.each(ALL)('is one with each line that is taken out of its comment, where %s', (_, found) => {
    const lines = draftOf(found).split('\n')
    const settings = lines.flatMap((line, index) => (SETTING.test(line) ? [index] : []))
    // A list or a set of keys that has nothing in it yet is none.
    const leaves = settings.filter(
      (at) => !(indentOf(lines[at + 1]) > indentOf(lines[at]) && /:$/u.test(lines[at] ?? '')),
    )
    expect(leaves.length).toBeGreaterThan(15)
    for (const at of leaves) {
      const text = active(lines, new Set([at, ...above(lines, at)]))
      expect([lines[at], read(text).problems]).toEqual([lines[at], []])
    }
    const whole = read(active(lines, new Set(settings)))
    expect(whole.problems).toEqual([])
    expect(Object.keys(whole.file ?? {}).sort()).toEqual(Object.keys(policyFile.shape).sort())
  })

  test('suggests the defaults, but for what was found and the example of a rule', () => {
    const text = draftOf(NOTHING).replaceAll(new RegExp(SETTING.source, 'gmu'), '$1')
    const { rules, ...rest } = read(text).file ?? {}
    expect(rest).toEqual(DEFAULT_POLICY)
    expect(rules).toHaveLength(1)
  })

  test('says of each key what the schema says', () => {
    const prose = draftOf(NOTHING).replaceAll(/\n\s*# /gu, ' ')
    expect(prose).toContain('Globs: files whose changes don’t make an approval stale.')
    expect(prose).toContain('Every commit that is named as a fix is one.')
  })
})
