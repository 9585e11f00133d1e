import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'in item fixed no commit',
    '# Review\n\nVerdict: blocked\n\n## Blockers\n\n1. Loop. ✅ Fixed.\n2. Leak.\n',
    'block [fixed,-]',
  ],
  [
    'in item: fix suggestion',
    '# Review\n\nVerdict: blocked\n\n## Blockers\n\n1. The loop never ends. Fix: bound it.\n   - **Fix:** revert `abc1234`\n2. Leak. The bug that was fixed in abc1234 is back.\n3. Crash. A similar issue was fixed in abc1234 for the other path.\n',
    'block [-,-,-]',
  ],
  [
    'in item: prior art',
    '# Review\n\nVerdict: blocked\n\n## Blockers\n\n1. Loop. Commit abc1234 fixes the symptom only.\n2. Leak. abc1234 fixed the writer; the reader still leaks.\n3. Crash. abc1234 attempted to fix it.\n4. Race. Can be fixed by reverting abc1234.\n5. Stale. This resolves the path relative to cwd since abc1234.\n6. Regression. abc1234 addresses memory by a raw pointer.\n',
    'block [-,-,-,-,-,-]',
  ],
  [
    'in item: words closed/resolves/addresses as other words',
    '# Review\n\nVerdict: blocked\n\n## Blockers\n\n1. Handle. The file is closed twice since `abc1234`.\n2. DNS. The host is resolved before the check, see abc1234.\n3. Buffers. The list of addresses was changed in abc1234.\n4. Fixed-size buffer introduced in abc1234.\n',
    'block [-,-,-,-]',
  ],
  [
    'in item fix commit line forms',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n   **Resolution:** `abc1234`\n2. Leak.\n   - **Status:** ✅ Fixed in [`def5678`](https://github.com/a/b/commit/def5678)\n3. Crash.\n   - Fix commit: aaa1111\n4. Race. _Fixed in bbb2222 (fix: no race)._\n5. Deadlock. (resolved – ccc3333)\n',
    'block [abc1234,def5678,aaa1111,bbb2222,ccc3333]',
  ],
  [
    'report-wide count mismatch',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n2. Leak.\n3. Crash.\n\nCommit abc1234 addresses both blockers.\n',
    'block [-,-,-] !count-mismatch',
  ],
  [
    'R2 table ids numeric',
    '# Review R2\n\nVerdict: blocking\n\n## R1 blockers\n\n| # | Issue | Status |\n|---|---|---|\n| 1 | Loop | Fixed in abc1234 |\n| 2 | Leak | Not fixed |\n\n## Blockers\n\n1. Leak still open, see above.\n',
    'block [-,-] {R1-B1::abc1234}',
  ],
  [
    'R2 list verified',
    '# Review R2\n\nVerdict: approve\n\n## Verification of R1 blockers\n\n- [x] B1: fixed in `abc1234`, verified\n- [x] B2: fixed in `def5678`, verified\n',
    'approve [] {R1-B1::abc1234} {R1-B2::def5678}',
  ],
  [
    'R2 resolution headings',
    '# Review R2\n\nVerdict: approve\n\n## Verification of blockers\n\n### B1: The loop never ends — RESOLVED\n\nFixed in `abc1234`. The bound is 5.\n\n### B2: The handle leaks — RESOLVED\n\nFixed in `def5678`.\n',
    'approve [] {B1::abc1234} {B2::def5678}',
  ],
  [
    'R2 resolution headings one not fixed',
    "# Review R2\n\nVerdict: approve\n\n## Verification of blockers\n\n### B1: The loop never ends — RESOLVED\n\nFixed in `abc1234`.\n\n### B2: The handle leaks — NOT RESOLVED\n\n`def5678` doesn't fix it.\n",
    'fails',
  ],
  [
    'author says',
    '# Review R2\n\nVerdict: blocking\n\nThe author says B1 is fixed in abc1234.\n\n> Coder: B2 is fixed in def5678.\n\nAccording to the coder, B2 was fixed in def5678.\n\n## Blockers\n\n- B1: loop\n- B2: leak\n',
    'block [-,-]',
  ],
  [
    'claims variants',
    "# Review R2\n\nVerdict: blocking\n\nThe handback claims B1 is fixed in abc1234. B2 is reported as fixed in def5678. B1 is said to be fixed in abc1234.\nThe commit message of abc1234 says that it fixes B1.\nabc1234 was meant to fix B1. abc1234 tries to fix B2. I could not verify that abc1234 fixes B1.\nI don't think abc1234 fixes B2. It is unclear whether B1 is fixed in abc1234.\n\n## Blockers\n\n- B1: loop\n- B2: leak\n",
    'block [-,-]',
  ],
  [
    'negations after',
    '# Review R2\n\nVerdict: blocking\n\nB1 is fixed in abc1234? No.\nB2 was fixed in def5678 but reverted in aaa1111.\nB1 was fixed in abc1234; the fix is wrong.\nB1: fixed in abc1234 — incomplete.\nB2: "fixed" in def5678 — does not work.\nB2: addressed in def5678, not sufficient.\n\n## Blockers\n\n- B1: loop\n- B2: leak\n',
    'block [-,-]',
  ],
  [
    'fix table status words',
    '# Review R2\n\nVerdict: blocking\n\n## Prior blockers\n\n| Id | Status | Commit |\n|---|---|---|\n| B1 | Fixed | abc1234 |\n| B2 | Fixed? | def5678 |\n| B3 | Fixed, but only for Linux | def5678 |\n| B4 | Claimed fixed | def5678 |\n| B5 | Resolved by design discussion pending | def5678 |\n| B6 | Addressed partially | def5678 |\n\n## Blockers\n\n- B2: a\n- B3: b\n- B4: c\n- B5: d\n- B6: e\n',
    'block [-,-,-,-,-] {B1::abc1234}',
  ],
  [
    'prior label collides',
    '# Review R2\n\nVerdict: blocking\n\nR1-B1 is fixed in abc1234.\n\n## Blockers\n\n- B1: a new one\n',
    'block [-] {R1-B1::abc1234}',
  ],
  [
    'approve with R1 table no commits',
    '# Review R2\n\nVerdict: approve\n\n| Finding | Status |\n|---|---|\n| R1-B1 | resolved |\n| R1-B2 | resolved |\n',
    'approve [] {R1-B1::} {R1-B2::}',
  ],
  [
    '"no blockers were fixed"',
    '# Review R2\n\nVerdict: blocking\n\nNo blockers were fixed in abc1234.\nNone of the blockers is resolved by abc1234.\nNeither blocker is addressed in abc1234.\n\n## Blockers\n\n- B1: a new one\n',
    'block [-]',
  ],
  [
    'remaining',
    "# Review R2\n\nVerdict: blocking\n\nCommit `abc1234` addresses two of the prior blockers' causes.\n\nCommit `abc1234` addresses the two prior blockers. One new blocker was found.\n\n## Blockers\n\n- B3: a new one\n",
    'block [-] {R?:2:abc1234}',
  ],
  [
    'only',
    "# Review R2\n\nVerdict: blocking\n\nOnly B1 is fixed in abc1234's follow-up plan.\nApart from B2 all blockers are fixed in abc1234.\nAll blockers except B2 are fixed in abc1234.\n\n## Blockers\n\n- B1: a\n- B2: b\n",
    'block [abc1234,-]',
  ],
  [
    'B1 through B3',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n- B3: c\n\n## Fixes\n\nB1–B3 are fixed in abc1234.\n',
    'approve/after-fixes [abc1234,abc1234,abc1234]',
  ],
  [
    'B1, B2 and B3',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n- B3: c\n\n## Fixes\n\nB1 and B2 are fixed in abc1234; B3 in def5678.\n',
    'approve/after-fixes [abc1234,abc1234,def5678]',
  ],
  [
    'slash list',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n\n## Fixes\n\nB1/B2: fixed in abc1234.\n',
    'approve/after-fixes [abc1234,abc1234]',
  ],
  [
    'arrow list',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n\n## Resolution\n\n- B1 → abc1234\n- B2 → `def5678` fix: x\n',
    'approve/after-fixes [abc1234,def5678]',
  ],
  [
    'not fixed commit reverse',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n\n## Fix verification\n\n- abc1234 touches B1, unrelated.\n- Coder added no commit for B2; def5678 is a merge.\n- The coder has not added a commit since abc1234.\n- Reviewer expects that the coder adds commit abc1234.\n',
    'approve/after-fixes [-,-]',
  ],
  [
    'added commit elsewhere',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: a\n- B2: b\n\nThe coder added commit abc1234 without tests, which caused both.\n',
    'approve/after-fixes [-,-]',
  ],
  [
    'caused by',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop. Introduced by abc1234, which was supposed to fix the leak.\n2. Leak. The commit abc1234 ("fix: close handle") closes the wrong handle.\n',
    'block [-,-]',
  ],
  [
    'regression list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop, caused by commit `abc1234 fix: resolve blockers`.\n2. Leak in code that def5678 fixed the tests for.\n',
    'block [-,-]',
  ],
  [
    'waived',
    '# Review R2\n\nVerdict: approve\n\n- B1: waived by the maintainer.\n- B2: deferred to #12.\n',
    'approve []',
  ],
  [
    'summary line all blockers resolved',
    '# Review R2\n\nVerdict: approve\n\nAll three blockers from round 1 have been resolved.\n',
    'approve [] {R1:3:}',
  ],
  [
    'HTML comment fix',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop. <!-- Fixed in abc1234 -->\n',
    'block [-]',
  ],
  [
    'link text fix',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop. Similar to [the one fixed in abc1234](https://x.y/z).\n',
    'block [-]',
  ],
  [
    'question list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop. Was this fixed in abc1234?\n2. Leak. I expected this to be fixed in abc1234.\n',
    'block [-,-]',
  ],
  [
    'will',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop. To be fixed in abc1234.\n2. Leak. Planned: fixed in abc1234.\n',
    'block [-,-]',
  ],
  [
    'ids lower',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n2. Leak.\n\n## Blocker status\n\n- Blocker 1: fixed in abc1234\n- Blocker 2: open\n',
    'block [abc1234,-]',
  ],
  [
    'number status list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n2. Leak.\n\n## Blocker status\n\n1. Fixed in abc1234\n2. Open\n',
    'block [abc1234,-]',
  ],
  [
    'hash prefix list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n2. Leak.\n\n## Blocker status\n\n- #1: fixed in abc1234\n- #2: open\n',
    'block [abc1234,-]',
  ],
])('what a report says of fixes: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
