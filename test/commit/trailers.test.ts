import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { readTrailers } from '../../src/commit/trailers.ts'

/** What git itself takes for the trailers of a message. */
const byGit = (message: string): string[] =>
  execFileSync(
    'git',
    ['-c', 'core.commentChar=;', 'interpret-trailers', '--parse', '--no-divider'],
    {
      input: `${message}\n`,
      encoding: 'utf8',
    },
  )
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')

const byUs = (message: string): string[] =>
  readTrailers(message.split('\n')).trailers.map(({ key, value }) => `${key}: ${value}`.trimEnd())

describe('the same trailers as git', () => {
  test.each([
    ['one', 'fix: x\n\nBody.\n\nFixes-Blocker: B1'],
    ['several', 'fix: x\n\nFixes-Blocker: B1, B2\nSigned-off-by: A <a@example.com>'],
    ['only a subject', 'fix: x'],
    ['a subject like a trailer', 'Fixes-Blocker: B1'],
    ['a title of two lines', 'fix: x\nFixes-Blocker: B1'],
    ['no blank line before', 'fix: x\n\nBody text.\nFixes-Blocker: B1'],
    ['not the last paragraph', 'fix: x\n\nFixes-Blocker: B1\n\nMore text.'],
    ['trailing blank lines', 'fix: x\n\nFixes-Blocker: B1\n\n\n'],
    ['continuation lines', 'fix: x\n\nFixes-Blocker: B1,\n  B2,\n\tB3'],
    ['space before the colon', 'fix: x\n\nFixes-Blocker : B1'],
    ['no space after the colon', 'fix: x\n\nFixes-Blocker:B1'],
    ['an empty value', 'fix: x\n\nFixes-Blocker:'],
    ['a key with a space', 'fix: x\n\nTest Plan: none\nFixes-Blocker: B1'],
    ['prose beside a sign-off', 'fix: x\n\nSome prose.\nSigned-off-by: A <a@example.com>'],
    [
      'much prose beside a sign-off',
      'fix: x\n\none\ntwo\nthree\nfour\nSigned-off-by: A <a@example.com>',
    ],
    ['prose beside another trailer', 'fix: x\n\nSome prose.\nAcked-by: A <a@example.com>'],
    ['cherry-picked', 'fix: x\n\nFixes-Blocker: B1\n(cherry picked from commit 1234567)'],
    ['an indented first line', 'fix: x\n\n  indented\nFixes-Blocker: B1'],
    ['a URL', 'fix: x\n\nhttps://example.com/a'],
    ['a list', 'fix: x\n\n- a: b\n- c: d'],
    ['upper and lower case', 'fix: x\n\nfixes-blocker: b1\nFIXES-BLOCKER: B2'],
    ['a blank title', '\n\nFixes-Blocker: B1'],
  ])('%s', (_, message) => {
    expect(byUs(message)).toEqual(byGit(message))
  })
})

test('a trailer knows its line', () => {
  expect(readTrailers('fix: x\n\nBody.\n\nA: b\nFixes-Blocker: B1'.split('\n'))).toEqual({
    trailers: [
      { key: 'A', value: 'b', line: 5 },
      { key: 'Fixes-Blocker', value: 'B1', line: 6 },
    ],
    start: 4,
  })
})
