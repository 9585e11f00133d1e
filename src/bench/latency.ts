import { type Delivery, pause } from '../demo/github/deliveries.ts'
import type { RecordedRequest } from '../demo/github/requests.ts'
import { openPull, type Pull, pushFix, reviewedBranch } from './story.ts'
import type { World } from './world.ts'

/** Octokit lets one write a second pass; measured are writes that don't have to wait for the one before. */
const BETWEEN_WRITES = 1_100

/** Milliseconds from webhook to check run. */
export interface Latency {
  readonly all: number
  /** The part of it in which the embedded GitHub had a request to answer. */
  readonly gitHub: number
}

/** A value for each repetition. */
export interface Latencies {
  readonly opened: readonly Latency[]
  readonly pushed: readonly Latency[]
  readonly rerun: readonly Latency[]
  /** From every webhook to the App's answer to it. */
  readonly answers: readonly number[]
}

/**
 * From the moment at which a webhook leaves the embedded GitHub to the moment at which the App's request that
 * creates or updates the check run has arrived there. Both are its own clock's, to the millisecond.
 */
export async function measureLatencies(world: World, repetitions: number): Promise<Latencies> {
  const { github, repository } = world
  // The first look of an App fetches its token, which no later one of that hour does.
  const first = await openPull(repository, await reviewedBranch(repository))
  await checked(world, first.head)

  const pulls: Pull[] = []
  const opened: Latency[] = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const branch = await reviewedBranch(repository)
    await rested(world)
    const before = markOf(world)
    const pull = await openPull(repository, branch)
    await checked(world, pull.head)
    opened.push(elapsed(world, before, ({ event }) => event === 'pull_request'))
    pulls.push(pull)
  }
  const pushed: Latency[] = []
  for (const pull of pulls) {
    await rested(world)
    const before = markOf(world)
    await checked(world, await pushFix(repository, pull))
    pushed.push(elapsed(world, before, () => true))
  }
  const rerun: Latency[] = []
  for (const pull of pulls) {
    const run = await repository.waitForCheck(await repository.branchHead(pull.name))
    await rested(world)
    const before = markOf(world)
    await repository.rerunCheck(run.id)
    await world.quiet()
    rerun.push(elapsed(world, before, ({ event }) => event === 'check_run'))
  }
  const answers = github.deliveries.flatMap(({ status, ms }) =>
    status === 200 && ms !== null ? [ms] : [],
  )
  return { opened, pushed, rerun, answers }
}

async function checked({ repository, quiet }: World, head: string): Promise<void> {
  await repository.waitForCheck(head)
  await quiet()
}

/** Waits until Octokit would send a write at once. */
async function rested({ github, quiet }: World): Promise<void> {
  await quiet()
  const last = github.requests.filter(isCheckWrite).at(-1)
  const wait = last === undefined ? 0 : Date.parse(last.at) + BETWEEN_WRITES - Date.now()
  if (wait > 0) await pause(wait)
}

interface Mark {
  readonly deliveries: number
  readonly requests: number
}

const markOf = ({ github }: World): Mark => ({
  deliveries: github.deliveries.length,
  requests: github.requests.length,
})

/** From the first webhook like this after the mark to the first check run that was written after it. */
function elapsed({ github }: World, mark: Mark, like: (delivery: Delivery) => boolean): Latency {
  const delivery = github.deliveries.slice(mark.deliveries).find(like)
  const requests = github.requests.slice(mark.requests)
  const write = requests.findIndex(isCheckWrite)
  const end = requests[write]
  if (delivery === undefined || end === undefined) throw new Error('No check run was written')
  return {
    all: Date.parse(end.at) - Date.parse(delivery.at),
    gitHub: busyTime(requests.slice(0, write)),
  }
}

/** How long at least one of them was being answered. */
function busyTime(requests: readonly RecordedRequest[]): number {
  let busy = 0
  let until = 0
  for (const { at, ms } of [...requests].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const start = Math.max(Date.parse(at), until)
    const end = Math.max(Date.parse(at) + ms, until)
    busy += end - start
    until = end
  }
  return busy
}

const isCheckWrite = ({ method, path }: RecordedRequest): boolean =>
  method !== 'GET' && path.includes('/check-runs')
