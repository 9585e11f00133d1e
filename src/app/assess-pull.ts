import type { Logger } from 'pino'
import type { CommitMessage } from '../commit/message.ts'
import { drawLedger } from '../ledger/draw-ledger.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { judge } from '../policy/judge.ts'
import type { Policy } from '../policy/policy.ts'
import { citedPaths } from '../publish/annotations.ts'
import { checkRunOf } from '../publish/check-run.ts'
import { failureRun } from '../publish/failure-run.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import type { InTurn } from '../publish/turns.ts'
import type { Reader } from '../reader/reader.ts'
import type { Octokit } from '../snapshot/asking.ts'
import type { FactsCache } from '../snapshot/facts-cache.ts'
import { gitHubSource } from '../snapshot/github.ts'
import type { PullRef, Snapshot } from '../snapshot/snapshot.ts'
import { waitAfter } from './patient-octokit.ts'

/** What an assessment needs besides the pull request. */
export interface Assessing {
  readonly octokit: Octokit
  readonly appId: number
  readonly facts: FactsCache
  readonly reader: Reader
  /** Checks of one commit are written one after the other: each has to know of the others. */
  readonly inTurn: InTurn
  readonly policy: Policy
  readonly log: Logger
}

/** What was looked at, and what there is to look at because of it. */
export interface Assessed {
  readonly isOpen: boolean
  readonly headSha: string
  /** Whether the pull request contains a commit. */
  readonly has: (sha: string) => boolean
  /** Pull requests whose check and this one's concern the same head. */
  readonly lookAgain: readonly number[]
}

/**
 * The whole job for one pull request: facts, readings, ledger, judgement, check run.
 * A failure of ours becomes a check run that says so, and is thrown for the queue to try again.
 */
export async function assessPull(
  assessing: Assessing,
  pull: PullRef,
  again: boolean,
): Promise<Assessed> {
  const { octokit, appId, facts, reader, inTurn, policy, log } = assessing
  try {
    const source = gitHubSource({ octokit, facts, reportPatterns: policy.reports })
    const known = await source.snapshot(pull)
    const seen = {
      isOpen: known.state === 'open',
      headSha: known.head.sha,
      has: (sha: string) => known.commits.some((commit) => commit.sha === sha),
    }
    if (!seen.isOpen) return { ...seen, lookAgain: [] }
    const readings = await read(known, reader)
    const snapshot = await source.lookUp(known, mentions(readings))
    const assessment = assess(snapshot, readings)
    const shown = [...assessment.ledger.reports.map(({ path }) => path), ...citedPaths(assessment)]
    const run = checkRunOf(snapshot, assessment, await source.filesAtHead(snapshot, shown))
    const target = { octokit, appId, inTurn, pull, headSha: snapshot.head.sha }
    const posted = await postCheckRun(target, run, again)
    log.info(
      { head: snapshot.head.sha, conclusion: run.conclusion, title: run.title, posted: posted.how },
      'assessed',
    )
    return { ...seen, lookAgain: posted.lookAgain }
  } catch (error) {
    // Whoever is told to ask no more for a while can't show that either.
    if (waitAfter(error) === 0) await showFailure(assessing, pull, error)
    throw error
  }
}

/** Everything that was written in this pull request, read: one by one, so that it takes up one thread at most. */
async function read({ revisions, commits }: Snapshot, reader: Reader): Promise<Readings> {
  const reports: Readings['reports'][number][] = []
  for (const revision of revisions) {
    // A revision that removes the report has no text and no blob.
    const report = await reader.report(revision.text ?? '', revision.blob ?? '')
    reports.push({ revision, report })
  }
  const messages = new Map<string, CommitMessage>()
  for (const { sha, message } of commits) messages.set(sha, await reader.message(message, sha))
  return { reports, messages }
}

/** The pure middle: the same snapshot gives the same assessment, byte for byte. */
export const assess = (snapshot: Snapshot, readings: Readings): Assessment =>
  judge(snapshot, drawLedger(snapshot, readings))

/** Every hash that a report calls a fix, as it is written: those that the pull request lacks are looked up. */
const mentions = ({ reports }: Readings): readonly string[] =>
  reports.flatMap(({ report }) =>
    [
      ...report.blockers.flatMap(({ fixCommits }) => fixCommits),
      ...report.resolutions.flatMap(({ commits }) => commits),
    ].map(({ sha }) => sha),
  )

async function showFailure(
  { octokit, appId, inTurn, log }: Assessing,
  pull: PullRef,
  cause: unknown,
): Promise<void> {
  try {
    const { data } = await octokit.rest.pulls.get({
      owner: pull.owner,
      repo: pull.repo,
      pull_number: pull.number,
    })
    const target = { octokit, appId, inTurn, pull, headSha: data.head.sha }
    await postCheckRun(target, failureRun(cause))
  } catch (error) {
    log.error({ err: error }, 'the failure could not be shown on GitHub')
  }
}
