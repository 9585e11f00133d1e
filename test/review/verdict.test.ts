import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

/** `approve`, `block`, `none`, with a qualifier behind a slash. */
const verdictOf = (markdown: string): string => {
  const { outcome, qualifier } = readReport(markdown).verdict
  return qualifier === null ? outcome : `${outcome}/${qualifier}`
}

const codes = (markdown: string) => readReport(markdown).diagnostics.map(({ code }) => code)

describe('the words behind "Verdict:"', () => {
  const table: readonly (readonly [words: string, expected: string])[] = [
    ['approve', 'approve'],
    ['Approved', 'approve'],
    ['**APPROVE — ready to merge**', 'approve'],
    ['✅ APPROVED', 'approve'],
    ['LGTM', 'approve'],
    ['Accept.', 'approve'],
    ['pass', 'approve'],
    ['ready to merge', 'approve'],
    ['We recommend approval', 'approve'],
    ['approve (2 nits)', 'approve'],
    ['Approve, all blockers are fixed', 'approve'],
    ['Approve — both blocking issues are resolved', 'approve'],
    ['approve after fixes', 'approve/after-fixes'],
    ['Approved after the two fixes.', 'approve/after-fixes'],
    ['approve with conditions', 'approve/with-conditions'],
    ['Conditionally approved', 'approve/with-conditions'],
    ['approve, provided CI is green', 'approve/with-conditions'],
    ['approve, but rename the flag first', 'approve/with-conditions'],
    ['block', 'block'],
    ['blocking', 'block'],
    ['BLOCKED', 'block'],
    ['**Blocking** (2 blockers)', 'block'],
    ['request changes', 'block'],
    ['Changes requested', 'block'],
    ['needs work', 'block'],
    ['rejected', 'block'],
    ['fail', 'block'],
    ['no-go', 'block'],
    ['not approved', 'block'],
    ['Not yet approved.', 'block'],
    ['I cannot approve this yet', 'block'],
    ["can't approve", 'block'],
    ['do not merge', 'block'],
    ['not ready to merge', 'block'],
    ['disapprove', 'block'],
    ['approval withheld', 'block'],
    ['approved: no', 'block'],
    ['not blocking', 'none'],
    ['non-blocking', 'none'],
    ['no blockers', 'none'],
    ['would approve once B1 is fixed', 'none'],
    ['approval pending', 'none'],
    ['approve / request changes', 'none'],
    ['approve | block', 'none'],
    ['approve or block', 'none'],
    ['❌ approve', 'none'],
    ['approve?', 'none'],
    ['comment', 'none'],
    ['see below', 'none'],
    ['the approval flow looks fine', 'none'],
    ['TBD', 'none'],
  ]
  test.each(table)('%s → %s', (words, expected) => {
    expect(verdictOf(`# Review: retries\n\nVerdict: ${words}\n`)).toBe(expected)
  })

  test.each(table.filter(([, expected]) => expected === 'none'))('%s fails closed', (words) => {
    expect(codes(`# Review: retries\n\nVerdict: ${words}\n`)).toContain('no-verdict')
  })
})

describe('where a verdict stands', () => {
  test.each([
    ['in bold', '# Review\n\n**Verdict:** approve\n', 'approve'],
    [
      'in a list',
      '# Review\n\n- Branch: main\n- Verdict: blocking\n\n## Blockers\n\n1. x\n',
      'block',
    ],
    ['in a table', '# Review\n\n| Key | Value |\n|---|---|\n| Verdict | approve |\n', 'approve'],
    ['in a front matter', '---\nverdict: approve\nhead: abc1234\n---\n\n# Review\n', 'approve'],
    ['without a heading', 'Verdict: approve\n', 'approve'],
    ['with lines around it', '# Review\n\nBranch: main\nVerdict: approve\nBase: x\n', 'approve'],
    ['under its own heading', '# Review\n\n## Verdict\n\nAPPROVE. It is fine.\n', 'approve'],
    ['in its own heading', '# Review\n\n## Verdict: approve\n', 'approve'],
    ['under a bold line', '# Review\n\n**Verdict**\n\nBlocked.\n\n**Blockers**\n\n1. x\n', 'block'],
    [
      'under "Result"',
      '# Review\n\n## Result\n\nApproved after fixes. None left.\n',
      'approve/after-fixes',
    ],
    ['as a status', '# Review\n\nStatus: changes requested\n', 'block'],
    ['as a status that failed', '# Review\n\nSTATUS: fail\n', 'block'],
    ['alone under the title', '# Review\n\n**Approved**\n', 'approve'],
    [
      'in a ticked box',
      '# Review\n\n## Verdict\n\n- [ ] Approve\n- [x] Request changes\n',
      'block',
    ],
    ['at the end only', '# Review\n\n## Summary\n\nFine. Verdict: **APPROVE**.\n', 'approve'],
    [
      'said twice alike',
      '# Review\n\nVerdict: approve\n\n## End\n\nVerdict: approved.\n',
      'approve',
    ],
    ['passing results are none', '# Review\n\n## Result\n\nAll tests pass.\n', 'none'],
    ['a status that decides nothing', '# Review\n\nStatus: open\n', 'none'],
    ['in a quotation', '# Review\n\n> Verdict: approve\n', 'none'],
    ['in code', '# Review\n\n```\nVerdict: approve\n```\n', 'none'],
    ['in an HTML comment', '# Review\n\n<!-- Verdict: approve -->\n', 'none'],
    [
      'in a box that nobody ticked',
      '# Review\n\n## Verdict\n\n- [ ] Approve\n- [ ] Block\n',
      'none',
    ],
    ['nowhere', '# Review\n\nNice work.\n', 'none'],
    ['an empty file', '', 'none'],
  ])('%s', (_, markdown, expected) => {
    expect(verdictOf(markdown)).toBe(expected)
  })

  test('a later section speaks for itself', () => {
    const report = readReport(
      '# Review\n\nVerdict: approve\n\n## Cache\n\nSlow. **Verdict: not a 2.0 blocker.** Later.\n',
    )
    expect(report.verdict).toMatchObject({ outcome: 'approve', line: 3, text: 'approve' })
    expect(report.asides).toEqual([{ text: 'not a 2.0 blocker', line: 7 }])
    expect(report.diagnostics).toEqual([])
  })

  test('two verdicts that contradict each other are none', () => {
    const report = readReport('# Review\n\nVerdict: approve\n\n## End\n\nVerdict: blocking\n')
    expect(report.verdict.outcome).toBe('none')
    expect(report.diagnostics).toMatchObject([
      {
        code: 'verdicts-contradict',
        severity: 'error',
        line: 7,
        message: '"blocking" contradicts the verdict in line 3, "approve".',
      },
    ])
  })

  test('an unreadable verdict is named with its line', () => {
    expect(readReport('# Review\n\nVerdict: perhaps\n').diagnostics).toEqual([
      {
        code: 'no-verdict',
        severity: 'error',
        line: 3,
        message: '"perhaps" is no verdict that could be read.',
        next: 'Write "Verdict: approve" or "Verdict: blocking" on a line of its own under the title.',
      },
    ])
  })
})
