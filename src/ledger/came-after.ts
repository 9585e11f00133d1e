import type { Facts } from './facts.ts'

/**
 * Whether a commit came after a time of GitHub's clock. What was there then, GitHub knows by the head that the branch
 * had; where it doesn't say, the date of the commit has to do.
 */
export function cameAfter(sha: string, time: string, facts: Facts): boolean {
  const commit = facts.commit(sha)
  if (commit === undefined) return false
  const head = facts.headAt(time)
  return head === null
    ? Date.parse(commit.author.date) > Date.parse(time)
    : !facts.wasBefore(sha, head)
}
