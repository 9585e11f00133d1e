import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'
import { shortReading } from '../support/short-reading.ts'

/** Findings with ids, two of which are blockers by their name, two by the verdict. */
const LABELLED =
  '# Review\n\nVerdict: request changes\n\n## Blockers\n\n### C1. Retries never stop\n\nThey go on.\n\n### C2. Lock is held for ever\n\nIt is.\n\n## Important\n\n### I1. Cache grows without bound\n\nYes.\n\n### I2. Log has the token\n\nReally.\n\n## Suggestions\n\n- S1: Rename the helper.\n\n'

/** The same, numbered anew under each severity. */
const NUMBERED =
  '# Review\n\nVerdict: request changes\n\n## Critical Issues\n\n1. **Retries never stop.** They go on.\n2. **Lock is held for ever.** It is.\n\n## Important Issues\n\n1. **Cache grows without bound.** Yes.\n2. **Log has the token.** Really.\n\n'

const LISTED =
  '# Review\n\nVerdict: request changes\n\n## Findings\n\n1. Retries never stop at all.\n2. Lock is held for ever.\n3. The pool leaks.\n\n'

describe('a section that somebody appends below the verdict names findings', () => {
  test.each<[name: string, report: string, expected: string]>([
    [
      'by id, in a list',
      `${LABELLED}## Remediation\n\n- C1: fixed in \`abc1234\`\n- C2 ✅ Resolved (\`def5678\`, \`aaa1111\`)\n- I1 → Resolved by bbb2222\n- I2: deferred to #12\n- S1: done, ccc3333\n`,
      'block [abc1234,def5678+aaa1111,bbb2222,-] {~S1::ccc3333}',
    ],
    [
      'by id, in sub-headings with a field',
      `${LABELLED}## Fixes\n\n### C1\n\n**Fixed in:** abc1234\n\n### C2\n\nClosing commit: def5678\n\n### I1\n\nNot yet.\n\n### I2\n\n**Fixed in:** –\n`,
      'block [abc1234,def5678,-,-]',
    ],
    [
      'by ranges of ids',
      `${LABELLED}## Resolution\n\nC1–C2 are fixed in abc1234. I1-I2: resolved in def5678.\n`,
      'block [abc1234,abc1234,def5678,def5678]',
    ],
    [
      'by severity and number',
      `${NUMBERED}## Fixes Applied\n\n### Critical Issue #1: Retries\n\n- **Commit:** 08c0df8\n- **Changes:** bounded\n\n### Important Issue #2\n\n- **Commit:** ae75f13\n`,
      'block [08c0df8,-,-,ae75f13]',
    ],
    [
      'by severity and number, in one paragraph',
      `${NUMBERED}## Fixes applied\n\n**Critical Issue 1** and **Important Issue 1**: both bounded.\nCommit: 4d7e90b\n\n**Important Issue 2**: left alone for now.\n`,
      'block [4d7e90b,-,4d7e90b,-]',
    ],
    [
      'by number',
      `${LISTED}## Fixes applied\n\n- Finding 1: fixed in abc1234\n- #2: fixed in def5678\n- Issue 3 – not yet\n`,
      'block [abc1234,def5678,-]',
    ],
    [
      'by a number that several have: none',
      `${NUMBERED}## Fixes applied\n\n- Issue 1: fixed in abc1234\n`,
      'block [-,-,-,-]',
    ],
    [
      'by title',
      `${LISTED}## Fixes applied\n\n- Retries never stop at all: bounded (abc1234)\n- **Lock is held for ever** — released. Fixed in def5678.\n`,
      'block [abc1234,def5678,-]',
    ],
    [
      'by their commit',
      `${LABELLED}## Fixes applied\n\n**\`abc1234\`:**\n\n- C1: bounded\n- I2: redacted\n\n**\`def5678\`:**\n\n- C2: released\n`,
      'block [abc1234,def5678,-,abc1234]',
    ],
    [
      'with one commit below them all',
      `${LABELLED}## Fixes applied\n\n- C1: bounded\n- C2: released\n\nCommit: \`abc1234\`\n`,
      'block [abc1234,abc1234,-,-]',
    ],
    [
      'in subjects of commits',
      `${LABELLED}## Fix commits\n\n- abc1234 fix: bound retries (C1)\n- def5678 fix: unlock (C2, I1)\n`,
      'block [abc1234,def5678,def5678,-]',
    ],
    [
      'in a table',
      `${LABELLED}## Resolution status\n\n| Finding | Severity | Resolution |\n|---|---|---|\n| C1 Retries never stop | Critical | Fixed in abc1234 |\n| C2 | Critical | ❌ open |\n| I1 | Important | deferred |\n| I2 | Important | withdrawn: my mistake |\n`,
      'block [abc1234,-,-,x]',
    ],
    [
      'in a table of any title, with a column for the commit',
      `${LABELLED}## Where we stand\n\n| ID | Resolved by |\n|---|---|\n| C1 | \`abc1234\` |\n| C2 | |\n`,
      'block [abc1234,-,-,-]',
    ],
    [
      'in a table with numbers of its own: none of these',
      `${LISTED}## Old blockers\n\n| # | Item | Status |\n|---|---|---|\n| 1 | Parser forgets the last line | closed |\n`,
      'block [-,-,-]',
    ],
    [
      'as answers of the author',
      `${LABELLED}## Author response\n\n**C1**: Fixed in abc1234.\n\n**C2**: Won't fix, because the lock is advisory.\n\n**I1**: False positive, the cache is bounded by its caller.\n\n**I2**: partially addressed in def5678; the debug log still has it.\n`,
      'block [abc1234,-,x,-]',
    ],
    [
      'all of a severity at once',
      `${LABELLED}## Outcome\n\nAll important findings addressed by T15 (commit abc1234).\n`,
      'block [-,-,abc1234,abc1234]',
    ],
    [
      'one that is denied further down',
      `${LABELLED}## Fixes applied\n\n- C1: fixed in abc1234\n\n## Re-check\n\nC1 is not fixed: it still loops.\n`,
      'block [-,-,-,-]',
    ],
    [
      'one that is not there, behind one that is',
      `${LABELLED}## Fixes applied\n\nC1: fixed in abc1234. X9: resolved in def5678.\n`,
      'block [abc1234,-,-,-] {~::def5678}',
    ],
  ])('%s', (_, report, expected) => {
    expect(shortReading(report)).toBe(expected)
  })

  test('a name that several could have is pointed out', () => {
    const { diagnostics } = readReport(
      `${NUMBERED}## Fixes applied\n\n- Issue 1: fixed in abc1234\n`,
    )
    expect(diagnostics.map(({ code }) => code)).toContain('unclear-fix')
  })
})

