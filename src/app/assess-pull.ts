import type { Logger } from 'pino'
import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import { drawLedger } from '../ledger/draw-ledger.ts'
import { factsOf } from '../ledger/facts.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { judge } from '../policy/judge.ts'
import { corroborates, reportsIn, rulingOn } from '../policy/ruling.ts'
import { wantedBy } from '../policy/wanted.ts'
import { citedPaths } from '../publish/annotations.ts'
import { checkRunOf } from '../publish/check-run.ts'
import { failureRun } from '../publish/failure-run.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import type { InTurn } from '../publish/turns.ts'
import type { Reader } from '../reader/reader.ts'
import type { Octokit } from '../snapshot/asking.ts'
import type { FactsCache } from '../snapshot/facts-cache.ts'
import { gitHubSource } from '../snapshot/github.ts'
import type { Opened, PullRef, Snapshot, Source } from '../snapshot/snapshot.ts'
import type { Seen } from './heeded-checks.ts'
import { waitAfter } from './patient-octokit.ts'

/** What an assessment needs besides the pull request. */
export interface Assessing {
  readonly octokit: Octokit
  readonly appId: number
  readonly facts: FactsCache
  readonly reader: Reader
  /** Checks of one commit are written one after the other: each has to know of the others. */
  readonly inTurn: InTurn
  readonly log: Logger
}

/** What was looked at, and what there is to look at because of it. */
export interface Assessed extends Seen {
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
  const { appId, octokit, inTurn, log } = assessing
  try {
    const { source, opened } = await openPull(assessing, pull)
    const seen = {
      isOpen: opened.state === 'open',
      headSha: opened.head.sha,
      has: () => false,
      baseRef: opened.base.ref,
      heeds: corroborates(opened),
    }
    if (!seen.isOpen) return { ...seen, lookAgain: [] }
    const { snapshot, readings } = await factsAbout(assessing, source, opened)
    const assessment = assess(snapshot, readings)
    const shown = [...assessment.ledger.reports.map(({ path }) => path), ...citedPaths(assessment)]
    const run = checkRunOf(snapshot, assessment, await source.filesAtHead(snapshot, shown))
    const target = {
      octokit,
      appId,
      inTurn,
      pull,
      about: 'pull' as const,
      headSha: snapshot.head.sha,
    }
    const posted = await postCheckRun(target, run, again)
    log.info(
      { head: snapshot.head.sha, conclusion: run.conclusion, title: run.title, posted: posted.how },
      'assessed',
    )
    const has = (sha: string) => snapshot.commits.some((commit) => commit.sha === sha)
    return { ...seen, has, lookAgain: posted.lookAgain }
  } catch (error) {
    // Whoever is told to ask no more for a while can't show that either.
    if (waitAfter(error) === 0) await showFailure(assessing, pull, error)
    throw error
  }
}

/** Opens a pull request: where its facts come from, and the first of them. */
export async function openPull(
  { octokit, facts }: Pick<Assessing, 'octokit' | 'facts'>,
  pull: PullRef,
): Promise<{ readonly source: Source; readonly opened: Opened }> {
  const source = gitHubSource({ octokit, facts })
  return { source, opened: await source.open(pull) }
}

/** All facts about an opened pull request, and everything that was written in it, read. */
export async function factsAbout(
  { reader }: Pick<Assessing, 'reader'>,
  source: Source,
  opened: Opened,
): Promise<{ readonly snapshot: Snapshot; readonly readings: Readings }> {
  const known = await source.snapshot(opened, {
    reportPatterns: reportsIn(opened),
    checks: corroborates(opened).length > 0,
  })
  const readings = await read(known, reader)
  return { snapshot: await source.lookUp(known, wantedBy(known, readings)), readings }
}

/** Everything that was written in this pull request, read: one by one, so that it takes up one thread at most. */
export async function read(
  { revisions, commits, comments }: Snapshot,
  reader: Reader,
): Promise<Readings> {
  const reports: Readings['reports'][number][] = []
  for (const revision of revisions) {
    // A revision that removes the report has no text and no blob.
    const report = await reader.report(revision.text ?? '', revision.blob ?? '')
    reports.push({ revision, report })
  }
  const messages = new Map<string, CommitMessage>()
  for (const { sha, message } of commits) messages.set(sha, await reader.message(message, sha))
  const commands = new Map<number, readonly Command[]>()
  for (const { id, body, createdAt } of comments) {
    commands.set(id, await reader.comment(body, `${id} ${createdAt}`))
  }
  return { reports, messages, commands }
}

/** The pure middle: the same snapshot gives the same assessment, byte for byte. */
export function assess(snapshot: Snapshot, readings: Readings): Assessment {
  const facts = factsOf(snapshot)
  const ruling = rulingOn(snapshot)
  return judge(snapshot, facts, drawLedger(snapshot, facts, readings, ruling.policy), ruling)
}

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
    const target = { octokit, appId, inTurn, pull, about: 'pull' as const, headSha: data.head.sha }
    await postCheckRun(target, failureRun(cause))
  } catch (error) {
    log.error({ err: error }, 'the failure could not be shown on GitHub')
  }
}
