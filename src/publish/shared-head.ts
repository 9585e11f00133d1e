import type { OwnRun } from '../snapshot/github-runs.ts'
import { type CheckRun, readExternalId } from './check-run.ts'
import type { Target } from './post-check-run.ts'

/**
 * A check run belongs to a commit, not to a pull request: where two open ones share their head, the green of
 * one would let the other be merged. So while another is red, this one is red too and says why.
 */
export async function notGreenForOthers(
  target: Target,
  run: CheckRun,
  runs: readonly OwnRun[],
): Promise<CheckRun> {
  if (!isPassing(run.conclusion) || target.about !== 'pull') return run
  const numbers = new Set<number>()
  const red: number[] = []
  for (const { externalId } of runs) {
    const said = readExternalId(externalId)
    if (said?.about !== 'pull') continue
    if (said.pull === target.pull.number || numbers.has(said.pull)) continue
    numbers.add(said.pull)
    if (!isPassing(said.conclusion) && (await isOpen(target, said.pull))) red.push(said.pull)
  }
  const [first] = red
  if (first === undefined) return run
  return {
    ...run,
    conclusion: 'failure',
    title: `Pull request ${first} has the same head and is not ready`,
    summary: `This pull request itself: ${run.title}.\n\nBut pull request ${first} has the same head commit, and a check belongs to a commit: green here would be green there. Finish or close pull request ${first}, or push a commit that only one of them has, then re-run this check.\n\n${run.summary}`,
  }
}

/** By GitHub's rule. */
const isPassing = (conclusion: string): boolean =>
  conclusion === 'success' || conclusion === 'neutral'

async function isOpen({ octokit, pull, headSha }: Target, number: number): Promise<boolean> {
  const { data } = await octokit.rest.pulls.get({
    owner: pull.owner,
    repo: pull.repo,
    pull_number: number,
  })
  return data.state === 'open' && data.head.sha === headSha
}
