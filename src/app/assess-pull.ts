import type { Assessment } from '../policy/assessment.ts'
import { corroborates } from '../policy/ruling.ts'
import { citedPaths } from '../publish/annotations.ts'
import { checkRunOf } from '../publish/check-run.ts'
import { closedAnswers } from '../publish/conversation/closed-answers.ts'
import { say } from '../publish/conversation/say.ts'
import { speak } from '../publish/conversation/speak.ts'
import { failureRun } from '../publish/failure-run.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import { conversationOf } from '../snapshot/github-conversation.ts'
import type { PullRef, Snapshot } from '../snapshot/snapshot.ts'
import { assess, factsAbout, openPull } from './assess.ts'
import { type Assessing, targetOf } from './assessing.ts'
import type { Seen } from './heeded-checks.ts'
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
  readonly isMerged: boolean
  readonly headSha: string
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
 * The whole job for one pull request: facts, readings, ledger, judgement, check run, and then what is to be said.
 * A failure of ours becomes a check run that says so, and is thrown for the queue to try again.
 */
export async function assessPull(
  assessing: Assessing,
  pull: PullRef,
  { again, heard }: Reason,
): Promise<Assessed> {
  const { octokit, addresses, log } = assessing
  const eyes = showEyes(assessing, heard)
  const assessed = await checked(assessing, pull, again)
  await eyes
  if (assessed.judged === null) {
    await answerClosed(assessing, pull, heard, assessed.isMerged)
    return assessed
  }
  const { snapshot, assessment } = assessed.judged
  const comments = snapshot.comments.map((comment) => ({
    ...comment,
    seen: comment.seen || heard.includes(comment.id),
  }))
  const refused = await speak(octokit, { ...snapshot, comments }, assessment, addresses)
  if (refused.length > 0) log.warn({ refused }, 'GitHub did not let us say it')
  return assessed
}

async function checked(assessing: Assessing, pull: PullRef, again: boolean): Promise<Assessed> {
  const { log } = assessing
  try {
    const { source, opened } = await openPull(assessing, pull)
    const seen = {
      isOpen: opened.state === 'open',
      headSha: opened.head.sha,
      has: () => false,
      baseRef: opened.base.ref,
      heeds: corroborates(opened),
    }
    const isMerged = opened.merged !== null
    if (!seen.isOpen) return { ...seen, isMerged, lookAgain: [], judged: null }
    const { snapshot, readings } = await factsAbout(assessing, source, opened)
    const assessment = assess(snapshot, readings)
    const shown = [...assessment.ledger.reports.map(({ path }) => path), ...citedPaths(assessment)]
    const run = checkRunOf(snapshot, assessment, await source.filesAtHead(snapshot, shown))
    const posted = await postCheckRun(
      targetOf(assessing, pull, 'pull', snapshot.head.sha),
      run,
      again,
    )
    log.info(
      { head: snapshot.head.sha, conclusion: run.conclusion, title: run.title, posted: posted.how },
      'assessed',
    )
    const has = (sha: string) => snapshot.commits.some((commit) => commit.sha === sha)
    const judged = { snapshot, assessment }
    return { ...seen, isMerged: false, has, lookAgain: posted.lookAgain, judged }
  } catch (error) {
    // Whoever is told to ask no more for a while can't show that either.
    if (waitAfter(error) === 0) await showFailure(assessing, pull, error)
    throw error
  }
}

/** At once, so that whoever gave a command sees that it was heard; without it the answer comes all the same. */
async function showEyes({ octokit, log }: Assessing, heard: readonly string[]): Promise<void> {
  try {
    await say(
      octokit,
      '',
      heard.map((to) => ({ kind: 'react', to, with: 'EYES' })),
    )
  } catch (error) {
    log.warn({ err: error }, 'could not show that a command was heard')
  }
}

async function answerClosed(
  { octokit }: Assessing,
  pull: PullRef,
  heard: readonly string[],
  isMerged: boolean,
): Promise<void> {
  if (heard.length === 0) return
  const conversation = await conversationOf(octokit, pull)
  await say(octokit, conversation.nodeId, closedAnswers(conversation, heard, isMerged))
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
