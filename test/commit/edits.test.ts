import { describe, expect, test } from '@jest/globals'
import { readCommit } from '../../src/commit/read-commit.ts'
import { applyEdits } from '../../src/review/apply-edits.ts'

/** The message after its edits, and the codes for which they were. */
function corrected(message: string) {
  const { diagnostics } = readCommit(message)
  return { codes: diagnostics.map(({ code }) => code), text: applyEdits(message, diagnostics) }
}

const codes = (message: string) => readCommit(message).diagnostics.map(({ code }) => code)
const named = (message: string) => readCommit(message).fixesBlockers.map(({ text }) => text)

describe('a trailer that git sees nowhere goes into the last paragraph', () => {
  test.each([
    ['right below the subject', 'fix: stop\nFixes-Blocker: B1', 'fix: stop\n\nFixes-Blocker: B1'],
    [
      'above other text',
      'fix: stop\n\nFixes blocker: B1\n\nAfter five tries.\n',
      'fix: stop\n\nAfter five tries.\n\nFixes-Blocker: B1\n',
    ],
    [
      'in a list, with its reason below it',
      'fix: stop\n\n- Resolves-Blocker: B1\n  because it starts there\n\nCo-Authored-By: Ines <i@example.com>\n',
      'fix: stop\n\nCo-Authored-By: Ines <i@example.com>\nFixes-Blocker: B1 because it starts there\n',
    ],
    [
      'within the last paragraph, between words',
      'fix: stop\n\nAfter five tries.\nFixes-Blocker: B1\n\n',
      'fix: stop\n\nAfter five tries.\n\nFixes-Blocker: B1\n',
    ],
    [
      'with the ends of lines of Windows',
      'fix: stop\r\n\r\nFixes-Blocker: B1\r\n\r\nAfter five tries.\r\n',
      'fix: stop\r\n\r\nAfter five tries.\r\n\r\nFixes-Blocker: B1\r\n',
    ],
  ])('%s', (_, message, wanted) => {
    expect(corrected(message)).toEqual({ codes: ['misplaced-trailer'], text: wanted })
    expect([codes(wanted), named(wanted)]).toEqual([[], ['B1']])
  })

  test('several at once, with what else is wrong', () => {
    const message =
      'fix: stop\n\nFixes-Blocker: B1\nand\nFixes-Blocker: B2\n\nFixes-Blocker: the loop\nSigned-off-by: I <i@example.com>\n'
    expect(corrected(message)).toEqual({
      codes: ['unreadable-blocker', 'misplaced-trailer', 'misplaced-trailer'],
      text: 'fix: stop\n\nand\n\nFixes-Blocker: {fill in: the id of the blocker, as B1}\nSigned-off-by: I <i@example.com>\nFixes-Blocker: B1\nFixes-Blocker: B2\n',
    })
  })
})

describe('a trailer that names no blocker', () => {
  test.each([
    ['Fixes-Blocker:', 'Fixes-Blocker: {fill in: the id of the blocker, as B1}'],
    [
      'Fixes-Blocker: B1 and the loop because it starts there',
      'Fixes-Blocker: B1, {fill in: the id of the blocker, as B1} because it starts there',
    ],
    ['Fixes-Blocker: not B1', 'Refs: not B1'],
    ['Addresses-Blocker: part of\n  B1', 'Refs: part of B1'],
  ])('%j', (trailer, wanted) => {
    expect(corrected(`fix: stop\n\n${trailer}\nSigned-off-by: I <i@example.com>\n`)).toEqual({
      codes: ['unreadable-blocker'],
      text: `fix: stop\n\n${wanted}\nSigned-off-by: I <i@example.com>\n`,
    })
  })

  test('a placeholder names none, and is pointed out', () => {
    const message = 'fix: stop\n\nFixes-Blocker: {fill in: the id of the blocker, as B1}\n'
    expect(named(message)).toEqual([])
    expect(readCommit(message).diagnostics).toMatchObject([
      { code: 'placeholder-left', severity: 'warning', line: 3, edit: null },
    ])
  })
})

describe('findings and their number', () => {
  const told = (number: string) =>
    `fix: harden the queue\n\nThe review found ${number} problems:\n\n1. The loop never stops.\n2. The error\n   is swallowed.\n\nBoth are gone.\n`

  test('more are listed than announced', () => {
    expect(corrected(told('1'))).toEqual({ codes: ['count-mismatch'], text: told('2') })
    expect(codes(told('2'))).toEqual([])
  })

  test('fewer are listed: what is missing has to be described', () => {
    const { codes: before, text } = corrected(told('three'))
    expect(before).toEqual(['count-mismatch'])
    expect(text).toContain('\n   is swallowed.\n3. {fill in: what the review found}\n\nBoth')
    expect(codes(text)).toEqual(['placeholder-left'])
    expect(readCommit(text).findings).toHaveLength(2)
  })

  test('some are left open: only their author knows which', () => {
    const message =
      'fix: harden the queue\n\nThe review found two problems, only one is fixed:\n\n1. The loop.\n'
    expect(readCommit(message).diagnostics).toMatchObject([
      { code: 'unclear-findings', edit: null },
    ])
  })
})

test('a message that was cut has no edits: they would cut it, too', () => {
  const message = `fix: stop\n\nFixes-Blocker: B1\n\n${'many words '.repeat(6_000)}\n`
  expect(readCommit(message).diagnostics).toMatchObject([{ code: 'misplaced-trailer', edit: null }])
})
