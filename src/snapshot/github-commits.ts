import type { Asking } from './asking.ts'
import { type Between, commitsBetween, parentsFirst } from './commits-between.ts'
import { toCommit } from './github-commit.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Commit, PullRef } from './snapshot.ts'

const PAGE = 100
/** Beyond 3,000 commits a pull request is not read to the end; the check then says so and stays red. */
const MOST_PAGES = 30
/** GitHub lists at most this many files of a commit (REST API, "Get a commit"). */
const MOST_FILES = 3_000

/** A comparison lists at most this many files (REST API, "Compare two commits"). */
const MOST_COMPARED = 300

/** The history of a pull request, and what of it could not be had. */
export interface History {
  readonly mergeBase: string | null
  readonly commits: readonly Commit[]
  readonly gaps: readonly string[]
}

type Listed = Omit<Commit, 'files'>

/**
 * All commits from the base to the head, parents first, each with its files.
 * "List commits on a pull request" ends at 250, so the comparison is paged instead; where GitHub can't
 * compare (it answers 404, 422 or 5xx on some histories), both histories are paged until they meet.
 */
export async function commitsOf(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<History> {
  const between =
    (await compared(asking, pull, base, head)) ?? (await walked(asking, pull, base, head))
  const files = await inTurns(between.commits, ({ sha }) => commitBySha(asking, pull, sha))
  const cut = files.filter((commit) => commit.files.length >= MOST_FILES)
  return {
    mergeBase: between.mergeBase,
    commits: files,
    gaps: [
      ...(between.complete
        ? []
        : [`only the newest ${between.commits.length} commits of this pull request could be read`]),
      ...cut.map(
        (commit) =>
          `commit ${commit.sha.slice(0, 7)} changes more than ${MOST_FILES} files, GitHub lists no more`,
      ),
    ],
  }
}

/** The commits of a comparison, null where GitHub can't compare (it answers 404, 422 or 5xx on some histories). */
export async function compared(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Between<Listed> | null> {
  const known = new Map<string, Listed>()
  let total = 0
  let mergeBase: string | null = null
  for (let page = 1; page === 1 || (known.size < total && page <= MOST_PAGES); page++) {
    try {
      const { data } = await asking.octokit.rest.repos.compareCommitsWithBasehead({
        owner: pull.owner,
        repo: pull.repo,
        basehead: `${base}...${head}`,
        per_page: PAGE,
        page,
      })
      total = data.total_commits
      mergeBase = data.merge_base_commit.sha
      for (const commit of data.commits) known.set(commit.sha, toCommit(commit, []))
      if (data.commits.length === 0) break
    } catch (error) {
      if (cannotCompare(error)) return null
      throw error
    }
  }
  const commits = parentsFirst(known, head)
  // Whatever can't be reached from the head by what is known hints at commits that are not.
  const complete = known.size >= total && commits.length === known.size
  return { complete, commits, mergeBase }
}

const cannotCompare = (error: unknown): boolean => {
  const status = httpStatus(error)
  return status === 404 || status === 422 || (status !== null && status >= 500)
}

async function walked(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Between<Listed>> {
  const known = new Map<string, Listed>()
  const ends = new Set<string>()
  for (let page = 1; ; page++) {
    for (const start of [head, base]) {
      if (ends.has(start)) continue
      const { data } = await asking.octokit.rest.repos.listCommits({
        owner: pull.owner,
        repo: pull.repo,
        sha: start,
        per_page: PAGE,
        page,
      })
      for (const commit of data) known.set(commit.sha, toCommit(commit, []))
      if (data.length < PAGE) ends.add(start)
    }
    const between = commitsBetween(known, base, head)
    if (between.complete || ends.size === 2 || page === MOST_PAGES) return between
  }
}

/** A commit with its files, by its whole hash. */
export const commitBySha = (asking: Asking, pull: PullRef, sha: string): Promise<Commit> =>
  asking.facts.get(`${pull.owner}/${pull.repo} commit ${sha}`, () => loadCommit(asking, pull, sha))

/** A commit with its files, by any name that GitHub knows it by. */
export async function loadCommit(asking: Asking, pull: PullRef, ref: string): Promise<Commit> {
  const name = { owner: pull.owner, repo: pull.repo, ref }
  const first = await asking.octokit.rest.repos.getCommit(name)
  const files = [...(first.data.files ?? [])]
  // The first answer holds 300 files, which is three pages of 100.
  for (let page = 4; files.length === (page - 1) * PAGE && files.length < MOST_FILES; page++) {
    const more = await asking.octokit.rest.repos.getCommit({ ...name, per_page: PAGE, page })
    files.push(...(more.data.files ?? []))
  }
  const others = files.length === 0 ? [] : first.data.parents.slice(1)
  const own = await Promise.all(
    others.map((parent) => differing(asking, pull, parent.sha, first.data.sha)),
  )
  const brought = (path: string) => own.some((paths) => paths !== null && !paths.has(path))
  return toCommit(first.data, files, brought)
}

/** The paths in which a merge differs from its other parent; null where GitHub doesn't list all of them. */
async function differing(
  asking: Asking,
  pull: PullRef,
  parent: string,
  merge: string,
): Promise<ReadonlySet<string> | null> {
  try {
    const { data } = await asking.octokit.rest.repos.compareCommitsWithBasehead({
      owner: pull.owner,
      repo: pull.repo,
      basehead: `${parent}...${merge}`,
      per_page: 1,
    })
    const files = data.files ?? []
    if (files.length >= MOST_COMPARED) return null
    return new Set(
      files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]),
    )
  } catch (error) {
    if (cannotCompare(error)) return null
    throw error
  }
}
