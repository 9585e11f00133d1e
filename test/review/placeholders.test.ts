import { describe, expect, test } from '@jest/globals'
import { readCommit } from '../../src/commit/read-commit.ts'
import { readReport } from '../../src/review/read-report.ts'

const BLOCKING =
  '# Review: retries\n\nVerdict: blocking\n\n## Blockers\n\n- B1: It loops at `src/a.ts:3`.\n\n'
const APPROVING = '# Review: retries\n\nVerdict: approve\n\n'

const left = (markdown: string) =>
  readReport(markdown).diagnostics.filter(({ code }) => code === 'placeholder-left')

describe('what stands in a placeholder says nothing', () => {
  test.each([
    ['below the blockers', `${BLOCKING}## Resolution\n\n- B1: {fill in: fixed in 4e1f09a}\n`, 11],
    ['with its name', `${BLOCKING}{fill in: B1 is fixed in 4e1f09a}\n`, 9],
    ['in the entry', BLOCKING.replace('.\n\n', '. {fill in: Fixed in 4e1f09a.}\n\n'), 7],
    ['in bold that ends in it', `${BLOCKING}B1: **{fill in: fixed in 4e1f09a**}\n`, 9],
    [
      'in a table',
      `${BLOCKING}## Status\n\n| Id | Status |\n|---|---|\n| B1 | {fill in: fixed in 4e1f09a} |\n`,
      13,
    ],
  ])('no fix: %s', (_, markdown, line) => {
    expect(readReport(markdown).blockers).toMatchObject([{ state: 'open', fixCommits: [] }])
    expect(left(markdown)).toMatchObject([{ severity: 'error', line }])
  })

  test.each([
    ['behind its key', '# Review\n\nVerdict: {fill in: approve}\n', 3],
    ['with its key', '# Review\n\n{fill in: Verdict: approve}\n', 3],
    ['under its title', '# Review\n\n## Verdict\n\n{fill in: Approve.}\n', 5],
    ['in a front matter', '---\nverdict: "{fill in: approve}"\n---\n\n# Review\n', 2],
  ])('no verdict: %s', (_, markdown, line) => {
    const { verdict, diagnostics } = readReport(markdown)
    expect(verdict.outcome).toBe('none')
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['no-verdict', 'placeholder-left'])
    expect(left(markdown)).toMatchObject([{ line }])
  })

  test('no run, and no end of one', () => {
    const { validation } = readReport(
      `${APPROVING}## Validation\n\n- \`npm test\`: {fill in: 12 passed}\n- {fill in: \`npm run lint\`: passed}\n`,
    )
    expect(validation).toMatchObject([{ command: 'npm test', outcome: 'unknown', passed: null }])
  })

  test('no commit, no place and no round', () => {
    const report = readReport(
      `# Review {fill in: R2}\n\nVerdict: approve\nReviewed commit: {fill in: 4e1f09a}\n\n## Notes\n\n- See {fill in: \`src/a.ts:3\` and 4e1f09a "fix: stop"}.\n\n## Cache\n\nSee {fill in: \`src/b.ts:7\`} and commit {fill in: 4e1f09a ("fix: stop")}.\n`,
    )
    expect(report).toMatchObject({
      round: null,
      reviewedHead: null,
      quotedCommits: [],
      evidence: [],
    })
    expect(report.notes.flatMap(({ text }) => text)).toEqual(['See {fill in: …}.'])
  })

  test('no reason', () => {
    expect(
      readCommit('fix: stop\n\nFixes-Blocker: B1 because {fill in: it starts in src/b.ts}\n'),
    ).toMatchObject({ fixesBlockers: [{ label: 'B1', because: null }] })
  })

  test('what it asks for is told as it was written', () => {
    const [only, ...others] = left(
      `${APPROVING}- {fill in: one} and {fill in: \`two\`}\n\n## Notes\n\nNone.\n`,
    )
    expect(others).toEqual([])
    expect(only).toMatchObject({
      line: 5,
      message: 'Nobody has filled in {fill in: one}, {fill in: `two`} yet.',
    })
  })
})
