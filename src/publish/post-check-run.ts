import type { Octokit } from '../snapshot/asking.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import type { Annotation } from './annotations.ts'
import {
  CHECK_NAME,
  type CheckRun,
  digestOf,
  type ExternalId,
  externalId,
  pullOf,
  REREVIEW_BUTTON,
  readExternalId,
} from './check-run.ts'
import type { InTurn } from './turns.ts'

/** GitHub takes at most 50 annotations a request and appends those of later requests. */
const BATCH = 50

/** Where a check run goes. `appId` keeps us off runs of the same name that another App made. */
export interface Target {
  readonly octokit: Octokit
  readonly appId: number
  readonly inTurn: InTurn
  readonly pull: PullRef
  /** What the run is about; one commit may have one of each kind. */
  readonly about: ExternalId['about']
  readonly headSha: string
  /** Where "Details" leads; null: to GitHub's own page of the check. */
  readonly details: string | null
}

export interface Posted {
  readonly how: 'created' | 'updated' | 'unchanged'
  /** Other pull requests of this head, whose checks may have to say something else now. */
  readonly lookAgain: readonly number[]
}

interface Existing {
  readonly id: number
  readonly completed: boolean
  readonly externalId: string | null
  readonly annotations: number
}

/**
 * Makes the check run on the head say this, with the fewest writes: one run per pull request and head, updated
 * rather than repeated, untouched when it says so already.
 * @param again write even when nothing changed: GitHub waits for an answer after "Re-run"
 */
export const postCheckRun = (target: Target, judged: CheckRun, again = false): Promise<Posted> => {
  const { owner, repo } = target.pull
  return target.inTurn(`${owner}/${repo} ${target.headSha}`, () => post(target, judged, again))
}

async function post(target: Target, judged: CheckRun, again: boolean): Promise<Posted> {
  const runs = await existingRuns(target)
  const run = await withOthersOnThisHead(target, judged, runs)
  const { about, pull, details } = target
  const own = runs.find(({ externalId }) => {
    const said = readExternalId(externalId)
    return said?.about === about && said.pull === pull.number
  })
  const { conclusion } = judged
  const done = { about, pull: pull.number, conclusion, digest: digestOf(run, details) }
  if (own?.completed && own.externalId === externalId(done) && !again) {
    return { how: 'unchanged', lookAgain: [] }
  }

  const known =
    own === undefined || own.annotations === 0 ? new Set() : await annotated(target, own)
  const fresh = run.annotations.filter((annotation) => !known.has(keyOf(annotation)))
  const batches = Array.from({ length: Math.max(1, Math.ceil(fresh.length / BATCH)) }, (_, index) =>
    fresh.slice(index * BATCH, (index + 1) * BATCH),
  )
  let id = own?.id
  for (const [index, annotations] of batches.entries()) {
    // The digest comes with the last batch: a run that was cut off half way is written again.
    const last = index === batches.length - 1
    const said = body(run, details, annotations, externalId(last ? done : { ...done, digest: '' }))
    id = await write(target, id, said)
  }
  return {
    how: own === undefined ? 'created' : 'updated',
    lookAgain: about === 'pull' ? pullsOf(runs).filter((number) => number !== pull.number) : [],
  }
}

const pullsOf = (runs: readonly Existing[]): readonly number[] => [
  ...new Set(runs.flatMap(({ externalId }) => pullOf(externalId) ?? [])),
]

async function existingRuns({ octokit, appId, pull, headSha }: Target): Promise<Existing[]> {
  const { data } = await octokit.rest.checks.listForRef({
    owner: pull.owner,
    repo: pull.repo,
    ref: headSha,
    check_name: CHECK_NAME,
    app_id: appId,
    filter: 'all',
    per_page: 100,
  })
  return data.check_runs
    .map((run) => ({
      id: run.id,
      completed: run.status === 'completed',
      externalId: run.external_id,
      annotations: run.output.annotations_count,
    }))
    .sort((a, b) => b.id - a.id)
}

/**
 * A check run belongs to a commit, not to a pull request: where two open ones share their head, the green of
 * one would let the other be merged. So while another is red, this one is red too and says why.
 */
async function withOthersOnThisHead(
  target: Target,
  run: CheckRun,
  runs: readonly Existing[],
): Promise<CheckRun> {
  if (run.conclusion === 'failure' || target.about !== 'pull') return run
  const numbers = new Set<number>()
  const red: number[] = []
  for (const { externalId } of runs) {
    const said = readExternalId(externalId)
    if (said?.about !== 'pull') continue
    if (said.pull === target.pull.number || numbers.has(said.pull)) continue
    numbers.add(said.pull)
    if (said.conclusion === 'failure' && (await isOpen(target, said.pull))) red.push(said.pull)
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

async function isOpen({ octokit, pull, headSha }: Target, number: number): Promise<boolean> {
  const { data } = await octokit.rest.pulls.get({
    owner: pull.owner,
    repo: pull.repo,
    pull_number: number,
  })
  return data.state === 'open' && data.head.sha === headSha
}

async function annotated(
  { octokit, pull }: Target,
  { id }: Existing,
): Promise<ReadonlySet<unknown>> {
  const annotations = await octokit.paginate(octokit.rest.checks.listAnnotations, {
    owner: pull.owner,
    repo: pull.repo,
    check_run_id: id,
    per_page: 100,
  })
  return new Set(annotations.map((annotation) => keyOf(annotation)))
}

const keyOf = (annotation: {
  readonly path: string
  readonly start_line: number
  readonly message: string | null
}): string => `${annotation.path}:${annotation.start_line} ${annotation.message}`

const body = (
  run: CheckRun,
  details: string | null,
  annotations: readonly Annotation[],
  id: string,
) => ({
  name: CHECK_NAME,
  status: 'completed' as const,
  conclusion: run.conclusion,
  external_id: id,
  ...(details !== null && { details_url: details }),
  output: { title: run.title, summary: run.summary, annotations: [...annotations] },
  actions: readExternalId(id)?.about === 'record' ? [] : [REREVIEW_BUTTON],
})

async function write(
  { octokit, pull, headSha }: Target,
  id: number | undefined,
  said: ReturnType<typeof body>,
): Promise<number> {
  const repository = { owner: pull.owner, repo: pull.repo }
  if (id === undefined) {
    const { data } = await octokit.rest.checks.create({ ...repository, head_sha: headSha, ...said })
    return data.id
  }
  await octokit.rest.checks.update({ ...repository, check_run_id: id, ...said })
  return id
}
