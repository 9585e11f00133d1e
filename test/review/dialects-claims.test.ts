import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'long prose item with fix words',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. The retry loop. It was fixed in abc1234 once, then def5678 brought it back.\n2. Fix in abc1234 is incomplete: the reader leaks.\n3. Reverting abc1234 resolves this.\n4. `close()` is called after the socket is closed in abc1234.\n',
    'block [-,-,-,-]',
  ],
  [
    'honest explanations',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n1. Loop. Fixed in abc1234: the loop now ends after five tries and no longer blocks.\n2. Leak. This was fixed by commit def5678 ("fix: close the handle"), verified with the new test.\n3. Crash. Addressed in aaa1111; I re-ran the suite.\n',
    'approve/after-fixes [abc1234,def5678,aaa1111]',
  ],
  [
    'fixed now bold status',
    '# Review\n\nVerdict: approved after fixes\n\n## Blockers\n\n### B1: Loop\n\n**Status:** ✅ Fixed in `abc1234`\n\nx\n\n### B2: Leak\n\n**Status:** ✅ Resolved (`def5678`)\n\ny\n',
    'approve/after-fixes [abc1234,def5678]',
  ],
  [
    'resolved line w/ arrow',
    '# Review\n\nVerdict: approved after fixes\n\n## Blockers\n\n- B1: Loop → fixed in abc1234\n- B2: Leak — **FIXED** (def5678)\n',
    'approve/after-fixes [abc1234,def5678]',
  ],
  [
    'commit list with subjects',
    '# Review\n\nVerdict: approved after fixes\n\n## Blockers\n\n- B1: Loop\n- B2: Leak\n\n## Fix commits\n\n- `abc1234` fix: bound the loop (B1)\n- `def5678` fix: close the handle (B2)\n',
    'approve/after-fixes [abc1234,def5678]',
  ],
  [
    'commit list subjects only',
    '# Review\n\nVerdict: approved after fixes\n\n## Blockers\n\n- B1: Loop\n- B2: Leak\n\n## Commits reviewed\n\n- `abc1234` fix: bound the loop (B1)\n- `def5678` test: B2 is not fixed yet\n',
    'approve/after-fixes [-,-]',
  ],
  [
    'R2 prose',
    '# Review R2\n\nVerdict: approve\n\nBoth R1 blockers are fixed in `abc1234`. I found no new blockers.\n',
    'approve [] {R1:2:abc1234}',
  ],
  [
    'R2 prose short',
    '# Review R2\n\nVerdict: approve\n\nR1-B1 is fixed by `abc1234` and R1-B2 is fixed by `def5678`.\n',
    'approve [] {R1-B1::abc1234} {R1-B2::def5678}',
  ],
  [
    'R2 no longer',
    '# Review R2\n\nVerdict: approve\n\nR1-B1 is fixed by `abc1234`; R1-B2 is not fixed.\n',
    'fails',
  ],
  [
    'table with extra commit column',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n| Id | Issue | Introduced in | Status | Fix commit |\n|---|---|---|---|---|\n| B1 | loop | aaa1111 | fixed | abc1234 |\n',
    'approve/after-fixes [abc1234]',
  ],
  [
    'blocker row open with fixed word',
    '# Review\n\nVerdict: block\n\n## Blockers\n\n| Id | Issue | Status | Commit |\n|---|---|---|---|\n| B1 | Fixed-size buffer overflows | open | abc1234 |\n',
    'block [-]',
  ],
  [
    'issue column begins with verb',
    '# Review\n\nVerdict: block\n\n## Blockers\n\n| Id | Issue | Commit |\n|---|---|---|\n| B1 | Closed sockets are reused | abc1234 |\n',
    'block [-]',
  ],
  [
    'fixed by design',
    '# Review\n\nVerdict: block\n\n## Blockers\n\n1. The interval is fixed by abc1234 at one second, which floods the server.\n',
    'block [-]',
  ],
])('what closes a blocker, and what does not: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
