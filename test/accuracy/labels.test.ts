import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFolder } from '../../src/accuracy/folder.ts'
import { readLabels } from '../../src/accuracy/labels.ts'

describe('bad labels are named by file, report and place', () => {
  const problems = (json: string): readonly string[] => {
    const read = readLabels(json, 'x/labels.json')
    return read.ok ? [] : read.problems
  }
  const withLabel = (label: object): string =>
    JSON.stringify({ 'a.md': { verdict: 'block', blockers: [], ...label } })

  test.each([
    ['the least', withLabel({}), []],
    ['no JSON', '{\n  "a.md": {,\n}', [expect.stringMatching(/^x\/labels\.json:2: not JSON: /u)]],
    ['a list', '[]', [expect.stringMatching(/^x\/labels\.json: Invalid input: expected record/u)]],
    [
      'a verdict that is none of three',
      withLabel({ verdict: 'maybe' }),
      ['x/labels.json: a.md: verdict: Invalid option: expected one of "approve"|"block"|"none"'],
    ],
    [
      'a blocker without a line',
      withLabel({ blockers: [{ line: 1, title: 'x' }, { title: 'y' }] }),
      [expect.stringMatching(/^x\/labels\.json: a\.md: blockers\[1\]\.line: Invalid input/u)],
    ],
    [
      'a word in place of a hash',
      withLabel({ fixCommits: ['abc1234', 'HEAD'] }),
      ['x/labels.json: a.md: fixCommits[1]: expected 7 to 40 hexadecimal digits'],
    ],
    [
      'an outcome that is none',
      withLabel({ validation: [{ line: 2, command: 'npm test', outcome: 'ok' }] }),
      [expect.stringMatching(/^x\/labels\.json: a\.md: validation\[0\]\.outcome: Invalid option/u)],
    ],
    [
      'a field that is not known',
      withLabel({ verdictline: 3 }),
      ['x/labels.json: a.md: Unrecognized key: "verdictline"'],
    ],
    [
      'a qualified block',
      withLabel({ qualifier: 'after-fixes' }),
      ['x/labels.json: a.md: qualifier: expected null, since the verdict is not "approve"'],
    ],
  ])('%s', (_, json, expected) => {
    expect(problems(json)).toEqual(expected)
  })
})

describe('a folder', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'labels-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const label = (more: object) => ({ verdict: 'approve', blockers: [], ...more })
  const problems = () =>
    readFolder(folder).problems.map((problem) => problem.replaceAll(folder, 'it'))

  test('that is not there', () => {
    expect(readFolder('/no/such').problems).toEqual(['/no/such: there is no such folder'])
  })

  test('without labels', () => {
    expect(problems()).toEqual(['it: there is no labels.json in it'])
  })

  test('with a label for a report that is not there', () => {
    write('labels.json', JSON.stringify({ 'a.md': label({}) }))
    expect(problems()).toEqual(['it/labels.json: a.md: there is no such report'])
  })

  test('with a line beyond the end', () => {
    write('a.md', 'Verdict: approve\n')
    write('labels.json', JSON.stringify({ 'a.md': label({ verdictLine: 12 }) }))
    expect(problems()).toEqual(['it/labels.json: a.md: line 12, but it ends at 2'])
  })

  test('with a report that has no label', () => {
    write('a.md', 'Verdict: approve\n')
    write('b.md', 'Verdict: approve\n')
    write('labels.json', JSON.stringify({ 'a.md': label({}) }))
    const { reports, unlabelled } = readFolder(folder)
    expect(reports.map(({ text }) => text)).toEqual(['Verdict: approve\n'])
    expect(unlabelled.map((file) => file.endsWith('/b.md'))).toEqual([true])
  })
})
