import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import { isGitHub, nameOf } from './people.ts'

/** Roles that may push, by GitHub's names; an organisation's own roles give their base role as permission. */
const MAY_WRITE = new Set(['write', 'maintain', 'admin'])

/**
 * On a pull request from a fork, says why the word of a commit doesn't count: whoever owns the fork can push anything
 * there, in anybody's name. Only a valid signature shows who wrote it, and only who may write here is heard.
 * What raises a blocker needs no trust.
 */
export function distrust(snapshot: Snapshot): (commit: Commit) => string | null {
  if (!isFromFork(snapshot)) return () => null
  const roles = new Map(snapshot.people.map(({ login, role }) => [login.toLowerCase(), role]))
  return ({ sha, author, signature }) => {
    const short = sha.slice(0, 7)
    if (author.login === null) {
      return `commit ${short} is by ${nameOf(author)}, whom GitHub doesn't know, and comes from a fork`
    }
    const role = roles.get(author.login.toLowerCase()) ?? 'none'
    if (!MAY_WRITE.has(role)) {
      return `commit ${short} is by ${author.login}, who has no write access here`
    }
    return signature.verified
      ? null
      : `commit ${short} comes from a fork and has no valid signature (${signature.reason}), so that it may not be ${author.login}'s`
  }
}

export const isFromFork = ({ head, pull }: Pick<Snapshot, 'head' | 'pull'>): boolean =>
  head.repository?.toLowerCase() !== `${pull.owner}/${pull.repo}`.toLowerCase()

/** Whose standing decides whether commits of a fork are heard. */
export const writersOf = (snapshot: Snapshot): readonly string[] =>
  isFromFork(snapshot)
    ? snapshot.commits.flatMap(({ author }) =>
        author.login === null || isGitHub(author) ? [] : [author.login],
      )
    : []
