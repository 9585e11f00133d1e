import { commitsOf } from './clone-commits.ts'
import { commitsNamed } from './clone-objects.ts'
import type { Git } from './git.ts'
import type { Elsewhere, Snapshot } from './snapshot.ts'
import { standsOn } from './stands-on.ts'

/** Where these commits are, which a report or message names and this branch lacks. */
export async function commitsElsewhere(
  git: Git,
  facts: Snapshot,
  mentions: readonly string[],
): Promise<readonly Elsewhere[]> {
  const named = await commitsNamed(git, mentions)
  const shas = [...new Set(named.filter((sha) => sha !== null))]
  const commits = new Map((await commitsOf(git, shas, false)).map((commit) => [commit.sha, commit]))
  const boundary = standsOn(facts)
  const within = new Map<string, ReadonlySet<string>>()
  for (const place of [...boundary, facts.base.sha])
    within.set(place, await behind(git, place, shas))
  return mentions.map((mention, index) => {
    const sha = named[index] ?? null
    const commit = (sha === null ? undefined : commits.get(sha)) ?? null
    if (sha === null || commit === null) {
      return { mention, where: 'nowhere', commit: null, within: [] }
    }
    const places = boundary.filter((place) => within.get(place)?.has(sha))
    const inBase = places.length > 0 || within.get(facts.base.sha)?.has(sha)
    return { mention, where: inBase ? 'base' : 'repository', commit, within: places }
  })
}

/** Those of these commits that a history has. */
async function behind(
  git: Git,
  history: string,
  shas: readonly string[],
): Promise<ReadonlySet<string>> {
  if (shas.length === 0) return new Set()
  const missing = new Set((await git.text(['rev-list', ...shas, `^${history}`])).split('\n'))
  return new Set(shas.filter((sha) => !missing.has(sha)))
}
