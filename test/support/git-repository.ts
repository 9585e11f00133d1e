import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect } from '@jest/globals'
import { reportsIn } from '../../src/policy/ruling.ts'
import { wantedBy } from '../../src/policy/wanted.ts'
import { ourCheck } from '../../src/publish/check-run.ts'
import { cloneSource } from '../../src/snapshot/clone.ts'
import { memoryFacts } from '../../src/snapshot/facts-cache.ts'
import { gitIn } from '../../src/snapshot/git.ts'
import { gitHubSource } from '../../src/snapshot/github.ts'
import { pullNow } from '../../src/snapshot/github-pull.ts'
import type { Commit, Opened, Snapshot } from '../../src/snapshot/snapshot.ts'
import { githubOf } from '../git/git-as-github.ts'
import { type Login, read } from './history.ts'

/** Path → what is to be in it; null removes it. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>

/** A repository in a folder of its own, and the real git at work in it: on the branch `feat`, which began at `main`. */
export interface GitRepository {
  readonly folder: string
  /** Runs git, and gives what it prints. */
  readonly git: (...words: readonly string[]) => string
  /** Each of these gives the hash of the new head. */
  readonly commit: (message: string, files?: Files, more?: Made) => string
  readonly amend: (files: Files, message?: string) => string
  readonly revert: (...words: readonly string[]) => string
  /** Puts copies of these commits on top, as a rebase does. */
  readonly pick: (...commits: readonly string[]) => string
  /** @param solved what every conflict on the way is solved with */
  readonly rebase: (onto: string, solved?: Files) => string
  /** @param files what the merge leaves, whatever git makes of it */
  readonly merge: (refs: string | readonly string[], files?: Files, ...words: string[]) => string
  readonly reset: (to: string, ...words: readonly string[]) => string
  /** Does something on another branch, new or not, and comes back. */
  readonly on: <T>(branch: string, work: () => T) => T
  /** The pull request as GitHub would tell it, after force-pushes that left these heads behind, the newest first. */
  readonly snapshotOf: (
    base?: string,
    head?: string,
    earlierHeads?: readonly string[],
    more?: Partial<Snapshot>,
  ) => Promise<Snapshot>
}

/** By whom and when; Casey, a minute after the last one, when left out. */
export interface Made {
  readonly by?: Login
  readonly committer?: Login
  /** ISO 8601 */
  readonly authored?: string
}

