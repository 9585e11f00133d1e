import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import { checksFor } from './checks-written.ts'
import { percent, type Spread, seconds, spreadOf, table } from './figures.ts'
import type { NewPull } from './pulls.ts'
import { send } from './sender.ts'

/** What became of pull requests that were opened all at once; times in milliseconds. */
export interface BurstFigures {
  /** From each webhook to the check run. */
  readonly toCheck: Spread
  /** From the first webhook to the last check run. */
  readonly toLast: number
  /** The share of that time for which this process, with the embedded GitHub, kept a processor busy. */
  readonly gitHubsShare: number
}

/** Tells an App of all these pull requests at once, and waits for their checks. */
export async function burstOf(
  github: EmbeddedGitHub,
  url: string,
  pulls: readonly NewPull[],
): Promise<BurstFigures> {
  const mark = github.requests.length
  const before = process.cpuUsage()
  const start = performance.now()
  const [sent, there] = await Promise.all([
    send({
      url,
      secret: github.webhookSecret,
      webhooks: pulls.map(({ opened }) => opened),
      order: [...pulls.keys()],
      perSecond: null,
    }),
    checksFor(
      github,
      pulls.map(({ head }) => head),
      mark,
    ),
  ])
  const took = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  const refused = sent.filter(({ status }) => status === null || status >= 300).length
  if (refused > 0) throw new Error(`${refused} of ${sent.length} webhooks were not taken on`)
  const times = pulls.map(({ head }, index) => (there.get(head) ?? 0) - (sent[index]?.at ?? 0))
  const first = Math.min(...sent.map(({ at }) => at))
  return {
    toCheck: spreadOf(times),
    toLast: Math.max(...there.values()) - first,
    gitHubsShare: (user + system) / 1_000 / took,
  }
}

export interface BurstRow extends BurstFigures {
  readonly name: string
  readonly pulls: number
}

export const burstTable = (rows: readonly BurstRow[]): string =>
  table([
    ['', 'pull requests', 'median', 'p95', 'last', 'GitHub busy'],
    ...rows.map(({ name, pulls, toCheck, toLast, gitHubsShare }) => [
      name,
      String(pulls),
      seconds(toCheck.median),
      seconds(toCheck.p95),
      seconds(toLast),
      percent(gitHubsShare),
    ]),
  ])
