import type { Commit, Person, Snapshot } from '../snapshot/snapshot.ts'
import { isGitHub, nameOf, samePerson } from './people.ts'

/** Roles that may push, by GitHub's names; an organisation's own roles give their base role as permission. */
const MAY_WRITE = new Set(['write', 'maintain', 'admin'])

/**
 * On a pull request from a fork, says why the word of a commit doesn't count: whoever owns the fork can push anything
 * there, in anybody's name. Only a valid signature shows who made it, and only who may write here is heard.
 * What raises a blocker needs no trust.
 */
export function distrust(snapshot: Snapshot): (commit: Commit) => string | null {
  if (!isFromFork(snapshot)) return () => null
  const roles = new Map(snapshot.people.map(({ login, role }) => [login.toLowerCase(), role]))
  const mayWrite = (login: string | null) =>
    MAY_WRITE.has(roles.get(login?.toLowerCase() ?? '') ?? 'none')
  return (commit) => {
    const { author, signature } = commit
    const short = commit.sha.slice(0, 7)
    if (author.login === null) {
      return `commit ${short} is by ${nameOf(author)}, whom GitHub doesn't know, and comes from a fork`
    }
    if (!mayWrite(author.login)) {
      return `commit ${short} is by ${author.login}, who has no write access here`
    }
    if (!signature.verified) {
      return `commit ${short} comes from a fork and has no valid signature (${signature.reason}), so that it may not be ${author.login}'s`
    }
    const signer = signerOf(commit)
    return mayWrite(signer.login)
      ? null
      : `commit ${short} is signed by ${nameOf(signer)}, who has no write access here, in the name of ${author.login}`
  }
}

/** Whose a signature is: the committer's. What is committed on GitHub's pages GitHub signs for its author. */
export const signerOf = ({ author, committer }: Commit): Person =>
  samePerson(author, committer) || isGitHub(committer) ? author : committer

export const isFromFork = ({ head, pull }: Pick<Snapshot, 'head' | 'pull'>): boolean =>
  head.repository?.toLowerCase() !== `${pull.owner}/${pull.repo}`.toLowerCase()

/** Whose standing decides whether commits of a fork are heard. */
export const writersOf = (snapshot: Snapshot): readonly string[] =>
  isFromFork(snapshot)
    ? snapshot.commits
        .flatMap(({ author, committer }) => [author, committer])
        .flatMap((one) => (one.login === null || isGitHub(one) ? [] : [one.login]))
    : []
