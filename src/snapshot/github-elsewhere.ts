import type { Asking } from './asking.ts'
import { commitBySha, loadCommit } from './github-commits.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Commit, Elsewhere, PullRef, Snapshot } from './snapshot.ts'

/** Each costs two requests, and whoever writes a report decides how many it names. */
const MOST_LOOK_UPS = 100

/** The snapshot with those commits that its reports name and that the pull request lacks. */
export async function lookUp(
  asking: Asking,
  facts: Snapshot,
  shas: readonly string[],
): Promise<Snapshot> {
  const unknown = [...new Set(shas)].filter(
    (sha) => !facts.commits.some((commit) => commit.sha.startsWith(sha)),
  )
  const elsewhere = await inTurns(unknown.slice(0, MOST_LOOK_UPS), (sha) =>
    find(asking, facts, sha),
  )
  if (unknown.length <= MOST_LOOK_UPS) return { ...facts, elsewhere }
  const gap = `the reports name ${unknown.length} commits that this pull request does not contain, and no more than ${MOST_LOOK_UPS} are looked up`
  return { ...facts, elsewhere, gaps: [...facts.gaps, gap] }
}

async function find(asking: Asking, facts: Snapshot, mention: string): Promise<Elsewhere> {
  const commit = await commitNamed(asking, facts.pull, mention)
  if (commit === null) return { mention, where: 'nowhere', commit: null }
  const inBase = await isBehind(asking, facts, commit)
  return { mention, where: inBase ? 'base' : 'repository', commit }
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

/** Whether the base has this commit. Two histories without a common commit can't be compared: then it hasn't. */
async function isBehind(
  asking: Asking,
  { pull, base }: Snapshot,
  commit: Commit,
): Promise<boolean> {
  const basehead = `${base.sha}...${commit.sha}`
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
