import type { Asking } from './asking.ts'
import { commitsElsewhere } from './github-elsewhere.ts'
import { standingOf } from './github-people.ts'
import { filesAt } from './github-texts.ts'
import { untouched } from './head-files.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Issue, PullRef, Snapshot, Wanted } from './snapshot.ts'

/** Whoever writes reports and comments decides how much they name; each costs a request or two. */
const MOST_COMMITS = 100
const MOST_PEOPLE = 50
const MOST_ISSUES = 50
const MOST_FILES = 50

/** The snapshot with what its reports, messages and comments name and the pull request itself doesn't tell. */
export async function lookUp(asking: Asking, facts: Snapshot, wanted: Wanted): Promise<Snapshot> {
  const own = [...facts.commits, ...facts.dropped]
  const unknown = eachOnce(wanted.commits).filter(
    (sha) => !own.some((commit) => commit.sha.startsWith(sha)),
  )
  const people = eachOnce(wanted.people)
  const issues = eachOnce(wanted.issues)
  const files = [
    ...new Map(wanted.files.map((file) => [`${file.commit}:${file.path}`, file])).values(),
  ]
  const { pull } = facts
  const cited = files.slice(0, MOST_FILES)
  // Whether they are still there is asked soon, too.
  const atHead = untouched(facts, [...new Set(cited.map(({ path }) => path))])
  const { places } = await filesAt(asking, pull, cited, atHead)
  return {
    ...facts,
    elsewhere: await commitsElsewhere(asking, facts, unknown.slice(0, MOST_COMMITS)),
    people: await inTurns(people.slice(0, MOST_PEOPLE), (login) =>
      standingOf(asking, pull, login, wanted.teams),
    ),
    issues: await inTurns(issues.slice(0, MOST_ISSUES), (number) => issueOf(asking, pull, number)),
    places,
    gaps: [
      ...facts.gaps,
      ...tooMany('commits that this pull request does not contain', unknown.length, MOST_COMMITS),
      ...tooMany('people', people.length, MOST_PEOPLE),
      ...tooMany('issues', issues.length, MOST_ISSUES),
    ],
  }
}

const eachOnce = <T>(items: readonly T[]): readonly T[] => [...new Set(items)]

const tooMany = (what: string, count: number, most: number): readonly string[] =>
  count > most
    ? [`reports and comments name ${count} ${what}, and no more than ${most} are looked up`]
    : []

async function issueOf(
  { octokit }: Asking,
  { owner, repo }: PullRef,
  number: number,
): Promise<Issue> {
  try {
    const { data } = await octokit.rest.issues.get({ owner, repo, issue_number: number })
    const state = data.state === 'open' ? 'open' : 'closed'
    return { number, state, isPull: data.pull_request !== undefined, title: data.title }
  } catch (error) {
    // 410: deleted; 301 would lead to another repository, and is followed.
    if (![404, 410].includes(httpStatus(error) ?? 0)) throw error
    return { number, state: 'missing', isPull: false, title: '' }
  }
}
