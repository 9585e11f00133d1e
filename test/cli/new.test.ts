import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'
import { countersign } from '../support/cli.ts'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'

const SEND = 'export const send = () => {\n  for (;;) {\n    go()\n  }\n}\n'

const REVIEW = `# Review: send again when the server is down

Verdict: blocking

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\` tries for ever when the server stays down.
2. **\`go\` was never resolved by 1234567.** It is not fixed in abcdef1 either: \`src/send.ts:3\`.
`

const policy = (...lines: readonly string[]) => ({
  '.github/countersign.yml': `${lines.join('\n')}\n`,
})

/** A branch with one commit of code. */
const branch = (base: Readonly<Record<string, string>> = {}) => {
  const repo = gitRepository({ 'src/send.ts': SEND, ...base })
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  return repo
}

/** A first round with two blockers, of which the first is fixed. */
const blocked = (path = 'REVIEW.md') => {
  const repo = branch()
  repo.commit('docs: review', { [path]: REVIEW }, { by: 'robin' })
  const better = SEND.replace('(;;)', '(let left = 5; left > 0; left--)')
  const fix = repo.commit('fix: give up\n\nFixes-Blocker: B1', { 'src/send.ts': better })
  return { repo, fix: fix.slice(0, 7) }
}

const read = ({ folder }: GitRepository, path: string) => readFileSync(join(folder, path), 'utf8')

/** Writes something in the place of each pair of braces, as a reviewer would. */
const filled = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{fill in: ([^}]*)\}/gu, (_, asked: string) => {
    const key = Object.keys(words).find((one) => asked.includes(one))
    if (key === undefined) throw new Error(`Nobody knows what to write for "${asked}"`)
    return words[key] ?? ''
  })

const BLOCKING = {
  'approve or blocking': 'blocking',
  'must change': 'The error is swallowed.',
  'path:line': 'src/send.ts:3',
  why: 'Nobody learns of it.',
  'not block': '`go` is no name.',
  'what else': 'npm run e2e',
  'its result': 'passed',
  'go wrong': 'The server may be slow.',
}

