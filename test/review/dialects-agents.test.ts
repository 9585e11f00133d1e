import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'blocking heading generic list',
    '# Review\n\nVerdict: blocking\n\n## Blocking: must be fixed before merge\n\n- loop\n- leak\n',
    'block [-,-]',
  ],
  [
    'details of round 1',
    '# Review R2\n\nVerdict: approve\n\n<details>\n<summary>Round 1 report</summary>\n\n# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Old loop.\n\n</details>\n',
    'approve []',
  ],
  [
    'html in list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n\n<details>\n2. Leak.\n</details>\n',
    'fails',
  ],
  [
    'details in item',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n\n   <details><summary>Log</summary>\n\n   text\n\n   </details>\n\n2. Leak.\n',
    'block [-,-]',
  ],
  [
    'details between items at root',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. Loop.\n\n<details><summary>Log</summary>\n\n```\nx\n```\n\n</details>\n\n2. Leak.\n',
    'block [-,-]',
  ],
  [
    'critical important minor',
    '# Code review\n\n### Strengths\n- Good tests.\n\n### Issues\n\n#### Critical (Must Fix)\n\n1. **Loop never ends**\n   - File: src/a.ts:3\n   - Issue: x\n   - Fix: y\n\n2. **Handle leaks**\n   - File: src/b.ts:9\n\n#### Important (Should Fix)\n\n1. z\n\n#### Minor\n\n1. y\n\n### Assessment\n\n**Ready to merge? No**\n\n**Reasoning:** two critical issues. Verdict: changes requested.\n',
    'block [-,-,-]',
  ],
  [
    'ready to merge with fixes',
    '# Code review\n\n### Issues\n\n#### Critical (Must Fix)\n\n1. **Loop never ends**\n\n### Assessment\n\n**Ready to merge: With fixes**\n',
    'approve/after-fixes [-]',
  ],
  [
    'ready to merge yes',
    '# Code review\n\n### Issues\n\n#### Critical (Must Fix)\n\nNone.\n\n#### Minor\n\n1. x\n\n### Assessment\n\n**Ready to merge: Yes**\n',
    'approve []',
  ],
  [
    'blocker paragraphs anywhere',
    '# Review\n\nVerdict: request changes\n\nIn `src/a.ts`:\n\n**Blocker:** the loop never ends.\n\n**Nit:** rename.\n\n**Blocker:** the handle leaks.\n',
    'block [-,-]',
  ],
  [
    'inline blocker none',
    '# Review\n\nVerdict: approve\n\nBlocker: none.\n\nBlocking: no\n\n- Blockers: none\n- Must-fix: n/a\n',
    'approve []',
  ],
  [
    'approve with unmarked blocker table',
    '# Review\n\nVerdict: approve\n\n| Severity | Issue |\n|---|---|\n| 🔴 Blocker | loop |\n| Nit | typo |\n',
    'approve [-]',
  ],
  [
    'blocking column',
    '# Review\n\nVerdict: block\n\n| Finding | Blocking? |\n|---|---|\n| loop | yes |\n| typo | no |\n',
    'block [-]',
  ],
  [
    'legend table',
    '# Review\n\nVerdict: approve\n\n| Severity | Meaning |\n|---|---|\n| Blocker | must be fixed |\n| Nit | optional |\n',
    'approve []',
  ],
  [
    'status of blockers as list with text',
    '# Review R2\n\nVerdict: approve\n\n## Round 1 blockers\n\n- **B1 (loop)** – RESOLVED. Fixed in `abc1234`: the bound is 5 and tests cover it.\n',
    'approve [] {R1-B1::abc1234}',
  ],
  [
    'R2 w/ block and new blockers table',
    '# Review R2\n\nVerdict: BLOCK\n\n## Status of R1 blockers\n\n| ID | Description | Status | Evidence |\n|---|---|---|---|\n| B1 | loop | ✅ FIXED (`abc1234`) | `src/a.ts:3` |\n| B2 | leak | ❌ NOT FIXED | `src/b.ts:3` |\n\n## Blockers\n\n- **R1-B2**: leak persists\n',
    'block [-] {R1-B1::abc1234}',
  ],
  [
    'approve header, block verdict later',
    '# Review\n\nStatus: approved\n\n## Blockers\n\n1. loop\n\n## Verdict\n\nBlocking.\n',
    'none [-] !verdicts-contradict',
  ],
  [
    'verdict paragraphs',
    '# Review\n\n## Verdict\n\nThe change is small and well tested. I found nothing that blocks.\n\n**Approve.**\n',
    'approve []',
  ],
  [
    'verdict paragraphs 2',
    '# Review\n\n## Verdict\n\nThe change is small. B1 must be fixed first.\n\nI could approve it afterwards.\n',
    'fails',
  ],
  [
    'verdict section with do not merge',
    '# Review\n\n## Verdict\n\nApproved in general.\n\nDo not merge before the migration is fixed.\n',
    'fails',
  ],
  [
    'prior verdict table',
    '# Review R2\n\n| Round | Verdict |\n|---|---|\n| R1 | blocking |\n| R2 | approve |\n\nVerdict: approve\n',
    'approve []',
  ],
  [
    'conclusion only',
    '# Review\n\n## Summary\n\nGood.\n\n## Conclusion\n\n**LGTM** – ready to merge.\n',
    'approve []',
  ],
  [
    'recommendation',
    '# Review\n\n## Blocking Issues\n\n1. loop\n\n## Recommendation\n\n**Request changes** until the loop is bounded.\n',
    'block [-]',
  ],
  [
    'three announced headings',
    '# Review\n\nVerdict: blocking\n\nI found 3 blocking issues.\n\n### Blocker 1: loop\n\nx\n\n### Blocker 2: leak\n\ny\n',
    'block [-,-] !count-mismatch',
  ],
  [
    'numbered headings steps inside',
    '# Review\n\nVerdict: blocking\n\n## B1 — loop never ends\n\nSteps:\n\n1. start\n2. wait\n\nExpected: ends\n',
    'block [-]',
  ],
  [
    'blockers with sub-bullets fields',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n- **B1: loop**\n  - Severity: blocker\n  - File: `src/a.ts:3`\n- **B2: leak**\n  - Severity: blocker\n  - File: `src/b.ts:3`\n',
    'block [-,-]',
  ],
  [
    'nested blockers under files',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n### `src/a.ts`\n\n- loop (line 3)\n\n### `src/b.ts`\n\n- leak (line 9)\n',
    'block [-,-]',
  ],
  [
    'prefix bullets by dash star',
    '# Review\n\n**Verdict:** blocking\n\n## Blockers\n\n* loop\n* leak\n\n## Nits\n\n* x\n',
    'block [-,-]',
  ],
  [
    'quote nested fix',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. loop\n\n   > Fixed in abc1234\n',
    'block [-]',
  ],
  [
    'numbered gap',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. loop\n\nText between.\n\n3. leak\n\n5. crash\n',
    'block [-,-,-]',
  ],
  [
    'bullets and numbers',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. loop\n   * a\n   * b\n2. leak\n   - c\n',
    'block [-,-]',
  ],
  [
    'bullets then number details',
    '# Review\n\nVerdict: blocking (2 blockers)\n\n## Blockers\n\n- loop, reproduced by:\n\n1. start\n\n- leak\n',
    'fails',
  ],
  [
    'fenced front',
    '```yaml\nverdict: approve\n```\n\n# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. x\n',
    'fails',
  ],
])('a whole report: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