export function gitRepository(base: Files = { 'README.md': '# Widgets\n' }): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-git-'))
  folders.push(folder)
  let minutes = 0

  const run = (words: readonly string[], { by = 'casey', committer = by, authored }: Made = {}) => {
    const date = new Date(START + ++minutes * 60_000).toISOString()
    const options = {
      cwd: folder,
      maxBuffer: 1 << 28,
      stdio: 'pipe' as const,
      env: {
        ...ENVIRONMENT,
        ...named('AUTHOR', by, authored ?? date),
        ...named('COMMITTER', committer, date),
      },
    }
    return execFileSync('git', words, options)
  }
  const git: GitRepository['git'] = (...words) => run(words).toString('utf8').trimEnd()
  const sha = (ref: string): string => git('rev-parse', '--verify', `${ref}^{commit}`)
  const write = (files: Files): void => {
    for (const [path, content] of Object.entries(files)) {
      const target = join(folder, path)
      rmSync(target, { recursive: true, force: true })
      if (content === null) continue
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
    }
    git('add', '--all')
  }
  const commit: GitRepository['commit'] = (message, files = {}, made = {}) => {
    write(files)
    run(['commit', '--quiet', '--allow-empty', '--allow-empty-message', '-m', message], made)
    return sha('HEAD')
  }
  const isAmid = (state: string) => existsSync(join(folder, '.git', state))
  const tried = (work: () => unknown, state: string): void => {
    try {
      work()
    } catch (error) {
      if (!isAmid(state)) throw error
    }
  }
  const there = githubOf((...words) => run(words))
  const facts = memoryFacts()

  git('init', '--quiet', '--initial-branch=main')
  commit('chore: begin', base)
  git('checkout', '--quiet', '-b', 'feat')
  return {
    folder,
    git,
    commit,
    amend: (files, message) => {
      write(files)
      git(
        'commit',
        '--quiet',
        '--amend',
        ...(message === undefined ? ['--no-edit'] : ['-m', message]),
      )
      return sha('HEAD')
    },
    revert: (...words) => {
      git('revert', '--no-edit', ...words)
      return sha('HEAD')
    },
    pick: (...commits) => {
      git('cherry-pick', '--allow-empty', '--keep-redundant-commits', ...commits)
      return sha('HEAD')
    },
    rebase: (onto, solved) => {
      tried(() => git('rebase', '--quiet', onto), solved === undefined ? 'none' : 'rebase-merge')
      while (solved !== undefined && isAmid('rebase-merge')) {
        write(solved)
        tried(() => git('rebase', '--continue'), 'rebase-merge')
      }
      return sha('HEAD')
    },
    merge: (refs, files, ...words) => {
      const merging = ['merge', '--quiet', '--no-ff', '--no-edit', ...words, ...[refs].flat()]
      tried(() => git(...merging), files === undefined ? 'none' : 'MERGE_HEAD')
      if (files === undefined) return sha('HEAD')
      write(files)
      if (isAmid('MERGE_HEAD')) git('commit', '--quiet', '--no-edit')
      else git('commit', '--quiet', '--amend', '--no-edit')
      return sha('HEAD')
    },
    reset: (to, ...words) => {
      git('reset', '--quiet', ...(words.length > 0 ? words : ['--hard']), to)
      return sha('HEAD')
    },
    on: (branch, work) => {
      const isNew = git('branch', '--list', branch) === ''
      git('checkout', '--quiet', ...(isNew ? ['-b'] : []), branch)
      const done = work()
      git('checkout', '--quiet', 'feat')
      return done
    },
    snapshotOf: async (base = 'main', head = 'feat', earlierHeads = [], more = {}) => {
      const pull = { owner: 'acme', repo: 'widgets', number: 1 }
      const octokit = there({
        base: sha(base),
        head: sha(head),
        earlierHeads: earlierHeads.map(sha),
      })
      const asking = { octokit, facts, ours: ourCheck(1) }
      const now = await pullNow(asking, pull)
      const source = gitHubSource(asking, now)
      const { opened } = now
      const asked = { reportPatterns: reportsIn(opened), checks: false, signatures: true }
      const known = { ...(await source.snapshot(opened, asked)), ...more }
      const snapshot = await source.lookUp(known, wantedBy(known, read(known)))
      await expectSameOfClone(folder, opened, earlierHeads.map(sha), snapshot, more)
      return snapshot
    },
  }
}

/** A clone tells the same of these commits as GitHub does. */
async function expectSameOfClone(
  folder: string,
  opened: Opened,
  left: readonly string[],
  told: Snapshot,
  more: Partial<Snapshot>,
): Promise<void> {
  const source = cloneSource(gitIn(folder), { left })
  const asked = { reportPatterns: told.reportPatterns, checks: false, signatures: false }
  const known = { ...(await source.snapshot(opened, asked)), ...more }
  const snapshot = await source.lookUp(known, wantedBy(known, read(known)))
  expect(ofGit(snapshot)).toEqual(ofGit(told))
}

/** What git knows. */
const ofGit = ({ commits, dropped, revisions, elsewhere, ...facts }: Snapshot) => ({
  commits: commits.map(ofGitOnly),
  dropped: dropped.map(ofGitOnly),
  revisions,
  elsewhere: elsewhere.map((one) => ({ ...one, commit: one.commit && ofGitOnly(one.commit) })),
  mergeBase: facts.mergeBase,
  proposedPolicy: facts.proposedPolicy,
  places: facts.places,
  gaps: facts.gaps,
})

const ofGitOnly = ({ signature, author, committer, ...commit }: Commit) => ({
  ...commit,
  author: { ...author, login: null },
  committer: { ...committer, login: null },
})

const START = Date.UTC(2026, 0, 5, 9)

/** Nothing of whoever runs the tests gets in. */
const ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_EDITOR: 'true',
  GIT_TERMINAL_PROMPT: '0',
  ...configured({
    'core.fsync': 'none',
    'core.quotePath': 'false',
    'core.autocrlf': 'false',
    'gc.auto': '0',
    'advice.detachedHead': 'false',
  }),
}

function configured(settings: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(settings)
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', `${entries.length}`],
    ...entries.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ])
}

const named = (role: 'AUTHOR' | 'COMMITTER', login: Login, date: string) => ({
  [`GIT_${role}_NAME`]: login,
  [`GIT_${role}_EMAIL`]: `${login}@example.com`,
  [`GIT_${role}_DATE`]: date,
})

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
