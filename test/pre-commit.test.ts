import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, stringify } from 'yaml'
import { DEFAULT_POLICY } from '../src/policy/policy.ts'
import { reportPaths } from '../src/snapshot/report-paths.ts'
import { blockedBranch } from './support/blocked-branch.ts'
import { blocks } from './support/documentation.ts'
import { installed } from './support/install-debian.ts'
import { copyProject } from './support/project-copy.ts'

const hooks: readonly { readonly id: string; readonly files?: string }[] = parse(
  readFileSync('.pre-commit-hooks.yaml', 'utf8'),
)
const recipe = blocks('docs/ci.md', 'yaml')
  .map((block) => parse(block))
  .find(({ repos }) => repos !== undefined)

test('the recipe has every hook', () => {
  const ids = recipe.repos.flatMap((repo: { hooks: { id: string }[] }) =>
    repo.hooks.map(({ id }) => id),
  )
  expect(ids).toEqual(hooks.map(({ id }) => id))
})

test('countersign-read looks at what is a report where no policy says otherwise', () => {
  const files = new RegExp(hooks.find(({ id }) => id === 'countersign-read')?.files ?? '')
  const isReport = reportPaths(DEFAULT_POLICY.reports)
  const parts = ['REVIEW', 'REVIEW-R2', 'MY-REVIEW', 'review', 'review-1', 'other']
  const folders = [
    '',
    'src/',
    'reviews/',
    'reviews/a/',
    'docs/reviews/',
    'a/reviews/',
    'artifacts/',
  ]
  const deeper = ['a/artifacts/', 'artifacts/a/', 'docs/reviews/a/b/', 'my-artifacts/']
  const paths = [...folders, ...deeper].flatMap((folder) =>
    parts.flatMap((name) => [`${folder}${name}.md`, `${folder}${name}.mdx`]),
  )
  expect(paths.filter((path) => files.test(path))).toEqual(paths.filter(isReport))
})

describe('with pre-commit', () => {
  const made = mkdtempSync(join(tmpdir(), 'countersign-pre-commit-'))
  const project = join(made, 'project')
  let program = ''
  beforeAll(() => {
    program = installed({
      neededBy: 'the tests of our hooks',
      program: 'pre-commit',
      debianPackage: 'pre-commit',
      find: () => onPath('pre-commit'),
    })
    copyProject(project)
    git(project, 'init', '--quiet')
    git(project, 'add', '--all', '--force')
    git(project, 'commit', '--quiet', '-m', 'as it is')
  }, 600_000)
  afterAll(() => rmSync(made, { recursive: true, force: true }))

  const env = {
    ...process.env,
    PRE_COMMIT_HOME: join(made, 'home'),
    GIT_EDITOR: 'true',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((role) => [
        [`GIT_${role}_NAME`, 'casey'],
        [`GIT_${role}_EMAIL`, 'casey@example.com'],
      ]),
    ),
  }
  const git = (folder: string, ...words: readonly string[]): string =>
    execFileSync('git', words, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim()

  test('it installs Countersign from its repository, and holds up what is wrong', () => {
    const { folder } = blockedBranch().repo
    const [repo] = recipe.repos
    const ours = { ...repo, repo: project, rev: git(project, 'rev-parse', 'HEAD') }
    writeFileSync(join(folder, '.pre-commit-config.yaml'), stringify({ ...recipe, repos: [ours] }))
    const commit = (message: string, path: string, text: string) => {
      writeFileSync(join(folder, path), text)
      git(folder, 'add', '--all')
      const words = ['commit', '-m', message]
      const { status, stdout, stderr } = spawnSync('git', words, {
        cwd: folder,
        env,
        encoding: 'utf8',
      })
      return { status, said: stdout + stderr }
    }
    const words = ['install', '--install-hooks']
    const install = spawnSync(program, words, { cwd: folder, env, encoding: 'utf8' })
    expect(install).toMatchObject({ status: 0 })

    const unclear = commit('docs: round 2', 'REVIEW-R2.md', '# Review R2\n\nVerdict: aprove\n')
    expect(unclear.said).toContain('no-verdict')
    expect(unclear.status).toBe(1)
    const clear = commit('docs: round 2', 'REVIEW-R2.md', '# Review R2\n\nVerdict: approve\n')
    expect(clear).toMatchObject({ status: 0 })

    const unknown = commit('fix: give up\n\nFixes-Blocker: B7', 'src/send.ts', 'send()\n')
    expect(unknown.said).toContain('names no blocker of this branch')
    expect(unknown.status).toBe(1)
    const known = commit('fix: give up\n\nFixes-Blocker: B1', 'src/send.ts', 'send()\n')
    expect(known).toMatchObject({ status: 0 })
  }, 900_000)
})

const onPath = (program: string): string | null =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file)) ?? null
