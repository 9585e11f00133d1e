import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

/** `approve`, `block`, `none`, with a qualifier behind a slash. */
const verdictOf = (markdown: string): string => {
  const { outcome, qualifier } = readReport(markdown).verdict
  return qualifier === null ? outcome : `${outcome}/${qualifier}`
}

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
    ['before, and told as history', '# Review\n\n## Previous round\n\nVerdict: approve\n', 'none'],
    [
      'behind a sentence that praises',
      '# Review\n\n## Verdict\n\nSmall and well tested.\n\n**Approve.**\n',
      'approve',
    ],
    [
      'taken back right behind',
      '# Review\n\n## Verdict\n\nApproved in general.\n\nDo not merge before B1 is fixed.\n',
      'none',
    ],
    [
      'in a fold about an earlier round',
      '# Review\n\n<details>\n<summary>Round 1</summary>\n\nVerdict: approve\n\n</details>\n',
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
