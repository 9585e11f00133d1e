import type { Asking } from './asking.ts'
import { commitsElsewhere } from './github-elsewhere.ts'
import { standingOf } from './github-people.ts'
import { filesAt } from './github-texts.ts'
import { untouched } from './head-files.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import type { Issue, PullRef, Snapshot, Wanted } from './snapshot.ts'
import { withinLimits } from './within-limits.ts'

/** The snapshot with what its reports, messages and comments name and the pull request itself doesn't tell. */
export async function lookUp(asking: Asking, facts: Snapshot, wanted: Wanted): Promise<Snapshot> {
  const { pull } = facts
  const { commits, people, teams, issues, files, gaps } = withinLimits(facts, wanted)
  // Whether they are still there is asked soon, too.
  const atHead = untouched(facts, [...new Set(files.map(({ path }) => path))])
  const { places } = await filesAt(asking, pull, files, atHead)
  return {
    ...facts,
    elsewhere: await commitsElsewhere(asking, facts, commits),
    people: await inTurns(people, (login) => standingOf(asking, pull, login, teams)),
    issues: await inTurns(issues, (number) => issueOf(asking, pull, number)),
    places,
    gaps: [...facts.gaps, ...gaps],
  }
}

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
