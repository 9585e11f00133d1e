import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'claude style emoji',
    '# Code Review: Webhook retry queue\n\n**Reviewer:** Claude\n**Date:** 2025-03-01\n**Commit:** `a1b2c3d`\n\n## Summary\n\nThe change adds a queue. Overall good quality.\n\n## 🔴 Critical Issues\n\n### 1. Unbounded retry loop\n\n**File:** `src/queue.ts:44-60`\n\nThe loop never ends if the server answers 503.\n\n**Fix:** Add an upper bound.\n\n### 2. Secret in the log\n\n**File:** `src/log.ts:12`\n\nThe token is printed.\n\n## 🟡 Suggestions\n\n- Rename `foo`.\n\n## 🟢 Positive\n\n- Good tests.\n\n## Verdict\n\n❌ **REQUEST CHANGES** — two critical issues.\n',
    'block [-,-]',
  ],
  [
    'claude approve with suggestions',
    '# Code Review\n\n## Verdict: ✅ APPROVE WITH SUGGESTIONS\n\nNothing blocks.\n\n## Suggestions\n\n1. Rename it.\n',
    'approve []',
  ],
  [
    'severity table',
    '# Review\n\n**Verdict:** 🚫 Request changes\n\n| # | Severity | File | Issue |\n|---|----------|------|-------|\n| 1 | Blocker | `src/a.ts:12` | Loops for ever |\n| 2 | Blocker | `src/b.ts:4` | Leaks |\n| 3 | Minor | `src/c.ts:9` | Typo |\n',
    'block [-,-]',
  ],
  [
    'P-levels',
    '# Review\n\nVerdict: changes requested\n\n## Findings\n\n- **[P0]** Loops for ever — `src/a.ts:12`\n- **[P1]** Leaks — `src/b.ts:4`\n- **[P3]** Typo\n',
    'block [-,-]',
  ],
  [
    'codex p1 sections',
    '# Review of PR 12\n\nVerdict: needs changes\n\n## P1\n\n1. Loops for ever. `src/a.ts:12`\n\n## P2\n\n1. Typo.\n',
    'block [-]',
  ],
  [
    'status table round 2',
    '# Review R2: webhook queue\n\n**Verdict:** ✅ APPROVED\n\n## Round 1 blockers — status\n\n| Blocker | Status | Fix |\n|:--------|:------:|:----|\n| B1 – loop | ✅ Fixed | `abc1234` |\n| B2 – leak | ✅ Fixed | `def5678` |\n\nNo new blockers.\n',
    'approve [] {R1-B1::abc1234} {R1-B2::def5678}',
  ],
  [
    'status table round 2 with mark only',
    '# Review R2\n\nVerdict: approve\n\n## Status of previous blockers\n\n| # | Blocker | Status | Commit |\n|---|---------|--------|--------|\n| B1 | Loops | ✅ Resolved | abc1234 |\n| B2 | Leaks | ✅ Verified fixed | def5678 |\n',
    'approve [] {B1::abc1234} {B2::def5678}',
  ],
  [
    'status partially',
    '# Review R2\n\nVerdict: blocking\n\n## Prior blockers\n\n- B1: ✅ fixed in abc1234\n- B2: ⚠️ partially fixed in def5678\n- B3: ❌ not fixed\n\n## New blockers\n\n- B4: It crashes. `src/a.ts:3`\n',
    'block [-,-,-] {B1::abc1234}',
  ],
  [
    'details summary',
    '# Review\n\nVerdict: **block**\n\n<details>\n<summary>Blockers (2)</summary>\n\n1. It loops. `src/a.ts:1`\n2. It leaks. `src/b.ts:2`\n\n</details>\n\n<details>\n<summary>Nits</summary>\n\n1. typo\n\n</details>\n',
    'block [-,-]',
  ],
  [
    'details with heading',
    '# Review\n\nVerdict: **block**\n\n<details open>\n<summary><h3>Details</h3></summary>\n\n## Blockers\n\n1. It loops. `src/a.ts:1`\n2. It leaks. `src/b.ts:2`\n\n</details>\n',
    'block [-,-]',
  ],
  [
    'details no blank line html',
    '# Review\n\nVerdict: blocking\n\n<details>\n<summary>Blockers</summary>\n1. It loops.\n2. It leaks.\n</details>\n',
    'fails',
  ],
  [
    'html list',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n<ol>\n<li>It loops.</li>\n<li>It leaks.</li>\n</ol>\n',
    'fails',
  ],
  [
    'coderabbit-like',
    '## Review summary\n\n**Actionable comments posted: 2**\n\n**Decision:** Request changes\n\n### 🛑 Blocking (2)\n\n- **`src/a.ts:12-20`**: The loop never ends.\n- **`src/b.ts:4`**: The handle leaks.\n\n### 🧹 Nitpick comments (3)\n\n- a\n- b\n- c\n',
    'block [-,-]',
  ],
  [
    'checklist blockers',
    '# Review\n\nStatus: BLOCKED\n\n## Blockers\n\n- [ ] **B1** – The loop never ends (`src/a.ts:12`)\n- [ ] **B2** – The handle leaks (`src/b.ts:4`)\n',
    'block [-,-]',
  ],
  [
    'checklist blockers ticked',
    '# Review\n\nStatus: BLOCKED\n\n## Blockers\n\n- [ ] **B1** – The loop never ends (`src/a.ts:12`)\n- [x] **B2** – The handle leaks (`src/b.ts:4`) – fixed\n',
    'block [-,fixed]',
  ],
  [
    'strikethrough resolved',
    '# Review\n\nVerdict: blocked\n\n## Blockers\n\n1. The loop never ends.\n2. ~~The handle leaks.~~ Fixed in abc1234.\n',
    'block [-,abc1234]',
  ],
  [
    'quote of R1',
    '# Review R2\n\n> Verdict: approve\n>\n> ## Blockers\n>\n> 1. Old thing\n\nVerdict: blocking\n\n## Blockers\n\n1. New thing\n',
    'block [-]',
  ],
  [
    'all caps',
    'REVIEW REPORT\n=============\n\nVERDICT: REJECTED\n\nBLOCKERS\n--------\n\n1) THE LOOP NEVER ENDS (src/a.ts:12)\n2) THE HANDLE LEAKS (src/b.ts:4)\n\nNON-BLOCKING\n------------\n\n1) NAMING\n',
    'block [-,-]',
  ],
  [
    'CRLF trailing',
    '# Review  \r\n\r\n**Verdict**: BLOCK  \r\n\r\n## Blockers  \r\n\r\n1. The loop never ends.  \r\n   See `src/a.ts:12`.  \r\n2. The handle leaks.  \r\n',
    'block [-,-]',
  ],
  [
    'front matter',
    '---\ntitle: Review of queue\nverdict: request-changes\nround: 1\nhead: abc1234\n---\n\n# Review\n\n## Blockers\n\n### B1: The loop never ends\n\n- **Where:** `src/a.ts:12`\n- **Why:** bad\n- **Fix:** bound it\n',
    'block [-]',
  ],
  [
    'front matter nested',
    '---\ntitle: "Review of queue"\nverdict: "approve"\ntags:\n  - review\n  - queue\n---\n\n# Review\n\nFine.\n',
    'approve []',
  ],
  [
    'front matter lists block',
    '---\nverdict: changes_requested\nreviewers: [a, b]\nblockers: 1\n---\n\n# Review\n\n## Blockers\n\n1. The loop never ends\n',
    'block [-]',
  ],
  [
    'numbered headings',
    '# 1. Review\n\n## 1.1 Verdict\n\nBlocking.\n\n## 1.2 Blockers\n\n### 1.2.1 The loop never ends\n\nx\n\n### 1.2.2 The handle leaks\n\ny\n\n## 1.3 Notes\n\n### 1.3.1 Typo\n',
    'block [-,-]',
  ],
  [
    'per file sections',
    '# Review\n\nVerdict: changes requested\n\n## src/a.ts\n\n- **BLOCKER** The loop never ends (line 12)\n- nit: rename\n\n## src/b.ts\n\n- **Blocking:** the handle leaks\n',
    'block [-,-]',
  ],
  [
    'per file tags',
    '# Review\n\nVerdict: changes requested\n\n## `src/a.ts`\n\n- 🔴 **Blocker** — the loop never ends\n- 🟢 nit — rename\n\n## `src/b.ts`\n\n- 🔴 **Blocker** — the handle leaks\n',
    'block [-,-]',
  ],
  [
    'per file conventional comments',
    '# Review\n\nVerdict: changes requested\n\n**issue (blocking):** the loop never ends, `src/a.ts:3`\n\n**nitpick (non-blocking):** rename\n\n**issue (blocking):** the handle leaks\n',
    'block [-,-]',
  ],
  [
    'conventional comments list',
    '# Review\n\nVerdict: changes requested\n\n- **issue (blocking):** the loop never ends, `src/a.ts:3`\n- **nitpick (non-blocking):** rename\n- **todo (blocking, security):** the handle leaks\n',
    'block [-,-]',
  ],
  [
    'severity headings',
    '# Review\n\nVerdict: changes requested\n\n## High\n\n1. Loop never ends\n\n## Low\n\n1. Typo\n',
    'block [-]',
  ],
  [
    'severity lines',
    '# Review\n\n**Verdict:** Changes Requested\n\n### Finding 1: loop never ends\n\n**Severity:** Blocker\n**File:** `src/a.ts:3`\n\nx\n\n### Finding 2: handle leaks\n\n**Severity:** Blocking\n**File:** `src/b.ts:3`\n\n### Finding 3: typo\n\n**Severity:** Nit\n',
    'block [-,-]',
  ],
  [
    'german punctuation',
    '# Review – Warteschlange\n\nVerdict – „blocking“\n\n## Blockers\n\n1. „The loop never ends“ – see `src/a.ts:3`.\n2. »The handle leaks« – see `src/b.ts:3`.\n',
    'block [-,-]',
  ],
  [
    'german',
    '# Prüfbericht\n\nUrteil: blockierend\n\n## Blocker\n\n1. Die Schleife endet nie.\n',
    'fails',
  ],
  [
    'blocker singular heading',
    '# Review\n\nVerdict: blocking\n\n## Blocker\n\nThe loop never ends. See `src/a.ts:3`.\n',
    'block [-]',
  ],
  [
    'single blocker as text',
    '# Review\n\nVerdict: blocking\n\n## Blocker: The loop never ends\n\nSee `src/a.ts:3`.\n',
    'block [-]',
  ],
  [
    'Blocker #1 headings',
    '# Review\n\nVerdict: blocking\n\n## Blocker #1 — The loop never ends\n\nSee `src/a.ts:3`.\n\n## Blocker #2 — The handle leaks\n\nSee `src/b.ts:3`.\n\n## Nit #1 — typo\n',
    'block [-,-]',
  ],
  [
    'Blocking issue headings',
    '# Review\n\nVerdict: blocking\n\n## Blocking issue 1: The loop never ends\n\nSee `src/a.ts:3`.\n\n## Blocking issue 2: The handle leaks\n\nSee `src/b.ts:3`.\n',
    'block [-,-]',
  ],
  [
    'Issue headings inside',
    '# Review\n\nVerdict: blocking\n\n## Blocking Issues\n\n### Issue 1: The loop never ends\n\n- **Location:** `src/a.ts:3`\n- **Problem:** x\n- **Suggested fix:** y\n\n### Issue 2: The handle leaks\n\n- **Location:** `src/b.ts:3`\n',
    'block [-,-]',
  ],
  [
    'horizontal rules and bold titles',
    '# Review\n\n---\n\n**Verdict: BLOCKING**\n\n---\n\n**Blocking issues**\n\n**1. The loop never ends.** See `src/a.ts:3`.\n\n**2. The handle leaks.** See `src/b.ts:3`.\n\n---\n\n**Nits**\n\n**1. Typo.**\n',
    'block [-,-]',
  ],
  [
    'bold lead paragraphs unnumbered',
    '# Review\n\nVerdict: blocking\n\n## Blockers\n\n**The loop never ends.** See `src/a.ts:3`.\n\n**The handle leaks.** See `src/b.ts:3`.\n',
    'fails',
  ],
  [
    'decision in title',
    '# Review: queue — REQUEST CHANGES\n\n## Blockers\n\n1. The loop never ends.\n',
    'block [-]',
  ],
  [
    'status badge',
    '# Review\n\n![verdict: blocking](https://img.shields.io/badge/verdict-blocking-red)\n\nVerdict: blocking\n\n## Blockers\n\n1. The loop never ends.\n',
    'block [-]',
  ],
  [
    'prior blockers nested',
    '# Review R3\n\nVerdict: approve\n\n## History\n\n### Round 1 blockers\n\n1. The loop never ended.\n2. The handle leaked.\n\n### Round 2 blockers\n\n1. It crashed.\n',
    'approve []',
  ],
  [
    'example in code',
    '# Review\n\nVerdict: approve\n\n## Notes\n\nThe format documented is:\n\n```markdown\n## Blockers\n\n1. x\n```\n\n- **Blocker:** is the label that the docs describe in an example\n',
    'approve []',
  ],
  [
    'verdict table two col',
    '# Review\n\n| | |\n|---|---|\n| **Verdict** | 🔴 **BLOCK** |\n| **Reviewer** | codex |\n| **Commit** | `abc1234` |\n\n## Blockers\n\n1. The loop never ends.\n',
    'block [-]',
  ],
])('a whole report: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
