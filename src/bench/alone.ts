import { PACE } from '../app/countersign.ts'
import { pause } from '../demo/github/deliveries.ts'
import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { RecordedRequest } from '../demo/github/requests.ts'
import { checksFor } from './checks-written.ts'
import type { Child } from './child.ts'
import { ms, type Spread, spreadOf, table, times } from './figures.ts'
import type { Part } from './part.ts'
import type { Stage } from './stage.ts'
import { openPull, type Pull, pushFix, reviewedBranch } from './story.ts'

/** What an App does after it has written is not part of the next measurement. */
const REST = 100
/** Milliseconds after which GitHub's answers come: as if it were here, and as it does. */
const DELAYS = [0, 50]

interface App {
  readonly name: string
  readonly start: (stage: Stage, github: EmbeddedGitHub) => Promise<Child>
}

const APPS: readonly App[] = [
  { name: 'Countersign', start: (stage, github) => stage.app(github) },
  {
    name: 'smallest Probot app',
    start: (stage, github) => stage.smallest(github, { throttled: false }),
  },
]

export const alone: Part = {
  name: 'alone',
  about: 'from a webhook to its check run, one at a time, beside the smallest Probot app',
  run: async (stage) => {
    const turns = stage.quick ? { warmUp: 1, counted: 2 } : { warmUp: 3, counted: 15 }
    const rows: Row[] = []
    for (const delay of DELAYS) {
      for (const { name, start } of APPS) {
        const github = await stage.gitHub()
        const app = await start(stage, github)
        github.deliverTo(app.url)
        if (delay > 0) github.failNext({ delay, times: Number.POSITIVE_INFINITY })
        rows.push({ name, delay, ...(await measured(github, turns)) })
        await app.end()
      }
    }
    stage.say(`\nFrom webhook to check run, one at a time, in ms, ${turns.counted} times each`)
    stage.say('  from: the webhook leaves GitHub; to: GitHub has made the check run and says so')
    stage.say(
      `  in it: the ${PACE.settle} ms for which Countersign waits for further events of the same push`,
    )
    stage.say('  Probot’s one write a second is not in it (see "limits")')
    for (const event of ['opened', 'push'] as const) stage.say(tableOf(event, rows))
    return { repetitions: turns.counted, settle: PACE.settle, rows }
  },
}

/** Milliseconds. */
interface Latency {
  /** From the webhook to the check run. */
  readonly toCheck: Spread
  /** The part of it in which the embedded GitHub had a request to answer. */
  readonly gitHub: Spread
  /** How many requests it took. */
  readonly requests: number
}

interface Row {
  readonly name: string
  readonly delay: number
  readonly opened: Latency
  readonly push: Latency
}

interface Turns {
  readonly warmUp: number
  readonly counted: number
}

async function measured(
  github: EmbeddedGitHub,
  { warmUp, counted }: Turns,
): Promise<Pick<Row, 'opened' | 'push'>> {
  const repository = github.repository()
  const opened: Once[] = []
  const pushed: Once[] = []
  const pulls: Pull[] = []
  for (let turn = 0; turn < warmUp + counted; turn++) {
    const branch = await reviewedBranch(repository)
    await pause(REST)
    const mark = github.requests.length
    const pull = await openPull(repository, branch)
    opened.push(await onceWritten(github, mark, 'opened', pull.head))
    pulls.push(pull)
  }
  for (const pull of pulls) {
    await pause(REST)
    const mark = github.requests.length
    const head = await pushFix(repository, pull)
    pushed.push(await onceWritten(github, mark, 'synchronize', head))
  }
  return { opened: latencyOf(opened.slice(warmUp)), push: latencyOf(pushed.slice(warmUp)) }
}

interface Once {
  readonly toCheck: number
  readonly gitHub: number
  readonly requests: number
}

/** From the webhook that tells of this head to the check run for it. */
async function onceWritten(
  github: EmbeddedGitHub,
  mark: number,
  action: string,
  head: string,
): Promise<Once> {
  const there = (await checksFor(github, [head], mark)).get(head) ?? 0
  const told = github.deliveries.findLast(
    (one) => one.event === 'pull_request' && one.action === action,
  )
  if (told === undefined) throw new Error('GitHub told of nothing')
  const until = github.requests.slice(mark).filter(({ at }) => Date.parse(at) < there)
  return {
    toCheck: there - Date.parse(told.at),
    gitHub: busyTime(until),
    requests: until.length,
  }
}

const latencyOf = (all: readonly Once[]): Latency => ({
  toCheck: spreadOf(all.map(({ toCheck }) => toCheck)),
  gitHub: spreadOf(all.map(({ gitHub }) => gitHub)),
  requests: spreadOf(all.map(({ requests }) => requests)).median,
})

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

function tableOf(event: 'opened' | 'push', rows: readonly Row[]): string {
  const least = (delay: number) =>
    rows.findLast((row) => row.delay === delay)?.[event].toCheck.median ?? Number.NaN
  return table([
    [
      event,
      'GitHub answers after',
      'median',
      'p95',
      'GitHub answering',
      'requests',
      'to the smallest',
    ],
    ...rows.map(({ name, delay, [event]: { toCheck, gitHub, requests } }) => [
      name,
      `${delay} ms`,
      ms(toCheck.median),
      ms(toCheck.p95),
      ms(gitHub.median),
      String(requests),
      times(toCheck.median / least(delay)),
    ]),
  ])
}
