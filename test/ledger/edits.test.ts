import { expect, test } from '@jest/globals'
import { applyEdits } from '../../src/review/apply-edits.ts'
import {
  assessed,
  BLOCKING,
  feature,
  review,
  type Step,
  sha,
  short,
  step,
} from '../support/history.ts'

/** What the pull request's own diagnostics say, and the text about which they are after their edits. */
function corrected(steps: readonly Step[], text: string) {
  const { diagnostics } = assessed(steps).ledger
  return { codes: diagnostics.map(({ code }) => code), text: applyEdits(text, diagnostics) }
}

const first = [feature, review('review', BLOCKING)]

test('a trailer with an id that nobody has', () => {
  const message = 'fix: stop\n\nFixes-Blocker: B1, B7\n'
  expect(corrected([...first, step('fix', message)], message)).toEqual({
    codes: ['unknown-blocker'],
    text: 'fix: stop\n\nFixes-Blocker: B1, {fill in: one of R1-B1, R1-B2}\n',
  })
})

test('a report that answers a blocker that nobody raised', () => {
  const text =
    '# Review R2\n\nVerdict: approve\n\n- R1-B1: fixed in FIX\n- R1-B9: fixed in FIX\n'.replaceAll(
      'FIX',
      short('fix'),
    )
  const steps = [...first, step('fix', 'fix: stop'), review('second', text, 'REVIEW-R2.md')]
  expect(corrected(steps, text)).toEqual({
    codes: ['unknown-blocker'],
    text: text.replace('R1-B9', '{fill in: one of R1-B1, R1-B2}'),
  })
})

test('a report that counts other blockers than there are', () => {
  const text = `# Review R2\n\nVerdict: approve\n\nCommit \`${short('fix')}\` addresses the three prior blockers.\n`
  const steps = [...first, step('fix', 'fix: stop'), review('second', text, 'REVIEW-R2.md')]
  expect(corrected(steps, text)).toEqual({
    codes: ['count-mismatch'],
    text: `# Review R2\n\nVerdict: approve\n\n{fill in: those that are meant, of R1-B1, R1-B2}: fixed in ${short('fix')}.\n`,
  })
})

test("a blocker under another's id", () => {
  const again =
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n- **B1: The log is full of secrets.** `src/log.ts:3`\n'
  const steps = [...first, review('rewritten', again)]
  const { diagnostics } = assessed(steps).ledger
  const taken = diagnostics.filter(({ code }) => code === 'id-taken')
  expect(taken).toMatchObject([{ line: 7, edit: { from: 7, to: 7, fills: false } }])
  expect(applyEdits(again, taken)).toBe(again.replace('B1:', 'B3:'))
})

test('a place that was not there', () => {
  const text =
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n- **B1: Retries never stop.** `src/retry.ts:12-20` and `src/limit.ts:8`\n'
  const { ledger } = assessed([feature, review('review', text)], {
    places: [{ commit: sha('feature'), path: 'src/retry.ts', lines: 3 }],
  })
  expect(ledger.diagnostics).toMatchObject([{ code: 'evidence-missing', line: 7 }])
  expect(applyEdits(text, ledger.diagnostics)).toBe(
    text.replace('src/retry.ts:12-20', '{fill in: path:line}'),
  )
})

test('with the ends of lines of Windows', () => {
  const message = 'fix: stop\r\n\r\nFixes-Blocker: B7\r\n'
  expect(corrected([...first, step('fix', message)], message).text).toBe(
    'fix: stop\r\n\r\nFixes-Blocker: {fill in: one of R1-B1, R1-B2}\r\n',
  )
})
