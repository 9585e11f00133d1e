import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCommit } from '../../src/commit/read-commit.ts'
import { applyEdits } from '../../src/review/apply-edits.ts'
import { readReport } from '../../src/review/read-report.ts'
import { linesKept } from './lines-kept.ts'

const FOLDER = 'test/fixtures/flawed'

/** What flawed reports and messages are made of. */
const PIECES = [
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => readFileSync(`${FOLDER}/${name}`, 'utf8').split(/(?:\r?\n){2}/)),
  'fix: harden the gauge after review\nFixes-Blocker: B1',
  'Review found three problems:\n\n1. The gauge is wet.\n2. It is cold.',
  '- Fixes blocker: not B2',
  'Fixes-Blocker: the cold one\nSigned-off-by: Ines <ines@example.com>',
]

const texts = fc
  .record({
    pieces: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }),
    between: fc.constantFrom('\n', '\n\n', '\r\n', '\r\n\r\n', '\n\n\n'),
    end: fc.constantFrom('', '\n', '\n\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(({ pieces, between, end, mark }) => mark + pieces.join(between) + end)

test.each([
  ['report', readReport],
  ['commit message', readCommit],
])('the edits of any %s change the lines that they name, and a clean one no more', (_, read) => {
  fc.assert(
    fc.property(texts, (text) => {
      const { diagnostics } = read(text)
      const lines = text.split(/\r\n?|\n/).length
      for (const { edit } of diagnostics) {
        if (edit === null) continue
        const { from, to } = edit
        expect([from >= 1, from <= lines + 1, to >= from - 1, to <= lines]).not.toContain(false)
      }
      const corrected = applyEdits(text, diagnostics)
      linesKept(text, corrected, diagnostics)
      const again = read(corrected).diagnostics
      if (again.length === 0) expect(applyEdits(corrected, again)).toBe(corrected)
    }),
  )
})

test('any edits can be made of any text', () => {
  const edit = fc
    .record({
      from: fc.integer({ min: 1, max: 12 }),
      more: fc.integer({ min: 0, max: 3 }),
      text: fc.string(),
    })
    .map(({ from, more, text }) => ({ edit: { from, to: from + more - 1, text, fills: false } }))
  const line = fc.string({ maxLength: 5 }).map((text) => text.replaceAll(/[\r\n]/g, ''))
  const text = fc
    .tuple(fc.array(line, { maxLength: 10 }), fc.constantFrom('\n', '\r\n', '\r'))
    .map(([lines, end]) => lines.join(end))
  fc.assert(
    fc.property(text, fc.array(edit, { maxLength: 6 }), (text, edits) => {
      const changed = applyEdits(text, edits)
      expect(applyEdits(text, [...edits, ...edits])).toBe(changed)
    }),
  )
})
