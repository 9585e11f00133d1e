import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'plain blocking heading',
    '# Review\n\nVerdict: blocking\n\n## Blocking\n\n- loop\n- leak\n',
    'block [-,-]',
  ],
  [
    'reviewer quoting coder reply',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n- B1: loop\n  - Coder response: fixed in abc1234\n',
    'block [-]',
  ],
  [
    'item that mentions another',
    '# Review\n\nVerdict: approve after fixes\n\n## Blockers\n\n- B1: loop. Same cause as B2, which is fixed in def5678.\n- B2: leak. Fixed in def5678.\n',
    'approve/after-fixes [-,def5678]',
  ],
  [
    'all but one denied',
    '# Review R2\n\nVerdict: blocking\n\nAll prior blockers are fixed in abc1234.\n\nR1-B2 is not fixed.\n\n## Blockers\n\n1. R1-B2: leak\n',
    'block [-]',
  ],
  [
    'heading mark dash',
    '# Review\n\nVerdict: blocking\n\n### 🔴 Blocker — loop\n\nx\n\n### 🔴 Blocker — leak\n\ny\n\n### 🟢 Nit — z\n',
    'block [-,-]',
  ],
  [
    'a medium one under a title that says blocking',
    '# Review\n\nVerdict: revise\n\n## Blocking findings\n\n### 1. loop\n\n- Severity: High\n\n### 2. leak\n\n- Severity: Medium\n\n## Non-blocking findings\n\n### 3. typo\n\n- Severity: Medium\n',
    'block [-,-]',
  ],
  [
    'should-fix inside a must-fix list that says non-blocking',
    '# Review\n\nVerdict: approve\n\n## Must-fix list (blocking)\n\n1. loop\n\n### Should-fix (non-blocking)\n\n- leak\n',
    'approve [-]',
  ],
  [
    'headings of a number and a level',
    '# Review\n\nVerdict: no-go\n\n## Findings\n\n### 1. High\n\n- Task: T1\n- Description: It loops.\n- Fix: stop it\n\n### 2. Low\n\n- Task: T2\n- Description: A typo.\n- Fix: mend it\n',
    'block [-]',
  ],
  [
    'bracket headings',
    '# Review\n\nVerdict: blocking\n\n### [BLOCKER] loop\n\n### [BLOCKER-2] leak\n\n### [NIT] z\n',
    'block [-,-]',
  ],
  [
    'severity suffix',
    '# Review\n\nVerdict: blocking\n\n### 1. loop (blocker)\n\nx\n\n### 2. leak (blocker)\n\ny\n',
    'block [-,-]',
  ],
  [
    'findings severity suffix list',
    '# Review\n\nVerdict: blocking\n\n## Findings\n\n1. **loop** — Severity: blocker. `src/a.ts:3`\n2. **leak** — Severity: blocker\n3. **typo** — Severity: nit\n',
    'block [-,-]',
  ],
  [
    'numbered R labels',
    '# Review R2\n\nVerdict: blocking\n\n## Blockers\n\n### R2-B1 – loop\n\nx\n\n### R2-B2 – leak\n\ny\n',
    'block [-,-]',
  ],
  [
    'fixed in this round header',
    '# Review R2\n\nVerdict: approve\n\n| R1 blocker | Fixed? | Commit |\n|---|---|---|\n| R1-B1 | ✅ | abc1234 |\n| R1-B2 | yes | def5678 |\n',
    'approve [] {R1-B1::abc1234} {R1-B2::def5678}',
  ],
  [
    'approve but table says no',
    '# Review R2\n\nVerdict: approve\n\n## Prior blockers\n\n| Id | Fixed? | Commit |\n|---|---|---|\n| B1 | ✅ | abc1234 |\n| B2 | ❌ | def5678 |\n',
    'fails',
  ],
  [
    'bold key verdict w/ newline',
    '# Review\n\n**Verdict**:\nBLOCKING\n\n## Blockers\n\n1. x\n',
    'block [-]',
  ],
  [
    'setext and emphasis',
    'Review\n======\n\n*Verdict:* ***blocking***\n\nBlockers\n--------\n\n1) x\n',
    'block [-]',
  ],
  [
    'link to blob',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. [`src/a.ts#L3-L5`](https://github.com/a/b/blob/0123456789abcdef0123456789abcdef01234567/src/a.ts#L3-L5) loops\n',
    'block [-]',
  ],
  [
    'verdict with emoji key',
    '# Review\n\n🔴 **Verdict:** blocking\n\n## 🔴 Blockers\n\n1. x\n',
    'block [-]',
  ],
  [
    'verdict in list with bold',
    '# Review\n\n* **Reviewer:** x\n* **Verdict:** ✅ Approved\n',
    'approve []',
  ],
  ['no verdict but heading approved', '# ✅ Approved\n\nFine work.\n', 'approve []'],
  ['heading about a subject', '# Reject empty carts\n\nFine work.\n', 'fails'],
  ['ambiguous heading', '# Approve or block?\n\nFine work.\n', 'fails'],
])('a whole report: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
