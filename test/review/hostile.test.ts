import { describe, expect, test } from '@jest/globals'
import { MAX_REPORT_BYTES, readReport } from '../../src/review/read-report.ts'

describe('text that was made to be slow is refused, with the line', () => {
  test.each([
    ['too much of it', 'a'.repeat(MAX_REPORT_BYTES + 1), 'report-too-large', 1],
    [
      'too many bytes in fewer characters',
      '語'.repeat(MAX_REPORT_BYTES / 3 + 1),
      'report-too-large',
      1,
    ],
    ['quotes in quotes', `Verdict: approve\n\n${'>'.repeat(4000)} x`, 'too-deep', 3],
    ['lists in lists', `Verdict: approve\n\n${'- '.repeat(4000)}x`, 'too-deep', 3],
    [
      'lists, deeper line by line',
      `# Review\n\n${Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')}`,
      'too-deep',
      35,
    ],
    ['brackets', `Verdict: approve\n\n${'['.repeat(100_000)}`, 'too-tangled', 3],
    ['stars', `x\n\n${'a**b'.repeat(50_000)}`, 'too-tangled', 3],
  ])('%s', (_, markdown, code, line) => {
    const { verdict, blockers, diagnostics } = readReport(markdown)
    expect(diagnostics).toMatchObject([{ code, line, severity: 'error' }])
    expect([verdict.outcome, blockers]).toEqual(['none', []])
  })
})

describe('text that is odd is read all the same', () => {
  test.each([
    ['a NUL', 'Verdict: approve\0\n'],
    ['Windows line ends', '# Review\r\n\r\nVerdict: approve\r\n'],
    ['a byte order mark', '\uFEFF# Review\n\nVerdict: approve\n'],
    ['half a surrogate', '# Review \uD800\n\nVerdict: approve\n'],
    ['an open fence', 'Verdict: approve\n\n```\nnpm test\n'],
    ['only HTML', 'Verdict: approve\n\n<div><script>alert(1)</script></div>\n'],
    ['a reference without an end', 'Verdict: approve\n\n[a]: <'],
    ['brackets within paths', `Verdict: approve\n\n${'a.('.repeat(40_000)}\n`],
    ['ends of links without a beginning', `Verdict: approve\n\n${'](b)'.repeat(1_000)}\n`],
    ['a footnote and an image', 'Verdict: approve\n\nx[^1] ![alt](x.png)\n\n[^1]: note\n'],
  ])('%s', (_, markdown) => {
    expect(readReport(markdown).verdict.outcome).toBe('approve')
  })
})

test('more blockers than can be held against each other are named, and fail', () => {
  const { blockers, diagnostics } = readReport(
    `Verdict: blocking\n\n## Blockers\n\n${'- It loops.\n'.repeat(300)}`,
  )
  expect(blockers).toHaveLength(250)
  expect(diagnostics).toMatchObject([{ code: 'too-many-blockers', severity: 'error', line: 255 }])
})

test('lines keep their numbers after code that is wrapped, and after Windows line ends', () => {
  const report = readReport('# Review\r\n\r\nSee `one\r\ntwo` and\r\nVerdict: approve\r\n')
  expect(report.verdict.line).toBe(5)
})
