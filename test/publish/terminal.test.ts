import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, test } from '@jest/globals'
import stringWidth from 'string-width'
import { readCommit } from '../../src/commit/read-commit.ts'
import { assessmentPage } from '../../src/publish/terminal/assessment-page.ts'
import { readingPage } from '../../src/publish/terminal/reading-page.ts'
import { styleOf } from '../../src/publish/terminal/style.ts'
import { readReport } from '../../src/review/read-report.ts'
import { full, poisoned } from './hostile.ts'
import { HARMFUL, held, TERMINAL_POISONS } from './hostile-terminal.ts'

const AROUND = { baseName: 'main', dirty: true, uncommitted: [] }
const PLAIN = styleOf({ colours: false, columns: 80 })
const pageOf = ({ snapshot, assessment }: typeof full, style = PLAIN) =>
  assessmentPage(snapshot, assessment, AROUND, style)

describe('the page of an assessment', () => {
  it('says what is so, what to do, and what can’t be seen', () => {
    const page = pageOf(held)
    expect(page).toMatch(/^✗ 0 of 2 blockers fixed: B1 and B2 are open\n {2}feat\/retry/u)
    expect(page).toContain('  Changes that are not committed are not looked at.')
    expect(page).toContain('  ✗ B1  Retries never stop (open)\n    src/retry.ts:3-5\n')
    expect(page).toMatch(/^ {2}✗ blockers-fixed +B1/mu)
    expect(page).toContain('Not seen from here: comments with commands')
  })

  it('says the same in colours', () => {
    const coloured = pageOf(held, styleOf({ colours: true, columns: 80 }))
    expect(coloured).toContain('\x1b[31m✗\x1b[39m')
    expect(stripVTControlCharacters(coloured)).toBe(pageOf(held))
  })

  test.each(TERMINAL_POISONS)('obeys nobody who wrote some of it: %s', (_, by) => {
    for (const shown of [full, held]) {
      const page = pageOf(poisoned(shown, by))
      expect(HARMFUL.test(page)).toBe(false)
      // Text that others wrote never begins a line: it could be taken for ours.
      for (const line of page.split('\n').slice(1)) expect(line).toMatch(/^(?: {2}|[A-Z]|$)/u)
    }
  })

  test.each([60, 80, 110])('keeps to %i columns where words can be parted', (columns) => {
    const page = pageOf(
      poisoned(held, (text) => `${text} 漢字 `.repeat(8)),
      styleOf({ colours: false, columns }),
    )
    const parted = page.split('\n').filter((line) => !/\S{30}/u.test(line))
    expect(parted.length).toBeGreaterThan(10)
    for (const line of parted) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
  })
})

describe('the page of a reading', () => {
  const REPORT =
    '# Review R2\n\nVerdict: blocking, three blockers\n\n## Blockers\n\n1. **Stop.** `a.ts:1`\n'
  const MESSAGE = 'fix: stop\n\nFixes-Blocker: B1\n\nTest Plan:\n- npm test (12 tests pass)'

  test.each(TERMINAL_POISONS)('obeys nobody who wrote it: %s', (_, by) => {
    const [text, words] = [by(REPORT), by(MESSAGE)]
    const around = { input: by('REVIEW.md'), path: null }
    const pages = [
      readingPage({ kind: 'report', ...around, text, report: readReport(text) }, PLAIN),
      readingPage(
        { kind: 'commit', ...around, sha: null, text: words, message: readCommit(words) },
        PLAIN,
      ),
    ]
    for (const page of pages) expect(HARMFUL.test(page)).toBe(false)
  })
})