describe('countersign new', () => {
  test('begins the first report: what is to be reviewed, and nothing that anybody has found', async () => {
    const repo = branch(
      policy('validation:', '  - npm test', '  - command: npm run bench', '    by: coder'),
    )
    const head = repo.git('rev-parse', '--short=7', 'HEAD')
    const began = repo.git('rev-parse', '--short=7', 'main')
    const { code, out } = await countersign(repo.folder, ['new'])
    expect(code).toBe(0)
    expect(out).toContain('REVIEW.md is begun: round 1')
    expect(read(repo, 'REVIEW.md').split('\n').slice(0, 9)).toEqual([
      '# Review R1: feat',
      '',
      '- Verdict: {fill in: approve or blocking}',
      '- Round: 1',
      '- Branch: feat',
      '- Base: main',
      `- Reviewed commit: ${head}`,
      `- Reviewed range: ${began}..${head}`,
      '',
    ])
    expect(read(repo, 'REVIEW.md')).toContain('- `npm test`: {fill in: its result}')
    expect(read(repo, 'REVIEW.md')).not.toContain('npm run bench')
  })

  test('is red where nobody filled it in, says what is missing, and claims nothing', async () => {
    const { repo } = blocked()
    await countersign(repo.folder, ['new'])
    const report = readReport(read(repo, 'REVIEW-R2.md'))
    expect(report.verdict.outcome).toBe('none')
    expect(report.blockers).toEqual([])
    expect(report.resolutions).toEqual([])
    expect(report.validation.filter(({ outcome }) => outcome !== 'unknown')).toEqual([])
    repo.commit('docs: review', { 'REVIEW-R2.md': read(repo, 'REVIEW-R2.md') }, { by: 'robin' })
    const { code, out } = await countersign(repo.folder, ['check'])
    expect(code).toBe(1)
    expect(out).toContain('Nobody has filled in {fill in: approve or blocking} yet')
  })

  test('filled in, it reads clean', async () => {
    const repo = branch()
    await countersign(repo.folder, ['new'])
    const text = filled(read(repo, 'REVIEW.md'), BLOCKING)
    const { diagnostics, blockers, validation, round } = readReport(text)
    expect(diagnostics).toEqual([])
    expect(round).toBe(1)
    expect(blockers).toMatchObject([
      { label: 'B1', title: 'The error is swallowed', evidence: [{ path: 'src/send.ts' }] },
    ])
    expect(validation).toMatchObject([{ command: 'npm run e2e', outcome: 'passed' }])
    repo.commit('docs: review', { 'REVIEW.md': text }, { by: 'robin' })
    const { code, out } = await countersign(repo.folder, ['check'])
    expect(out).toContain('0 of 1 blocker fixed')
    expect(out).not.toContain('Nobody has filled in')
    expect(code).toBe(1)
  })

  test('the next one asks about each blocker that waits, with the commit that may fix it', async () => {
    const { repo, fix } = blocked()
    const { out } = await countersign(repo.folder, ['new', '-'])
    expect(out).toContain(`- Reviewed commit: ${fix}`)
    expect(out).toContain(
      `- R1-B1: {fill in: whether commit ${fix} fixes it}\n  > It never gives up\n- R1-B2: {fill in:`,
    )
    expect(out).toContain('**B3: {fill in: what must change}**')
    expect(existsSync(join(repo.folder, 'REVIEW-R2.md'))).toBe(false)
  })

  test('and closes them once the reviewer has said so, whatever their titles say', async () => {
    const { repo, fix } = blocked()
    await countersign(repo.folder, ['new'])
    const text = filled(read(repo, 'REVIEW-R2.md'), {
      ...BLOCKING,
      'approve or blocking': 'approve',
      'fixes it': `fixed in ${fix}`,
      'became of it': `fixed in ${fix}`,
    }).replace(/^- \*\*B3.*$/mu, 'None.')
    expect(readReport(text).diagnostics).toEqual([])
    repo.commit('docs: approve', { 'REVIEW-R2.md': text }, { by: 'robin' })
    const { code, out } = await countersign(repo.folder, ['check', '--format', 'text'])
    expect(out).toContain('It never gives up (verified)')
    expect(out.match(/\(verified\)/gu)).toHaveLength(2)
    expect(code).toBe(0)
  })

  test('what is still open is said to be so', async () => {
    const { repo, fix } = blocked()
    await countersign(repo.folder, ['new'])
    const text = filled(read(repo, 'REVIEW-R2.md'), {
      ...BLOCKING,
      'fixes it': 'still open, it counts the wrong way',
      'became of it': `fixed in ${fix}`,
    })
    expect(readReport(text).diagnostics).toEqual([])
    repo.commit('docs: hold', { 'REVIEW-R2.md': text }, { by: 'robin' })
    const { code, out } = await countersign(repo.folder, ['check'])
    expect(out).toContain('The error is swallowed (open)')
    expect(code).toBe(1)
  })

  test.each([
    ['reviews/api-r1.md', 'reviews/api-r2.md'],
    ['reviews/round-1/api.md', 'reviews/round-2/api.md'],
    ['reviews/api.md', 'reviews/api-R2.md'],
    ['REVIEW.md', 'REVIEW-R2.md'],
  ])('the report after %s is %s', async (first, second) => {
    const { repo } = blocked(first)
    const { code } = await countersign(repo.folder, ['new'])
    expect(code).toBe(0)
    expect(read(repo, second)).toContain('- Round: 2')
  })

  test('overwrites nothing', async () => {
    const repo = branch()
    writeFileSync(join(repo.folder, 'REVIEW.md'), 'Mine.\n')
    const { code, err } = await countersign(repo.folder, ['new'])
    expect(code).toBe(2)
    expect(err).toContain('REVIEW.md is there already.')
    expect((await countersign(repo.folder, ['new', 'REVIEW.md'])).code).toBe(2)
    expect(read(repo, 'REVIEW.md')).toBe('Mine.\n')
  })

  test('leaves alone the report of an earlier pull request', async () => {
    const repo = branch({ 'REVIEW.md': REVIEW })
    const { out } = await countersign(repo.folder, ['new'])
    expect(out).toContain('REVIEW-R1.md is begun')
    expect(read(repo, 'REVIEW.md')).toBe(REVIEW)
  })

  test('writes only what the policy takes for a report', async () => {
    const repo = branch(policy('reports: ["qa/*.md"]'))
    const unasked = await countersign(repo.folder, ['new'])
    expect(unasked.code).toBe(2)
    expect(unasked.err).toContain('Name a file that is one: qa/*.md.')
    const other = await countersign(repo.folder, ['new', 'docs/first.md'])
    expect(other.code).toBe(2)
    expect(other.err).toContain('The policy takes docs/first.md for no report.')
    expect((await countersign(join(repo.folder, 'src'), ['new', '../qa/first.md'])).code).toBe(0)
    expect(read(repo, 'qa/first.md')).toContain('# Review R1: feat')
    expect((await countersign(repo.folder, ['new', '../first.md'])).err).toContain('outside')
  })

  test('takes the round that it is told, and wants something to review', async () => {
    const { repo } = blocked()
    const { out } = await countersign(repo.folder, ['new', '--round', '4', '-'])
    expect(out).toContain('# Review R4: feat')
    expect((await countersign(repo.folder, ['new', '--round', 'two'])).code).toBe(2)
    repo.git('checkout', '--quiet', 'main')
    const { code, err } = await countersign(repo.folder, ['new'])
    expect(code).toBe(2)
    expect(err).toContain('There is nothing to review')
  })

  test('tells the way to the report from where somebody stands', async () => {
    const repo = branch({ 'src/more.ts': 'more()\n' })
    const { out } = await countersign(join(repo.folder, 'src'), ['new'])
    expect(out).toContain('see how it is read: countersign read ../REVIEW.md\n')
  })

  test('writes a branch’s name without what can’t be seen in it', async () => {
    const repo = branch()
    repo.git('checkout', '--quiet', '-b', 'fix/\u202ertl')
    expect((await countersign(repo.folder, ['new', '-'])).out).toContain('- Branch: fix/rtl\n')
  })
})
