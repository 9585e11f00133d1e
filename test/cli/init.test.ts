import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readPolicyFile } from '../../src/policy/file/read-policy-file.ts'
import { countersign } from '../support/cli.ts'
import { type Files, gitRepository } from '../support/git-repository.ts'

const PROJECT: Files = {
  'package.json': JSON.stringify({ scripts: { test: 'jest', lint: 'biome ci' } }),
  '.github/workflows/ci.yml': `name: CI
on: [pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm ci
      - run: npm test
  versions:
    runs-on: ubuntu-latest
    strategy: { matrix: { node: [20, 22] } }
    steps:
      - run: npm run e2e
`,
  '.github/CODEOWNERS': '* @acme/core\n',
  'REVIEW.md': '# Review\n\nVerdict: approve\n',
  'docs/audits/spring.md': '# Audit\n\nVerdict: approve\n',
  'docs/audits/summer.md': '# Audit\n\nVerdict: blocking\n\n## Blockers\n\n- **B1: It leaks.**\n',
  'docs/review-process.md': '# How we review\n\nRead, then talk.\n',
}

const POLICY = '.github/countersign.yml'
const policyIn = (folder: string) => {
  const text = readFileSync(join(folder, POLICY), 'utf8')
  return readPolicyFile(text, { name: POLICY })
}

describe('countersign init', () => {
  test('writes a policy that fits the repository, and says what it found', async () => {
    const { folder } = gitRepository(PROJECT)
    const { code, out } = await countersign(folder, ['init'])
    expect(code).toBe(0)
    const { file, problems } = policyIn(folder)
    expect(problems).toEqual([])
    expect(file?.corroborate).toEqual({ 'npm test': 'CI / test' })
    expect(file?.reports).toContain('docs/audits/*.md')
    expect(file?.reports).not.toContain('docs/*review*.md')
    expect(out).toContain('Reports under the names that count by default: REVIEW.md.')
    expect(out).toContain('job versions of .github/workflows/ci.yml has a matrix')
    expect(out).toContain('merge it into main')
    expect(readFileSync(join(folder, POLICY), 'utf8')).toContain('teams: [ acme/core ]')
  })

  test('writes it into the root, wherever it is called; on the base branch it is committed there', async () => {
    const { folder, git } = gitRepository(PROJECT)
    git('checkout', '--quiet', 'main')
    const { out } = await countersign(join(folder, 'docs'), ['init'])
    expect(existsSync(join(folder, POLICY))).toBe(true)
    expect(out).toContain('Commit it here, on main')
  })

  test('is judged by it once the base branch has it', async () => {
    const repo = gitRepository(PROJECT)
    await countersign(repo.folder, ['init'])
    repo.on('main', () => repo.commit('chore: policy', {}))
    repo.merge('main')
    repo.commit('docs: review', {
      'docs/audits/autumn.md': '# Audit\n\nVerdict: blocking\n\n- x\n',
    })
    const { code } = await countersign(repo.folder, ['check'])
    expect(code).toBe(1)
  })

  test('begins with nothing but comments in an empty repository', async () => {
    const { folder } = gitRepository({})
    expect((await countersign(folder, ['init'])).code).toBe(0)
    expect(policyIn(folder)).toEqual({ file: {}, problems: [] })
  })

  test('leaves a policy alone that is there', async () => {
    const { folder } = gitRepository({ ...PROJECT, [POLICY]: 'approvals: 2\n' })
    const { code, err } = await countersign(folder, ['init'])
    expect(code).toBe(2)
    expect(err).toContain('There is a .github/countersign.yml already')
    expect(readFileSync(join(folder, POLICY), 'utf8')).toBe('approvals: 2\n')
    const printed = await countersign(folder, ['init', '--print'])
    expect(readPolicyFile(printed.out, { name: POLICY }).file?.corroborate).toEqual({
      'npm test': 'CI / test',
    })
    expect(readFileSync(join(folder, POLICY), 'utf8')).toBe('approvals: 2\n')
  })

  test('writes through no link', async () => {
    const { folder } = gitRepository({ '.github/x': '' })
    const target = join(folder, 'target')
    symlinkSync(target, join(folder, POLICY))
    expect((await countersign(folder, ['init'])).code).toBe(2)
    expect(existsSync(target)).toBe(false)
  })

  test('wants a clone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'))
    const { code, err } = await countersign(folder, ['init'])
    rmSync(folder, { recursive: true })
    expect(code).toBe(2)
    expect(err).toContain('is in no clone of a git repository')
  })

  test('lets no name in the repository into the policy, or the terminal, as anything but a name', async () => {
    const { folder } = gitRepository({
      '.github/workflows/a.yml': `name: "CI\\napprovals: 99"
on: pull_request
jobs:
  test:
    runs-on: x
    if: true
    steps: [{ run: npm test }]
  "evil\\n\\e[2Jid":
    uses: x
`,
      'notes/\u001b[2Jreview\n.md': '# Review\n\nVerdict: approve\n',
    })
    const { out } = await countersign(folder, ['init'])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/u)
    expect(policyIn(folder).file?.approvals).toBeUndefined()
  })
})
