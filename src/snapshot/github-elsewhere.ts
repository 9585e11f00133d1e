import type { Asking } from './asking.ts'
import { commitBySha, loadCommit } from './github-commit.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Commit, Elsewhere, PullRef, Snapshot } from './snapshot.ts'
import { standsOn } from './stands-on.ts'

/** Where these commits are, which a report, message or command names and the pull request lacks. */
export const commitsElsewhere = (
  asking: Asking,
  facts: Snapshot,
  shas: readonly string[],
): Promise<readonly Elsewhere[]> => {
  const boundary = standsOn(facts)
  return inTurns(shas, (sha) => find(asking, facts, boundary, sha))
}

async function find(
  asking: Asking,
  facts: Snapshot,
  boundary: readonly string[],
  mention: string,
): Promise<Elsewhere> {
  const commit = await commitNamed(asking, facts.pull, mention)
  if (commit === null) return { mention, where: 'nowhere', commit: null, within: [] }
  const has = await inTurns(boundary, (sha) => isBehind(asking, facts.pull, sha, commit))
  const within = boundary.filter((_, index) => has[index])
  const inBase = within.length > 0 || (await isBehind(asking, facts.pull, facts.base.sha, commit))
  return { mention, where: inBase ? 'base' : 'repository', commit, within }
}

/** The commit of that name, or null. GitHub answers 422 for a hash that it can't resolve, and takes branch names too. */
async function commitNamed(asking: Asking, pull: PullRef, mention: string): Promise<Commit | null> {
  try {
    const load = mention.length === 40 ? commitBySha : loadCommit
    const commit = await load(asking, pull, mention)
    return commit.sha.startsWith(mention) ? commit : null
  } catch (error) {
    if ([404, 409, 422].includes(httpStatus(error) ?? 0)) return null
    throw error
  }
}

/** Whether that history has this commit. Two without a common commit can't be compared: then it hasn't. */
async function isBehind(
  asking: Asking,
  pull: PullRef,
  history: string,
  commit: Commit,
): Promise<boolean> {
  const basehead = `${history}...${commit.sha}`
  const { status } = await asking.facts.get(
    `${pull.owner}/${pull.repo} compare ${basehead}`,
    async () => {
      try {
        const { data } = await asking.octokit.rest.repos.compareCommitsWithBasehead({
          owner: pull.owner,
          repo: pull.repo,
          basehead,
          per_page: 1,
        })
        return { status: data.status as string }
      } catch (error) {
        if ([404, 422].includes(httpStatus(error) ?? 0)) return { status: 'unknown' }
        throw error
      }
    },
  )
  return status === 'behind' || status === 'identical'
}
