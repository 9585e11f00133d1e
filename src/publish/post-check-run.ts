import type { Octokit, OurCheck } from '../snapshot/asking.ts'
import { type BeforeWriting, beforeWriting, type OwnRun } from '../snapshot/github-runs.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import type { InTurn } from '../store/store.ts'
import type { Annotation } from './annotations.ts'
import {
  type CheckRun,
  digestOf,
  type ExternalId,
  externalId,
  pullOf,
  REREVIEW_BUTTON,
  readExternalId,
} from './check-run.ts'
import { type CheckSaying, type Saying, say } from './say.ts'
import { notGreenForOthers } from './shared-head.ts'

/** GitHub takes at most 50 annotations a change and appends those of later ones. */
const BATCH = 50

/** Where a check run goes. */
export interface Target {
  readonly octokit: Octokit
  /** Keeps us off runs of the same name that another App made. */
  readonly ours: OurCheck
  /** Checks of one commit are written one after the other: each has to know of the others. */
  readonly inTurn: InTurn
  readonly pull: PullRef
  /** What the run is about; one commit may have one of each kind. */
  readonly about: ExternalId['about']
  readonly headSha: string
  /** Where "Details" leads; null: to GitHub's own page of the check. */
  readonly details: string | null
}

export interface Posting {
  /** Write even when nothing changed: GitHub waits for an answer after "Re-run". */
  readonly again?: boolean
  /** Our runs on that commit, as they were read with the facts. */
  readonly seen?: readonly OwnRun[] | null
  /** What is to be said with it, and the global node id of the pull request to say it in. */
  readonly nodeId?: string
  readonly sayings?: readonly Saying[]
}

export interface Posted {
  /**
   * `moved`: the pull request has another head by now, or is closed; `archived`: the repository is, so that nobody can
   * write there. Nothing was written then.
   */
  readonly how: 'created' | 'updated' | 'unchanged' | 'moved' | 'archived'
  /** Other pull requests of this head, whose checks may have to say something else now. */
  readonly lookAgain: readonly number[]
  /** What GitHub didn't let us say in the conversation, each a sentence of its own. */
  readonly refused: readonly string[]
}

/**
 * Makes the check run on the head say this, with the fewest writes: one run per pull request and head, updated
 * rather than repeated, untouched when it says so already. What else there is to say goes along with it.
 */
export async function postCheckRun(
  target: Target,
  judged: CheckRun,
  posting: Posting = {},
): Promise<Posted> {
  const { seen = null, again = false } = posting
  const isAlone = seen?.every((run) => isAbout(target, run)) ?? false
  if (isAlone && !again && saysSo(target, judged, seen ?? [])) return unchanged(target, posting)
  const { owner, repo } = target.pull
  return target.inTurn(`${owner}/${repo} ${target.headSha}`, () => post(target, judged, posting))
}

async function post(target: Target, judged: CheckRun, posting: Posting): Promise<Posted> {
  const { about, pull, headSha } = target
  const before = await beforeWriting(target, pull, headSha)
  if (before.isArchived) return { how: 'archived', lookAgain: [], refused: [] }
  const isHere = before.pull?.isOpen === true && before.pull.head === headSha
  if (about === 'pull' && !isHere) return { how: 'moved', lookAgain: [pull.number], refused: [] }
  const run = await notGreenForOthers(target, judged, before.runs)
  if (posting.again !== true && saysSo(target, run, before.runs)) return unchanged(target, posting)
  const own = before.runs.find((one) => isAbout(target, one))
  const refused = await write(target, before, own, run, posting)
  const others = before.runs.flatMap(({ externalId: id }) => pullOf(id) ?? [])
  return {
    how: own === undefined ? 'created' : 'updated',
    lookAgain:
      about === 'pull' ? [...new Set(others)].filter((number) => number !== pull.number) : [],
    refused,
  }
}

async function unchanged({ octokit }: Target, posting: Posting): Promise<Posted> {
  const { nodeId = '', sayings = [] } = posting
  return { how: 'unchanged', lookAgain: [], refused: (await say(octokit, nodeId, sayings)).refused }
}

function isAbout({ about, pull }: Target, run: OwnRun): boolean {
  const said = readExternalId(run.externalId)
  return said?.about === about && said.pull === pull.number
}

function saysSo(target: Target, run: CheckRun, runs: readonly OwnRun[]): boolean {
  const own = runs.find((one) => isAbout(target, one))
  const isDone = own?.completed === true || run.conclusion === 'waiting'
  return isDone && own?.externalId === externalId(idOf(target, run))
}

const idOf = ({ about, pull, details }: Target, run: CheckRun): ExternalId => ({
  about,
  pull: pull.number,
  conclusion: run.conclusion,
  digest: digestOf(run, details),
})

/** A run that isn't there yet has to be made before more than its first annotations can be added. */
async function write(
  target: Target,
  { repositoryId: repository }: BeforeWriting,
  own: OwnRun | undefined,
  run: CheckRun,
  { nodeId = '', sayings = [] }: Posting,
): Promise<readonly string[]> {
  const { octokit, headSha: head, ours } = target
  const known = new Set(own === undefined ? [] : (await annotated(target, own)).map(keyOf))
  const fresh = run.annotations.filter((one) => !known.has(keyOf(placed(one))))
  const count = Math.max(1, Math.ceil(fresh.length / BATCH))
  const parts = Array.from({ length: count }, (_, index) => {
    const annotations = fresh.slice(index * BATCH, (index + 1) * BATCH)
    return saidBy(target, run, annotations, index === count - 1)
  })
  const checks = (id: string, from: number): readonly CheckSaying[] =>
    parts.slice(from).map((says) => ({ kind: 'check', repository, on: { run: id }, says }))
  if (own !== undefined) {
    return (await say(octokit, nodeId, [...checks(own.id, 0), ...sayings])).refused
  }
  const [first] = parts
  if (first === undefined) return []
  const on = { head, name: ours.name }
  const making: CheckSaying = { kind: 'check', repository, on, says: first }
  const { refused, runs } = await say(octokit, nodeId, count > 1 ? [making] : [making, ...sayings])
  if (count === 1) return refused
  return (await say(octokit, nodeId, [...checks(runs[0] ?? '', 1), ...sayings])).refused
}

/** While a part is still missing, the run says so by having no digest: whoever looks again writes it anew. */
function saidBy(
  target: Target,
  run: CheckRun,
  annotations: readonly Annotation[],
  isLast: boolean,
): CheckSaying['says'] {
  const id = idOf(target, run)
  const { conclusion } = run
  return {
    externalId: externalId(isLast ? id : { ...id, digest: '' }),
    conclusion: conclusion === 'waiting' ? null : conclusion === 'failed' ? 'failure' : conclusion,
    title: run.title,
    summary: run.summary,
    annotations,
    details: target.details,
    buttons: target.about === 'record' ? [] : [REREVIEW_BUTTON],
  }
}

interface Placed {
  readonly path: string
  readonly line: number
  readonly message: string
}

async function annotated({ octokit, pull }: Target, own: OwnRun): Promise<readonly Placed[]> {
  if (own.annotated <= own.annotations.length) return own.annotations
  const { owner, repo } = pull
  const all = await octokit.paginate(octokit.rest.checks.listAnnotations, {
    owner,
    repo,
    check_run_id: own.number,
    per_page: 100,
  })
  return all.map((one) => ({ path: one.path, line: one.start_line, message: one.message ?? '' }))
}

const placed = ({ path, start_line: line, message }: Annotation): Placed => ({
  path,
  line,
  message,
})

const keyOf = ({ path, line, message }: Placed): string => `${path}:${line} ${message}`
