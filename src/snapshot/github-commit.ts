import { changedLines } from './changed-lines.ts'
import type { Commit } from './snapshot.ts'

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
export function toCommit(
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
