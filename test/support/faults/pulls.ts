import type { EmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'
import type { Repository } from '../../../src/demo/github/repository.ts'
import type { User } from '../../../src/demo/github/world.ts'
import { code, fix, newBranch, reviewedBranch } from '../story.ts'

/** An open pull request of a fault's story. */
export interface StoryPull {
  readonly repository: Repository
  readonly number: number
  readonly branch: string
  /** Where its branch is: a fork, or the repository itself. */
  readonly home: Repository
}

type Opening = (repository: Repository, fork: Repository) => Promise<StoryPull>

const CASEY = { name: 'Casey', email: 'casey@example.com' }

const opened = async (
  repository: Repository,
  home: Repository,
  branch: string,
): Promise<StoryPull> => {
  const isForked = home.owner !== repository.owner
  const number = await repository.openPull({
    head: isForked ? `${home.owner}:${branch}` : branch,
    title: branch,
    as: isForked ? 'outsider' : 'casey',
  })
  return { repository, number, branch, home }
}

const blocked: Opening = async (repository) =>
  opened(repository, repository, (await reviewedBranch(repository)).branch)

const fixed: Opening = async (repository) => {
  const { branch } = await reviewedBranch(repository)
  await fix(repository, branch, 'B1', 'B2')
  return opened(repository, repository, branch)
}

const halfFixed: Opening = async (repository) => {
  const pull = await blocked(repository, repository)
  await fix(repository, pull.branch, 'B1')
  return pull
}

/** One command that posts something, one that counts, and one that doesn't. */
const commanded: Opening = async (repository) => {
  const pull = await blocked(repository, repository)
  await said(pull, '/blockers')
  await said(pull, '/waive B1 it is meant so')
  await said(pull, '/waive B2')
  return pull
}

const withoutReport: Opening = async (repository) => {
  const branch = newBranch()
  const files = code(1, 'export const retries = 3')
  await repository.commit({ branch, message: 'Retry thrice', files, author: CASEY })
  return opened(repository, repository, branch)
}

const forked: Opening = async (repository, fork) =>
  opened(repository, fork, (await reviewedBranch(fork)).branch)

const OPENINGS = [blocked, fixed, commanded, withoutReport, forked, halfFixed]

/** So many pull requests, one in each state after the other, not beginning with the first when there are some. */
export async function openPulls(
  github: EmbeddedGitHub,
  count: number,
  { repository = github.repository(), after = 0 } = {},
): Promise<readonly StoryPull[]> {
  const fork = repository.owner === 'acme' ? github.repository('outsider') : repository
  const pulls: StoryPull[] = []
  for (let index = after; index < after + count; index++) {
    const opening = OPENINGS[index % OPENINGS.length] ?? blocked
    pulls.push(await opening(repository, fork))
  }
  return pulls
}

/** Somebody says something in it. */
export async function said(
  { repository, number }: StoryPull,
  body: string,
  as: User = 'robin',
): Promise<void> {
  await repository.comment(number, body, as)
}

/** The first of the pull requests. */
export function firstOf(pulls: readonly StoryPull[]): StoryPull {
  const [first] = pulls
  if (first === undefined) throw new Error('There is no pull request')
  return first
}
