import type { Snapshot, Wanted } from './snapshot.ts'

/** Whoever writes reports and comments decides how much they name; on GitHub each costs a request or two. */
const MOST = { commits: 100, people: 50, issues: 50, files: 50 }

/** What is looked up, and what is left out because it is too much, each a sentence. */
export interface Bounded extends Wanted {
  readonly gaps: readonly string[]
}

/** What is wanted, each once, without the commits that are known; whatever the source, no more than the same limits. */
export function withinLimits({ commits, dropped }: Snapshot, wanted: Wanted): Bounded {
  const own = [...commits, ...dropped]
  const unknown = eachOnce(wanted.commits).filter(
    (sha) => !own.some((commit) => commit.sha.startsWith(sha)),
  )
  const people = eachOnce(wanted.people)
  const issues = eachOnce(wanted.issues)
  const files = new Map(wanted.files.map((file) => [`${file.commit}:${file.path}`, file]))
  return {
    commits: unknown.slice(0, MOST.commits),
    people: people.slice(0, MOST.people),
    teams: wanted.teams,
    issues: issues.slice(0, MOST.issues),
    files: [...files.values()].slice(0, MOST.files),
    gaps: [
      ...tooMany('commits that this pull request does not contain', unknown.length, MOST.commits),
      ...tooMany('people', people.length, MOST.people),
      ...tooMany('issues', issues.length, MOST.issues),
    ],
  }
}

const eachOnce = <T>(items: readonly T[]): readonly T[] => [...new Set(items)]

const tooMany = (what: string, count: number, most: number): readonly string[] =>
  count > most
    ? [`reports and comments name ${count} ${what}, and no more than ${most} are looked up`]
    : []
