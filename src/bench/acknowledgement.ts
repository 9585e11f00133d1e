import { operatorToken } from '../app/operation/operator-token.ts'
import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { Child } from './child.ts'
import { ms, percent, type Spread, spreadOf, table, times } from './figures.ts'
import { type Mixture, mixtureOf, SHARES } from './mixture.ts'
import type { Part } from './part.ts'
import { send } from './sender.ts'
import { NO_REDIS, type Stage } from './stage.ts'

/** Of Countersign's own time, in seconds: one of the steps that its metrics have. */
const OWN_LIMIT = '0.01'

export const acknowledgement: Part = {
  name: 'acknowledgement',
  about: 'how soon webhooks are answered, 200 a second',
  run: async (stage) => {
    const load = stage.quick
      ? { pulls: 3, perSecond: 50, count: 100 }
      : { pulls: 50, perSecond: 200, count: 6_000 }
    const rows: Row[] = [await inProcess(stage, load)]
    const shared = await withRedis(stage, load)
    if (shared !== null) rows.push(shared)
    rows.push(await smallest(stage, load))
    say(stage, load, rows)
    return { ...load, rows }
  },
}

interface Load {
  readonly pulls: number
  readonly perSecond: number
  readonly count: number
}

interface Row {
  readonly name: string
  /** Milliseconds from sending to the answer. */
  readonly answered: Spread
  /** How many were not answered by 2xx. */
  readonly refused: number
  /** The share for which the App itself took no more than 10 ms, by its own metrics; null where it has none. */
  readonly ownWithin10ms: number | null
}

async function inProcess(stage: Stage, load: Load): Promise<Row> {
  const github = await stage.gitHub()
  const mixture = await mixtureOf(github, load.pulls)
  const app = await stage.app(github)
  const figures = await under(github, app, mixture, load)
  const row = {
    name: 'Countersign, one process',
    ...figures,
    ownWithin10ms: await own(github, app),
  }
  await app.end()
  return row
}

async function withRedis(stage: Stage, load: Load): Promise<Row | null> {
  const redisUrl = await stage.redis()
  if (redisUrl === null) return null
  const github = await stage.gitHub()
  const mixture = await mixtureOf(github, load.pulls)
  const [web, worker] = await Promise.all([
    stage.app(github, { role: 'web', redisUrl }),
    stage.app(github, { role: 'worker', redisUrl }),
  ])
  const figures = await under(github, web, mixture, load)
  const row = {
    name: 'Countersign, web with a worker',
    ...figures,
    ownWithin10ms: await own(github, web),
  }
  await Promise.all([web.end(), worker.end()])
  return row
}

async function smallest(stage: Stage, load: Load): Promise<Row> {
  const github = await stage.gitHub()
  const mixture = await mixtureOf(github, load.pulls)
  const app = await stage.smallest(github, { throttled: false })
  const figures = await under(github, app, mixture, load)
  await app.end()
  return { name: 'smallest Probot app, unthrottled', ...figures, ownWithin10ms: null }
}

/** Sends a few until all of this is warm, and then those that count. */
async function under(
  github: EmbeddedGitHub,
  app: Child,
  { webhooks, order }: Mixture,
  { perSecond, count }: Load,
): Promise<Pick<Row, 'answered' | 'refused'>> {
  const sending = { url: app.url, secret: github.webhookSecret, webhooks }
  await send({ ...sending, order: order(100), perSecond: perSecond / 4 })
  await app.ask('idle')
  const sent = await send({ ...sending, order: order(count), perSecond })
  const isRefused = (status: number | null) => status === null || status >= 300
  return {
    answered: spreadOf(sent.map(({ ms }) => ms)),
    refused: sent.filter(({ status }) => isRefused(status)).length,
  }
}

/** The share of deliveries that took the App no longer than the limit. */
async function own({ webhookSecret }: EmbeddedGitHub, { url }: Child): Promise<number> {
  const answer = await fetch(new URL('/metrics', url), {
    headers: { authorization: `Bearer ${operatorToken(webhookSecret)}` },
  })
  const text = await answer.text()
  const read = (name: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    if (line === undefined) throw new Error(`The metrics have no ${name}`)
    return Number(line.slice(name.length))
  }
  const name = 'countersign_acknowledgement_seconds'
  return read(`${name}_bucket{le="${OWN_LIMIT}"}`) / read(`${name}_count`)
}

function say(stage: Stage, { pulls, perSecond, count }: Load, rows: readonly Row[]): void {
  const shares = Object.entries(SHARES).map(([kind, share]) => `${share} % ${kind}`)
  stage.say(
    `\nFrom sending a webhook to its answer, in ms: ${count} webhooks, ${perSecond} a second`,
  )
  stage.say(`  of ${pulls} pull requests, mixed: ${shares.join(', ')}; the work goes on meanwhile`)
  stage.say(
    '  own: by its metrics, from the first byte to the answer. Probot answers when the work is done.',
  )
  if (rows.length < 3) stage.say(`${NO_REDIS}, so not with a worker`)
  const least = rows.at(-1)?.answered
  stage.say(
    table([
      ['', 'median', 'p99', 'max', 'refused', 'own within 10 ms', 'to the smallest: median', 'p99'],
      ...rows.map(({ name, answered, refused, ownWithin10ms }) => [
        name,
        ms(answered.median),
        ms(answered.p99),
        ms(answered.max),
        String(refused),
        ownWithin10ms === null ? '' : percent(ownWithin10ms),
        times(answered.median / (least?.median ?? Number.NaN)),
        times(answered.p99 / (least?.p99 ?? Number.NaN)),
      ]),
    ]),
  )
}
