import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

/** `approve`, `block`, `none`, with a qualifier behind a slash. */
const verdictOf = (markdown: string): string => {
  const { outcome, qualifier } = readReport(markdown).verdict
  return qualifier === null ? outcome : `${outcome}/${qualifier}`
}

const LIST = '\n## Blockers\n\n1. **It loops.** Nobody counts.\n'

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
    ['in words that are struck through', '# Review\n\nVerdict: ~~approve~~ block\n', 'block'],
    ['in nothing but struck words', '# Review\n\nVerdict: ~~approve~~\n', 'none'],
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

  describe.each([
    ['the header', ''],
    ['a conclusion', '## Conclusion\n\n'],
    ['a summary', '## Summary\n\n'],
    ['a verdict', '## Verdict\n\n'],
    ['a section about something else', '## Cache\n\n'],
    ['a conclusion in bold', 'Small.\n\n**Conclusion**\n\n'],
  ])('two keyed verdicts within %s', (_, place) => {
    const shapes: readonly (readonly [shape: string, write: (a: string, b: string) => string])[] = [
      ['in two lines', (a, b) => `Verdict: ${a}\nVerdict: ${b}\n`],
      ['in two paragraphs', (a, b) => `**Verdict:** ${a}\n\n**Verdict:** ${b}\n`],
      ['in one line', (a, b) => `Verdict: ${a}. Verdict: ${b}.\n`],
      ['in a list', (a, b) => `- Verdict: ${a}\n- Verdict: ${b}\n`],
      ['far apart', (a, b) => `Verdict: ${a}\n\n${'It is long. '.repeat(80)}\n\nVerdict: ${b}\n`],
      ['behind other keys', (a, b) => `Decision: ${a}\nVerdict: ${b}\n`],
    ]
    const opposites = [
      ['request changes', 'LGTM'],
      ['LGTM', 'request changes'],
      ['block', 'approve'],
      ['approve', 'block'],
    ] as const
    test.each(
      shapes.flatMap(([shape, write]) =>
        opposites.map(([a, b]) => [`${shape}: ${a}, then ${b}`, write(a, b)] as const),
      ),
    )('%s: contradict', (_shape, text) => {
      const { verdict, diagnostics } = readReport(`# Review: retries\n\n${place}${text}${LIST}`)
      expect(verdict.outcome).toBe('none')
      expect(diagnostics.map(({ code }) => code)).toContain('verdicts-contradict')
    })

    test.each([
      ['quoted', '> Verdict: request changes\n\nVerdict: LGTM\n'],
      ['struck through', '~~Verdict: request changes~~\n\nVerdict: LGTM\n'],
      ['struck through behind its key', 'Verdict: ~~request changes~~\nVerdict: LGTM\n'],
      ['called the previous one', 'Previous verdict: request changes\n\nVerdict: LGTM\n'],
    ])('the first one %s: the other holds', (_how, text) => {
      expect(verdictOf(`# Review: retries\n\n${place}${text}${LIST}`)).toBe('approve')
    })
  })

  test.each([
    [
      'in two rows',
      '## Conclusion\n\n| Key | Value |\n|---|---|\n| Verdict | block |\n| Verdict | LGTM |\n',
    ],
    [
      'in a line and a row',
      '## Cache\n\nVerdict: LGTM\n\n| Key | Value |\n|---|---|\n| Verdict | block |\n',
    ],
    [
      'in the header and a row below',
      'Verdict: LGTM\n\n## Cache\n\n| Key | Value |\n|---|---|\n| Verdict | block |\n',
    ],
    ['in the header and the end', 'Verdict: block\n\n## Conclusion\n\nFinal verdict: LGTM\n'],
    ['without a key behind one', '## Conclusion\n\nVerdict: request changes\n\nLGTM.\n'],
    ['without a key before one', '## Conclusion\n\nRequest changes.\n\nVerdict: LGTM\n'],
    ['under each part', '## Verdict\n\n- Docs: accepted\n- Code: accepted\n\nVerdict: block\n'],
    ['behind rounds', '## Verdict\n\nRound 1: block. Round 2: pass.\n\nVerdict: block\n'],
    ['behind an answer', '## Conclusion\n\nReady to merge? Yes\nVerdict: LGTM. Verdict: block.\n'],
  ])('two verdicts %s contradict', (_, text) => {
    const { verdict, diagnostics } = readReport(`# Review: retries\n\n${text}`)
    expect(verdict.outcome).toBe('none')
    expect(diagnostics.map(({ code }) => code)).toContain('verdicts-contradict')
  })

  test.each([
    ['Round 1 verdict: block\nRound 2 verdict: approve\n', 'approve'],
    ['R1: approve. R2: block.\n', 'block'],
    ['Verdict (round 2): block\n\nVerdict (round 1): approve\n', 'block'],
    ['QA verdict: block\n\nOverall verdict: approve\n', 'approve'],
    ['Assessment: pass with findings\nReadiness: requires revision\n', 'block'],
  ])('a conclusion that says "%s"', (text, expected) => {
    expect(verdictOf(`# Review: retries\n\n## Conclusion\n\n${text}`)).toBe(expected)
  })

  test('an unreadable verdict is named with its line', () => {
    expect(readReport('# Review\n\nVerdict: perhaps\n').diagnostics).toEqual([
      {
        code: 'no-verdict',
        severity: 'error',
        line: 3,
        message: '"perhaps" is no verdict that could be read.',
        next: 'Write "Verdict: approve" or "Verdict: blocking" on a line of its own under the title. A verdict that blocks needs what it asks for under "## Blockers".',
        edit: {
          from: 3,
          to: 3,
          text: 'Verdict: {fill in: approve or blocking}',
          fills: true,
        },
      },
    ])
  })
})