describe('what a finding says of itself', () => {
  test.each<[name: string, items: string, expected: string]>([
    ['end of a heading', '### B1: Loop — ✅ FIXED\n\nx\n\n### B2: Leak\n\ny\n', '[fixed,-]'],
    ['commit in a heading', '### B1: Loop — FIXED IN COMMIT 0efb209\n\nx\n', '[0efb209]'],
    ['tag', '### B1: Loop [FIXED in prior round]\n\nx\n', '[fixed]'],
    ['tag against it', '### B1: Loop — ❌ Unaddressed → ESCALATED\n\nx\n', '[-]'],
    ['struck through', '- ~~B1: Loop~~ fixed in abc1234\n- B2: Leak\n', '[abc1234,-]'],
    ['struck through and withdrawn', '- ~~B1: Loop~~ withdrawn: my mistake\n', '[x]'],
    ['struck through and deferred', '- ~~B1: Loop~~ deferred to #12\n', '[-]'],
    ['boxes', '- [x] Loop (abc1234)\n- [ ] Leak\n', '[abc1234,-]'],
    ['box, with the commit that brought it', '- [x] Loop, introduced in abc1234\n', '[fixed]'],
    ['open box beside a fix', '- [ ] Loop. Fixed in abc1234.\n', '[-]'],
    ['empty field', '### B1: Loop\n\n- **Fixed in:** –\n', '[-]'],
    ['field', '### B1: Loop\n\n- **Fixed in:** abc1234, with a test\n', '[abc1234]'],
    ['done', '1. Loop. Done in `abc1234`\n', '[abc1234]'],
    ['fixed, then the commit', '1. **Loop.** Fixed, `abc1234`. I tried.\n', '[abc1234]'],
    ['in part', '1. **Loop.** Partially addressed in `abc1234`: gone here.\n', '[-]'],
    ['range of commits', '1. **Loop.** Fixed in a1b2c3d..e4f5a6b.\n', '[a1b2c3d+e4f5a6b]'],
    [
      'address of a commit',
      '1. **Loop.** Fixed in https://x.y/a/b/commit/abc1234def5678.\n',
      '[abc1234def5678]',
    ],
    [
      'link to a commit',
      '1. **Loop.** Fixed in [this one](https://x.y/a/b/commit/abc1234).\n',
      '[abc1234]',
    ],
    ['closed in other ways', '1. **Loop** (closed in finally) leaks.\n', '[-]'],
  ])('%s', (_, items, expected) => {
    const report = `# Review\n\nVerdict: request changes\n\n## Blockers\n\n${items}`
    expect(shortReading(report)).toBe(`block ${expected}`)
  })
})

describe('digits that are no commit', () => {
  test.each([
    'the colour #a1b2c3d',
    'the value 0xdeadbeef1',
    'sha256:41c0ffee9d2b7a6658e3d1f09477bbac5528d3e1904cf7a86b0d24e97715acd8',
    'SHA256 f12954bc…24f4594e',
    'id 123e4567-e89b-12d3-a456-426614174000',
    'a backup of 20250101',
    'checksum: 1f3a5c7e',
  ])('%s', (digits) => {
    const report = `# Review\n\nVerdict: request changes\n\n## Blockers\n\n- B1: Loop\n\n## Fixes\n\nB1: fixed, with ${digits}.\n`
    expect(shortReading(report)).toBe('block [fixed]')
  })
})

describe('fixes of what does not block are shown and close nothing', () => {
  test.each<[text: string, expected: string]>([
    ['Scope: fix commit abc1234.', '{~::abc1234}'],
    ['**Commit with fixes:** `abc1234`', '{~::abc1234}'],
    ['Round 1: All 6 fixed, committed as abc1234, pushed.', '{~::abc1234}'],
    ['The author has fixed that in the meantime in abc1234.', '{~::abc1234}'],
    ['Re-review of abc1234 "Address the review findings".', '{~::abc1234}'],
    ['The fix should have landed in abc1234.', ''],
    ['Reviewed commit abc1234, base def5678.', ''],
    ['The bug was introduced in abc1234.', ''],
  ])('%s', (text, expected) => {
    const report = `# Review\n\nVerdict: request changes\n\n## Blockers\n\n- B1: Loop\n\n## More\n\n${text}\n`
    expect(shortReading(report)).toBe(`block [-] ${expected}`.trim())
  })
})
