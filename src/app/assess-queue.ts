import { assess, factsAbout } from '../assess/assess.ts'
import type { Assessment } from '../policy/assessment.ts'
import type { CheckRun } from '../publish/check-run.ts'
import { failureRun } from '../publish/failure-run.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import { type Member, queueRun } from '../publish/queue-run.ts'
import { httpStatus } from '../snapshot/http-status.ts'
import { type Assessing, targetOf } from './assessing.ts'
import { goneWhy } from './gone.ts'
import { openPull } from './open-pull.ts'
import { waitAfter } from './patient-octokit.ts'

/** A merge group: the commit that GitHub would merge, and the branch that it made for it. */
export interface MergeGroup {
  readonly owner: string
  readonly repo: string
  readonly sha: string
  /** `gh-readonly-queue/main/pr-12-<sha of the commit it stands on>` */
  readonly branch: string
}

/**
 * Answers for a merge group: each pull request in it is assessed anew, as it is now, and the worst answer is the
 * group's. Without an answer the queue would stand still.
 */
export async function assessQueue(
  assessing: Assessing,
  group: MergeGroup,
  again: boolean,
): Promise<void> {
  const { owner, repo, sha, branch } = group
  const entry = entryOf(branch)
  if (entry === null) {
    assessing.log.warn({ branch }, 'a merge group whose branch names no pull request')
    return
  }
  const pull = { owner, repo, number: entry.number }
  const target = targetOf(assessing, pull, 'queue', sha)
  try {
    const numbers = await membersOf(assessing, group, entry)
    const judged: Member[] = []
    for (const number of numbers) {
      const judgement = await judgementOf(assessing, { ...pull, number })
      // By now this commit is the base's own, and what was answered for it stands.
      if (number === pull.number && judgement.isMerged) return
      judged.push({ number, assessment: judgement.assessment })
    }
    // A branch may bring merges of others that were done long before, or that are called so by whoever wrote them.
    const members = judged.filter((one) => one.assessment !== null || one.number === pull.number)
    await postCheckRun(target, queueRun(members), { again })
    assessing.log.info({ head: sha, numbers }, 'answered for a merge group')
  } catch (error) {
    if (waitAfter(error) === 0 && goneWhy(error) === null)
      await post(assessing, target, failureRun(error))
    throw error
  }
}

async function post(
  { log }: Assessing,
  target: Parameters<typeof postCheckRun>[0],
  run: CheckRun,
): Promise<void> {
  try {
    await postCheckRun(target, run)
  } catch (error) {
    // Where nothing can be shown any more, nobody waits for it either.
    if (goneWhy(error) !== null) throw error
    log.error({ err: error }, 'the failure could not be shown on GitHub')
  }
}

/** The assessment of one member; none when it is closed, or isn't there. */
interface Judgement {
  readonly assessment: Assessment | null
  readonly isMerged: boolean
}

async function judgementOf(
  assessing: Assessing,
  pull: Parameters<typeof openPull>[1],
): Promise<Judgement> {
  const found = await opening(assessing, pull)
  if (found === null) return { assessment: null, isMerged: false }
  const { source, opened } = found
  if (opened.state !== 'open') return { assessment: null, isMerged: opened.merged !== null }
  const { snapshot, readings } = await factsAbout(assessing, source, opened)
  return { assessment: assess(snapshot, readings), isMerged: false }
}

/** Null when there is no such pull request. */
async function opening(assessing: Assessing, pull: Parameters<typeof openPull>[1]) {
  try {
    return await openPull(assessing, pull)
  } catch (error) {
    if (httpStatus(error) === 404) return null
    throw error
  }
}

interface Entry {
  readonly number: number
  readonly base: string
}

/** GitHub names a queue's branches so; it is the only thing that says which pull request a group is for. */
function entryOf(branch: string): Entry | null {
  const found = /\/pr-(\d{1,9})-([0-9a-f]{40})$/u.exec(branch)
  return found === null ? null : { number: Number(found[1]), base: found[2] ?? '' }
}

/**
 * The pull request that the group is for, and those whose commits are in it besides: GitHub ends a squash's subject
 * with its number, and begins a merge's with it. Numbers that are no open pull requests of ours count for nothing.
 */
async function membersOf(
  { octokit }: Assessing,
  { owner, repo, sha }: MergeGroup,
  { number, base }: Entry,
): Promise<readonly number[]> {
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `${base}...${sha}`,
    per_page: 100,
  })
  const merges = data.commits.flatMap(({ commit: { message } }) => {
    const merged = /^Merge pull request #(\d{1,9}) from /u.exec(message)?.[1]
    return merged === undefined ? [] : [Number(merged)]
  })
  return [...new Set([...merges, number])]
}
