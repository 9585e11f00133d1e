import type { PullRef } from '../../snapshot/snapshot.ts'

export type RepositoryRef = Pick<PullRef, 'owner' | 'repo'>

/** An owner and a repository as a path names them; null for what GitHub takes for no name, before it is asked. */
export function repositoryNamed(owner: string, repo: string): RepositoryRef | null {
  return isName(owner) && isName(repo) ? { owner, repo } : null
}

/** A pull request as a path names it. */
export function pullNamed(owner: string, repo: string, number: string): PullRef | null {
  const repository = repositoryNamed(owner, repo)
  // The only zeros that GitHub's numbers begin with are none.
  if (repository === null || !/^[1-9]\d{0,8}$/u.test(number)) return null
  return { ...repository, number: Number(number) }
}

/** A branch, which may hold almost anything; GitHub gets it as a value, never as a part of an address. */
export const isBranch = (name: string): boolean =>
  name.length > 0 && name.length <= 255 && !/[\p{Cc}\p{Surrogate}]/u.test(name)

/** Dots alone would lead to another place of GitHub's API. */
const isName = (name: string): boolean =>
  /^[A-Za-z0-9._-]{1,100}$/u.test(name) && !/^\.{1,2}$/u.test(name)

/** The same for one repository, however its name is written: names that differ in case only are one to GitHub. */
export const keyOf = ({ owner, repo }: RepositoryRef): string => `${owner}/${repo}`.toLowerCase()
