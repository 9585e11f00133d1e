import type { Node } from '../snapshot/commits-between.ts'

/** Answers "was `earlier` there before `later`?" within the commits of one pull request. A commit is before itself. */
export function ancestry(commits: readonly Node[]): (earlier: string, later: string) => boolean {
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents]))
  const known = new Map<string, ReadonlySet<string>>()
  const upTo = (later: string): ReadonlySet<string> => {
    const before = known.get(later)
    if (before !== undefined) return before
    const seen = new Set<string>()
    const open = [later]
    for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
      if (seen.has(sha)) continue
      seen.add(sha)
      open.push(...(parents.get(sha) ?? []))
    }
    known.set(later, seen)
    return seen
  }
  return (earlier, later) => upTo(later).has(earlier)
}
