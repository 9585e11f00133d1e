import type { CommitRequest } from '../../src/demo/github/commits.ts'
import type { Repository } from '../../src/demo/github/repository.ts'
import type { World } from '../support/app.ts'
import { code, newBranch } from '../support/story.ts'
import {
  below,
  blockerIn,
  blockersIn,
  CASEY,
  checkAt,
  nextIn,
  ROBIN,
  rowsIn,
  short,
  untold,
} from './links-support.ts'

/** A commit as its author made it, wherever it stands. */
export interface Step {
  readonly message: string
  readonly files: CommitRequest['files']
  readonly author: { readonly name: string; readonly email: string; readonly date: string }
}

const stepBy =
  (author: typeof CASEY) =>
  (minute: number, message: string, files: Step['files']): Step => ({
    message,
    files,
    author: { ...author, date: new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString() },
  })

export const byCasey = stepBy(CASEY)
export const byRobin = stepBy(ROBIN)

/** What most stories begin with: Casey's work, and Robin's report of one blocker in it. */
export const WORK = byCasey(1, 'Retry', code(1, 'export const retries = Infinity'))
export const REVIEW = byRobin(2, 'Review', { 'REVIEW.md': blockerIn() })
export const STOP = code(1, 'export const retries = 3')
export const FIX = byCasey(3, 'Stop\n\nFixes-Blocker: B1', STOP)

/** Writes these commits onto another and pushes none of them; their SHAs. Whoever rebases is the committer. */
export async function written(
  repository: Repository,
  onto: string,
  steps: readonly Step[],
  committer = CASEY,
): Promise<readonly string[]> {
  const shas: string[] = []
  for (const step of steps) {
    const parents = [shas.at(-1) ?? onto]
    shas.push(await repository.commit({ ...step, committer, parents, push: false }))
  }
  return shas
}

/** A branch of which the history is written, and rewritten. */
export interface Rewriting {
  readonly repository: Repository
  readonly base: string
  readonly branch: string
  readonly number: number
  /** The SHAs of the steps with which it was opened. */
  readonly shas: readonly string[]
  /** Where it began. */
  readonly root: string
  /** Force-pushes a branch of these steps on that commit, the root by default; their SHAs. */
  readonly rewrite: (steps: readonly Step[], onto?: string) => Promise<readonly string[]>
  /** Somebody else's commit on the base; its SHA. */
  readonly moveBase: (files?: Step['files']) => Promise<string>
}

/** A pull request of these steps, from a fork where one is given. */
export async function pullOf(
  repository: Repository,
  steps: readonly Step[],
  { policy, fork = repository }: { readonly policy?: string; readonly fork?: Repository } = {},
): Promise<Rewriting> {
  const branch = newBranch()
  const base = `${branch}-base`
  const files = policy === undefined ? {} : { '.github/countersign.yml': policy }
  const root = await repository.commit({ branch: base, message: `Begin ${base}`, files })
  const push = async (onto: string, some: readonly Step[]) => {
    const shas = await written(fork, onto, some)
    await fork.forcePush(branch, shas.at(-1) ?? onto)
    return shas
  }
  const start = fork === repository ? root : await fork.branchHead('main')
  const shas = await push(start, steps)
  const head = fork === repository ? branch : `${fork.owner}:${branch}`
  const number = await repository.openPull({ head, base, title: 'Retry' })
  return {
    repository,
    base,
    branch,
    number,
    shas,
    root: start,
    rewrite: (some, onto = start) => push(onto, some),
    moveBase: (changed = { 'docs/other.md': 'Another matter.\n' }) =>
      repository.commit({ branch: base, message: 'Another matter', files: changed }),
  }
}

/** What the check says at the end of a branch that began with these steps. */
export async function toldOf(
  world: World,
  steps: readonly Step[],
  tell: (branch: Rewriting) => Promise<string>,
) {
  const before: string[] = []
  const head = await untold(world, async () => {
    const branch = await pullOf(world.repository, steps)
    before.push(...branch.shas.map(short))
    return tell(branch)
  })
  const { conclusion, title, summary } = await checkAt(world, head)
  return {
    head: short(head),
    before,
    conclusion,
    title,
    why: blockersIn(summary).map(({ why }) => why),
    next: nextIn(summary),
    changed: below(summary, '### Changed since it was written first'),
    looked: rowsIn(summary, 'Requirements').find(([, name]) => name === 'facts complete')?.[2],
  }
}

/** The last of these. */
export const tip = (shas: readonly string[]): string => shas.at(-1) ?? ''
