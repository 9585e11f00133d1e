import { assess, factsAbout } from '../assess/assess.ts'
import type { Assessment } from '../policy/assessment.ts'
import { corroborates } from '../policy/ruling.ts'
import { citedPaths } from '../publish/annotations.ts'
import { checkRunOf } from '../publish/check-run.ts'
import { closedAnswers } from '../publish/conversation/closed-answers.ts'
import { sayingsOf } from '../publish/conversation/sayings.ts'
import { failureRun } from '../publish/failure-run.ts'
import { hear } from '../publish/hear.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import { say } from '../publish/say.ts'
import { type PullNow, pullNow } from '../snapshot/github-pull.ts'
import type { PullRef, Snapshot } from '../snapshot/snapshot.ts'
import { type Assessing, targetOf } from './assessing.ts'
import { goneWhy } from './gone.ts'
import type { Seen } from './heeded-checks.ts'
import { type Opening, openingOf } from './open-pull.ts'
import { waitAfter } from './patient-octokit.ts'

/** Why somebody looks at a pull request. */
export interface Reason {
  /** The check is to be written even if nothing changed. */
  readonly again: boolean
  /** Comments and reviews whose commands wait for an answer. */
  readonly heard: readonly string[]
}

/** What was looked at, and what there is to look at because of it. */
export interface Assessed extends Seen {
  readonly isOpen: boolean
  readonly headSha: string
  /** When the pull request was changed last before it was looked at; ISO 8601. */
  readonly updatedAt: string
  /** Whether the pull request contains a commit. */
  readonly has: (sha: string) => boolean
  /** Pull requests whose check and this one's concern the same head. */
  readonly lookAgain: readonly number[]
  /** Null where there was nothing to assess. */
  readonly judged: Judged | null
}

/** Facts, and what they come to. */
export interface Judged {
  readonly snapshot: Snapshot
  readonly assessment: Assessment
}

/**
 * The whole job for one pull request: facts, readings, ledger, judgement, check run, and what is to be said with it.
 * A failure of ours becomes a check run that says so, and is thrown for the queue to try again.
 */
export async function assessPull(
  assessing: Assessing,
  pull: PullRef,
  reason: Reason,
): Promise<Assessed> {
  try {
    const opening = openingOf(assessing, await heardOrRead(assessing, pull, reason.heard))
    const { state, head, base } = opening.opened
    const seen: Assessed = {
      isOpen: state === 'open',
      headSha: head.sha,
      updatedAt: opening.now.updatedAt,
      has: () => false,
      baseRef: base.ref,
      heeds: corroborates(opening.opened),
      lookAgain: [],
      judged: null,
    }
    if (seen.isOpen) return { ...seen, ...(await judged(assessing, opening, reason)) }
    await answerClosed(assessing, opening, reason.heard)
    return seen
  } catch (error) {
    // Whoever is told to ask no more for a while can't show that either, nor can it be shown on what is gone.
    if (waitAfter(error) === 0 && goneWhy(error) === null) await showFailure(assessing, pull, error)
    throw error
  }
}

async function judged(
  assessing: Assessing,
  { source, opened, now }: Opening,
  { again, heard }: Reason,
): Promise<Pick<Assessed, 'has' | 'lookAgain' | 'judged'>> {
  const { octokit, addresses, log } = assessing
  const { snapshot, readings } = await factsAbout(assessing, source, opened)
  const assessment = assess(snapshot, readings)
  const shown = [...assessment.ledger.reports.map(({ path }) => path), ...citedPaths(assessment)]
  const run = checkRunOf(snapshot, assessment, await source.filesAtHead(snapshot, shown))
  const comments = snapshot.comments.map((comment) => ({
    ...comment,
    seen: comment.seen || heard.includes(comment.id),
  }))
  const { pull, head, nodeId } = snapshot
  const sayings = await sayingsOf(octokit, { ...snapshot, comments }, assessment, addresses)
  const { how, lookAgain, refused } = await postCheckRun(
    targetOf(assessing, pull, 'pull', head.sha),
    run,
    { again, seen: now.runs, nodeId, sayings },
  )
  const { conclusion, title } = run
  log.info({ head: head.sha, conclusion, title, posted: how }, 'assessed')
  if (refused.length > 0) log.warn({ refused }, 'GitHub did not let us say it')
  const has = (sha: string) => snapshot.commits.some((commit) => commit.sha === sha)
  return { has, lookAgain, judged: { snapshot, assessment } }
}

/** Without our eyes on it, what was heard is answered all the same. */
async function heardOrRead(
  assessing: Assessing,
  pull: PullRef,
  heard: readonly string[],
): Promise<PullNow> {
  if (heard.length === 0) return pullNow(assessing, pull)
  try {
    return await hear(assessing, pull, heard)
  } catch (error) {
    if (waitAfter(error) > 0) throw error
    assessing.log.warn({ err: error }, 'could not show that a command was heard')
    return pullNow(assessing, pull)
  }
}

async function answerClosed(
  { octokit }: Assessing,
  { opened, now: { conversation } }: Opening,
  heard: readonly string[],
): Promise<void> {
  if (heard.length === 0) return
  const answers = closedAnswers(conversation, heard, opened.merged !== null)
  await say(octokit, conversation.nodeId, answers)
}

async function showFailure(assessing: Assessing, pull: PullRef, cause: unknown): Promise<void> {
  const { octokit, log } = assessing
  try {
    const { data } = await octokit.rest.pulls.get({
      owner: pull.owner,
      repo: pull.repo,
      pull_number: pull.number,
    })
    await postCheckRun(targetOf(assessing, pull, 'pull', data.head.sha), failureRun(cause))
  } catch (error) {
    log.error({ err: error }, 'the failure could not be shown on GitHub')
  }
}
