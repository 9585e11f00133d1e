import type { Asking } from './asking.ts'
import { type Between, MOST_COMMITS, type Node, parentsFirst } from './commits-between.ts'
import { commitBySha } from './github-commit.ts'
import { inTurns } from './in-turns.ts'
import type { PullRef } from './snapshot.ts'

/** So many new commits are looked through for one whose line is known; behind more, comparing is cheaper. */
const MOST_STEPS = 20

/** Which commits lie between two, by their hashes: that never changes. */
interface Line {
  readonly mergeBase: string | null
  readonly shas: readonly string[]
}

/** The commits from the base to the head, if they were asked for before. */
export async function keptLine(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Between<Node> | null> {
  const known = await asking.facts.known<Line>(keyOf(pull, base, head))
  return known === null ? null : between(asking, pull, known)
}

export function keepLine(
  { facts }: Asking,
  pull: PullRef,
  base: string,
  head: string,
  { mergeBase, commits }: Between<Node>,
): void {
  const line: Line = { mergeBase, shas: commits.map(({ sha }) => sha) }
  facts.keep(keyOf(pull, base, head), line)
  // So that others know that it is worth looking.
  facts.keep(keyOf(pull, base, `of ${pull.number}`), line)
}

/** The commits of GitHub's own list; null where they hang together otherwise than in one line from one commit. */
export async function listedLine(
  asking: Asking,
  pull: PullRef,
  head: string,
  listed: readonly string[],
): Promise<Between<Node> | null> {
  const commits = await inTurns(listed, (sha) => commitBySha(asking, pull, sha))
  const known = new Map(commits.map((commit) => [commit.sha, commit]))
  const sorted = parentsFirst(known, head)
  const before = new Set(sorted.flatMap(({ parents }) => parents).filter((sha) => !known.has(sha)))
  const [mergeBase] = before
  if (sorted.length !== known.size || before.size !== 1 || mergeBase === undefined) return null
  return { complete: true, commits: sorted, mergeBase }
}

/** A line that was known up to some commits ago, and these: what a push to a long pull request costs. */
export async function longerLine(
  asking: Asking,
  pull: PullRef,
  base: string,
  head: string,
): Promise<Between<Node> | null> {
  if ((await asking.facts.known(keyOf(pull, base, `of ${pull.number}`))) === null) return null
  const added: Node[] = []
  let at = head
  for (let step = 0; step < MOST_STEPS; step++) {
    const commit = await commitBySha(asking, pull, at)
    added.unshift(commit)
    const [parent, other] = commit.parents
    if (parent === undefined || other !== undefined) return null
    const line = await keptLine(asking, pull, base, parent)
    // However it came about, it is too long for whoever reads it afresh.
    if (line !== null && line.commits.length + added.length > MOST_COMMITS) return null
    if (line !== null) return { ...line, commits: [...line.commits, ...added] }
    at = parent
  }
  return null
}

async function between(asking: Asking, pull: PullRef, { mergeBase, shas }: Line) {
  const commits = await inTurns(shas, (sha) => commitBySha(asking, pull, sha))
  return { complete: true, commits, mergeBase }
}

const keyOf = ({ owner, repo }: PullRef, base: string, head: string): string =>
  `${owner}/${repo} line ${base}...${head}`
