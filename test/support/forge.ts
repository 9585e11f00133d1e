import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from '@jest/globals'
import { blockedBranch } from './blocked-branch.ts'

/** A bare repository as a forge keeps it, with one pull request from the branch `feat`, which a review blocks. */
export interface Forge {
  /** `main` has moved on since `feat` began. */
  readonly refs: Readonly<Record<(typeof REFS)[number], string>>
  /** Commits and pushes the fix. */
  readonly fix: () => void
  /** A clone as a runner makes it: what was asked for, at a commit and on no branch. */
  readonly checkedOut: (wanted: Wanted) => string
}

export interface Wanted {
  /** `refs/heads/*:refs/remotes/origin/*` */
  readonly refspecs: readonly string[]
  /** What is checked out, by the name that it has in the clone. */
  readonly at: string
  /** How many commits of it; all when left out. */
  readonly depth?: number
}

const REFS = ['main', 'feat', 'merged'] as const

/** Where a forge keeps the head of a pull request, and that merged into the base. */
const HEAD = 'refs/pull/1/head'
const MERGE = 'refs/pull/1/merge'

/** @param isFork whether the branch is in another repository: then nothing but the pull request has its commits here */
export function forge({ isFork = false } = {}): Forge {
  const { repo, fix } = blockedBranch()
  const bare = newFolder()
  git(bare, 'init', '--quiet', '--bare', '--initial-branch=main')
  repo.git('remote', 'add', 'origin', pathToFileURL(bare).href)
  repo.on('main', () => repo.commit('chore: more', { 'CHANGES.md': '# Changes\n' }))
  const push = () => {
    repo.git('checkout', '--quiet', '-B', 'merged', 'main')
    repo.merge('feat')
    repo.git('checkout', '--quiet', 'feat')
    const branches = isFork ? ['main'] : ['main', 'feat']
    const refs = [...branches, `feat:${HEAD}`, `merged:${MERGE}`]
    repo.git('push', '--quiet', '--force', 'origin', ...refs)
  }
  push()
  return {
    get refs() {
      const [main = '', feat = '', merged = ''] = REFS.map((ref) => repo.git('rev-parse', ref))
      return { main, feat, merged }
    },
    fix: () => {
      fix()
      push()
    },
    checkedOut: ({ refspecs, at, depth }) => {
      const folder = newFolder()
      git(folder, 'init', '--quiet')
      git(folder, 'remote', 'add', 'origin', pathToFileURL(bare).href)
      const short = depth === undefined ? [] : [`--depth=${depth}`]
      const forced = refspecs.map((refspec) => `+${refspec}`)
      git(folder, 'fetch', '--quiet', '--no-tags', '--prune', ...short, 'origin', ...forced)
      git(folder, 'checkout', '--quiet', '--force', '--detach', at)
      return folder
    },
  }
}

const git = (folder: string, ...words: readonly string[]): void => {
  execFileSync('git', words, { cwd: folder, stdio: 'pipe' })
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-forge-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
