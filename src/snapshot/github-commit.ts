import type { Asking } from './asking.ts'
import { changedLines } from './changed-lines.ts'
import { httpStatus } from './http-status.ts'
import type { Commit, PullRef } from './snapshot.ts'

/** GitHub's pages, of commits as of files. */
const PAGE = 100
/** GitHub lists at most this many files of a commit (REST API, "Get a commit"). */
export const MOST_FILES = 3_000

/** A comparison lists at most this many files (REST API, "Compare two commits"). */
const MOST_COMPARED = 300

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

/** Some histories GitHub can't compare: it answers 404, 422 or 5xx. */
export const cannotCompare = (error: unknown): boolean => {
  const status = httpStatus(error)
  return status === 404 || status === 422 || (status !== null && status >= 500)
}

interface GitHubCommit {
  readonly sha: string
  readonly parents: readonly { readonly sha: string }[]
  readonly commit: {
    readonly message: string
    readonly author: GitHubPerson | null
    readonly committer: GitHubPerson | null
    readonly tree: { readonly sha: string }
    readonly verification?: { readonly verified: boolean; readonly reason: string } | undefined
  }
  readonly author: { readonly login?: string } | Record<string, never> | null
  readonly committer: { readonly login?: string } | Record<string, never> | null
}

interface GitHubPerson {
  readonly name?: string
  readonly email?: string
  readonly date?: string
}

interface GitHubFile {
  readonly filename: string
  readonly previous_filename?: string
  readonly status: string
  readonly sha: string | null
  readonly patch?: string | undefined
}

/**
 * A commit in our words.
 * @param brought the paths that a merge leaves exactly as another parent has them
 */
function toCommit(
  data: GitHubCommit,
  files: readonly GitHubFile[],
  brought: (path: string) => boolean = () => false,
): Commit {
  return {
    sha: data.sha,
    tree: data.commit.tree.sha,
    parents: data.parents.map((parent) => parent.sha),
    message: data.commit.message,
    author: toPerson(data.commit.author, data.author?.login),
    committer: toPerson(data.commit.committer, data.committer?.login),
    signature: {
      verified: data.commit.verification?.verified ?? false,
      reason: data.commit.verification?.reason ?? 'unknown',
    },
    files: files.map((file) => ({
      path: file.filename,
      previousPath: file.previous_filename ?? null,
      status: toStatus(file.status),
      blob: file.status === 'removed' ? null : file.sha,
      brought: brought(file.filename),
      lines: file.patch === undefined ? null : changedLines(file.patch, file.filename),
    })),
  }
}

const toPerson = (person: GitHubPerson | null, login: string | undefined) => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  date: person?.date ?? '',
  login: login ?? null,
})

/** GitHub also says `copied` (a new file), `changed` (its mode) and `unchanged`. */
function toStatus(status: string): Commit['files'][number]['status'] {
  if (status === 'removed' || status === 'renamed') return status
  return status === 'added' || status === 'copied' ? 'added' : 'modified'
}
