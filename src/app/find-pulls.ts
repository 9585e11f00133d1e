import { CHECK_NAME, pullOf } from '../publish/check-run.ts'
import type { Octokit } from '../snapshot/asking.ts'
import { missing } from '../snapshot/graph.ts'
import { httpStatus } from '../snapshot/http-status.ts'
import type { Look } from './events/notice.ts'

/** The open pull requests of a repository are searched for a head this far, newest change first. */
const MOST_PAGES = 5

interface Repository {
  readonly octokit: Octokit
  readonly owner: string
  readonly repo: string
}

/** What leads to pull requests. */
export type PullsLook = Extract<Look, { readonly at: 'branch' | 'head' }>

/**
 * The numbers of the pull requests that an event is about.
 * @throws with status 404 when there is no such repository, or it isn't for us
 */
export async function findPulls(
  repository: Repository,
  look: PullsLook,
): Promise<readonly number[]> {
  try {
    return await found(repository, look)
  } catch (error) {
    if (httpStatus(error) !== 404) throw error
    throw missing(`repository ${repository.owner}/${repository.repo}`)
  }
}

async function found(repository: Repository, look: PullsLook): Promise<readonly number[]> {
  switch (look.at) {
    case 'branch':
      return (await ofBranch(repository, look.branch)).map(({ number }) => number)
    case 'head':
      return ofHead(repository, look.sha, look.branch)
  }
}

interface Open {
  readonly number: number
  readonly head: { readonly sha: string }
}

async function ofBranch(
  { octokit, owner, repo }: Repository,
  branch: string,
): Promise<readonly Open[]> {
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    head: `${owner}:${branch}`,
    per_page: 100,
  })
  return data
}

/**
 * By branch, which fails for forks, and by the check runs of ours on that commit, which name their pull request:
 * two branches may stand at one commit. Where neither knows one, the open ones are looked through.
 */
async function ofHead(
  repository: Repository,
  sha: string,
  branch: string | null,
): Promise<readonly number[]> {
  const matching = (pulls: readonly Open[]) =>
    pulls.filter(({ head }) => head.sha === sha).map(({ number }) => number)
  const byBranch = branch === null ? [] : matching(await ofBranch(repository, branch))
  const known = new Set([...byBranch, ...(await ofOurRuns(repository, sha))])
  return known.size > 0 ? [...known] : matching(await allOpen(repository))
}

async function ofOurRuns(
  { octokit, owner, repo }: Repository,
  sha: string,
): Promise<readonly number[]> {
  try {
    const { data } = await octokit.rest.checks.listForRef({
      owner,
      repo,
      ref: sha,
      check_name: CHECK_NAME,
      filter: 'all',
      per_page: 100,
    })
    const numbers = data.check_runs.flatMap(({ external_id }) => pullOf(external_id) ?? [])
    return [...new Set(numbers)]
  } catch (error) {
    // A commit that GitHub doesn't know (any more) has no runs.
    if (httpStatus(error) === 404 || httpStatus(error) === 422) return []
    throw error
  }
}

async function allOpen({ octokit, owner, repo }: Repository): Promise<readonly Open[]> {
  const all: Open[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data } = await octokit.rest.pulls.list({
      owner,
      repo,
      state: 'open',
      sort: 'updated',
      direction: 'desc',
      per_page: 100,
      page,
    })
    all.push(...data)
    if (data.length < 100) break
  }
  return all
}
