import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import { blockedBranch } from '../support/blocked-branch.ts'
import { countersign } from '../support/cli.ts'

const made = mkdtempSync(join(tmpdir(), 'countersign-places-'))
afterAll(() => rmSync(made, { recursive: true, force: true }))

const folder = (name: string, ...init: readonly string[]): string => {
  const path = join(made, name)
  mkdirSync(path)
  if (init.length > 0) execFileSync('git', ['init', '--quiet', ...init], { cwd: path })
  return path
}
const file = join(made, 'file')
writeFileSync(file, 'text\n')

const OTHER_USER = 'GIT_TEST_ASSUME_DIFFERENT_OWNER'
afterEach(() => {
  delete process.env[OTHER_USER]
})

const COMMANDS = ['check', 'fix', 'fix B1', 'fix B1 --commit', 'new', 'run']
const IN_ANY_CLONE = ['init', 'hook install', 'hook uninstall']
const foreign = blockedBranch().repo.folder

describe.each([
  ['no folder', join(made, 'gone'), 'There is no folder', [...COMMANDS, ...IN_ANY_CLONE]],
  ['a file', file, 'There is no folder', [...COMMANDS, ...IN_ANY_CLONE]],
  ['no clone', folder('none'), 'is in no clone', [...COMMANDS, ...IN_ANY_CLONE]],
  ['a bare one', folder('b', '--bare'), 'without a working tree', [...COMMANDS, ...IN_ANY_CLONE]],
  ['another user’s', foreign, 'it belongs to another user', [...COMMANDS, ...IN_ANY_CLONE]],
  ['no commit', folder('empty', '-b', 'main'), 'There is no commit here yet', COMMANDS],
])('in %s', (_, place, problem, commands) => {
  test.each(commands)('countersign %s says what is wrong, and what to do', async (command) => {
    if (place === foreign) process.env[OTHER_USER] = '1'
    const { code, out, err } = await countersign(made, ['-C', place, ...command.split(' ')])
    expect(err).toMatch(/^countersign: /u)
    expect(err).toContain(problem)
    expect(err.trimEnd().split('\n')).toHaveLength(2)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

test('reading a commit says why there is none', async () => {
  process.env[OTHER_USER] = '1'
  const { code, err } = await countersign(foreign, ['read', 'HEAD'])
  expect(err).toContain('no such commit. Git doesn’t look into')
  expect(code).toBe(2)
})

describe('a clone that lacks', () => {
  test('the files of its commits says how to fetch them', async () => {
    const { repo } = blockedBranch()
    repo.git('config', 'uploadpack.allowFilter', 'true')
    const partial = join(made, 'partial')
    const words = ['clone', '--quiet', '--filter=blob:none', '--no-checkout']
    execFileSync('git', [...words, `file://${repo.folder}`, partial], { stdio: 'pipe' })
    const { code, err } = await countersign(partial, ['check', '--base', 'origin/main'])
    expect(err).toContain('This clone is partial')
    expect(err).toContain('git fetch --refetch --no-filter')
    expect(code).toBe(2)
  })

  test('a file that it should have is damaged', async () => {
    const { repo } = blockedBranch()
    const blob = repo.git('rev-parse', 'HEAD:REVIEW.md')
    // Git would take its text from the working tree.
    rmSync(join(repo.folder, 'REVIEW.md'))
    rmSync(join(repo.folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    const { code, err } = await countersign(repo.folder, ['check'])
    expect(err).toContain(`This repository is damaged: fatal: unable to read ${blob}`)
    expect(code).toBe(2)
  })
})

test('what a name hides is not printed', async () => {
  const { err } = await countersign(foreign, ['check', '--base', 'a\u001b[2J\u202eb'])
  expect(err).toContain('countersign: --base a[2Jb: there is no such branch')
})

describe('what can’t be written', () => {
  test.each([
    ['new reviews/a.md', 'reviews', 'reviews/a.md can’t be written'],
    ['init', '.github', '.github/countersign.yml can’t be written'],
    ['hook install', 'hooks', 'hooks/commit-msg can’t be written'],
  ])('countersign %s where %s is a file', async (command, name, problem) => {
    const { repo } = blockedBranch()
    repo.git('config', 'core.hooksPath', 'hooks')
    writeFileSync(join(repo.folder, name), 'mine\n')
    const { code, err } = await countersign(repo.folder, command.split(' '))
    expect(err).toContain(`countersign: ${problem}`)
    expect(code).toBe(2)
    expect(readFileSync(join(repo.folder, name), 'utf8')).toBe('mine\n')
  })

  test('there is no hook in a folder that is none', async () => {
    const { repo } = blockedBranch()
    repo.git('config', 'core.hooksPath', '/dev/null')
    const { code, out } = await countersign(repo.folder, ['hook', 'uninstall'])
    expect({ code, out }).toEqual({ code: 0, out: 'No hook of countersign is installed here.\n' })
  })
})
