import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { withoutSecrets } from '../../publish/without-secrets.ts'
import { answerText } from '../answer-text.ts'
import type { Countersign } from '../countersign.ts'
import type { Readiness } from './health.ts'
import { METRICS_TYPE, type Metrics } from './metrics.ts'
import { isOperator } from './operator-token.ts'

export interface Operated extends Pick<Countersign, 'queue' | 'reconcile'> {
  readonly webhookSecret: string
  readonly metrics: Pick<Metrics, 'text'>
  readonly readiness: () => Promise<Readiness>
  readonly log: Logger
}

type Answering = (response: ServerResponse) => Promise<void>

/** What those ask who watch over the App. */
export interface Operation {
  /** Who answers a request; null for one that is none of theirs. */
  readonly answering: (request: IncomingMessage, path: string) => Answering | null
}

/**
 * `/healthz` and `/readyz` are for everybody: they say next to nothing. `/metrics` tells what all installations do, and
 * `/operator/…` sets things in motion: both need the operator's token.
 */
export function operation(operated: Operated): Operation {
  const open = new Map<string, Answering>([
    ['GET /healthz', async (response) => answerText(response, 200, 'ok')],
    [
      'GET /readyz',
      async (response) => {
        const found = await operated.readiness()
        json(response, found.ready ? 200 : 503, found)
      },
    ],
  ])
  const closed = operatorRoutes(operated)
  return {
    answering: (request, path) => {
      const route = `${request.method} ${path}`
      const found = closed.get(route)
      if (found === undefined) return open.get(route) ?? null
      const { authorization } = request.headers
      return isOperator(authorization, operated.webhookSecret) ? found : refuse
    },
  }
}

const refuse: Answering = async (response) => {
  response.setHeader('www-authenticate', 'Bearer')
  json(response, 401, { message: 'This needs the operator’s token: see docs/deploying.md.' })
}

function operatorRoutes({ queue, reconcile, metrics, log }: Operated): Map<string, Answering> {
  return new Map<string, Answering>([
    [
      'GET /metrics',
      async (response) => {
        const counts = await queue.counts().catch(() => null)
        response.writeHead(200, { 'content-type': METRICS_TYPE }).end(await metrics.text(counts))
      },
    ],
    [
      'POST /operator/reconcile',
      orUnavailable(log, async (response) => {
        await queue.check()
        const figures = await reconcile()
        if (figures !== null) return json(response, 200, figures)
        return json(response, 409, { message: 'It is being reconciled already. Wait a minute.' })
      }),
    ],
    [
      'GET /operator/given-up',
      orUnavailable(log, async (response) => {
        const given = await queue.given()
        json(response, 200, {
          givenUp: given.map(({ job, ...rest }) => ({ ...rest, delivery: job.delivery })),
        })
      }),
    ],
    [
      'POST /operator/given-up/retry',
      orUnavailable(log, async (response) => json(response, 200, { retried: await queue.retry() })),
    ],
  ])
}

/** What an operator asks for fails with a reason. */
const orUnavailable =
  (log: Logger, answering: Answering): Answering =>
  async (response) => {
    try {
      await answering(response)
    } catch (error) {
      log.error({ err: error }, 'could not do what the operator asked for')
      const reason = error instanceof Error ? error.message : String(error)
      json(response, 503, { message: `It failed: ${withoutSecrets(reason)}` })
    }
  }

function json(response: ServerResponse, status: number, said: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(said)}\n`)
}
