import type { Asking } from './asking.ts'
import {
  type Between,
  commitsBetween,
  type History,
  MOST_COMMITS,
  type Node,
  parentsFirst,
} from './commits-between.ts'
import { cannotCompare, commitBySha, MOST_FILES } from './github-commit.ts'
import { inTurns } from './in-turns.ts'
import { keepLine, keptLine, listedLine, longerLine } from './known-lines.ts'
import type { PullRef } from './snapshot.ts'

const PAGE = 100
const MOST_PAGES = MOST_COMMITS / PAGE

/**
 * All commits from the base to the head, parents first, each with its files.
 * "List commits on a pull request" ends at 250, so longer ones are compared instead, by pages; where GitHub can't
 * compare (it answers 404, 422 or 5xx on some histories), both histories are paged until they meet.
 * @param listed GitHub's own list of these commits, where it is known to be whole
 */
export async function commitsOf(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
  listed: readonly string[] | null = null,
): Promise<History> {
  const line: Line =
    (await keptLine(asking, pull, base, head)) ??
    (listed === null ? null : await listedLine(asking, pull, head, listed)) ??
    (await longerLine(asking, pull, base, head)) ??
    (await compared(asking, pull, base, head)) ??
    (await walked(asking, pull, base, head))
  if (line.complete) keepLine(asking, pull, base, head, line)
  const files = await inTurns(line.commits, ({ sha }) => commitBySha(asking, pull, sha))
  const cut = files.filter((commit) => commit.files.length >= MOST_FILES)
  return {
    mergeBase: line.mergeBase,
    commits: files,
    gaps: [
      ...(line.complete ? [] : [lacking(line)]),
      ...cut.map(
        (commit) =>
          `commit ${commit.sha.slice(0, 7)} changes ${MOST_FILES} files or more, and GitHub lists no more`,
      ),
    ],
  }
}

/** What is known of the commits between two, and how many there are, as far as GitHub says. */
interface Line extends Between<Node> {
  readonly total?: number
}

const lacking = ({ commits, total = 0 }: Line): string =>
  total > MOST_COMMITS
    ? `this pull request has ${total} commits, and of more than ${MOST_COMMITS} none is read`
    : `only the newest ${commits.length} commits of this pull request could be read`

/**
 * The commits of a comparison, null where GitHub can't compare (it answers 404, 422 or 5xx on some histories); none of
 * them where they are too many.
 */
export async function compared(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Line | null> {
  const known = new Map<string, Node>()
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
      // The oldest come first: all pages but the last would be asked for in vain.
      if (total > MOST_COMMITS) return { complete: false, commits: [], mergeBase, total }
      for (const commit of data.commits) known.set(commit.sha, nodeOf(commit))
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

async function walked(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Between<Node>> {
  const known = new Map<string, Node>()
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
      for (const commit of data) known.set(commit.sha, nodeOf(commit))
      if (data.length < PAGE) ends.add(start)
    }
    const between = commitsBetween(known, base, head)
    if (between.complete || ends.size === 2 || page === MOST_PAGES) return between
  }
}

const nodeOf = ({ sha, parents }: GitHubNode): Node => ({
  sha,
  parents: parents.map((parent) => parent.sha),
})

interface GitHubNode {
  readonly sha: string
  readonly parents: readonly { readonly sha: string }[]
}
