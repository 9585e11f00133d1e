import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { Probot } from 'probot'
import { addressesAt } from '../publish/addresses.ts'
import { within } from '../queue/within.ts'
import { answerText } from './answer-text.ts'
import { type Config, openBadges, urlOf } from './config.ts'
import { type Countersign, countersign, type Tuning } from './countersign.ts'
import { startEngines } from './engines.ts'
import { holds } from './holds.ts'
import { readiness } from './operation/health.ts'
import { type Metrics, startMetrics } from './operation/metrics.ts'
import { type Operation, operation } from './operation/operation.ts'
import { type Answered, patientOctokit } from './patient-octokit.ts'
import type { Role } from './roles.ts'
import { site } from './site/site.ts'
import { WEBHOOK_PATH, webhookReceiver } from './webhook.ts'

/** GitHub gives up on a delivery after 10 seconds; a body that takes longer than that comes from somebody else. */
const MOST_MS_PER_REQUEST = 10_000
const MOST_MS_PER_HEADERS = 5_000
/** How often connections are held against these. */
const CHECKED_MS = 2_000
/** Answers that are under way when we stop get so long; webhooks need a few milliseconds. */
const LAST_ANSWERS_MS = 2_000

/** The App while it runs. */
export interface Running extends Pick<Countersign, 'reconcile'> {
  readonly url: string
  /** Resolves when every event so far has been looked at, by whatever replica. */
  readonly idle: () => Promise<void>
  /** Stops listening, then lets the work under way finish, or hands it back after so many milliseconds. */
  readonly close: (grace?: number) => Promise<void>
}

export interface ServerOptions extends Tuning {
  /** `all` when left out. */
  readonly role?: Role
  /** Answers a request before the App does, and says whether it did: the set-up has pages of its own. */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** Starts the App as an HTTP server: webhooks at `/api/github/webhooks`, pages, and what those ask who watch over it. */
export async function startServer(
  config: Config,
  log: Logger,
  { role = 'all', first = () => false, ...tuning }: ServerOptions = {},
): Promise<Running> {
  const { appId, webhookSecret } = config
  const works = role !== 'web'
  const metrics = startMetrics()
  const engines = startEngines({
    redisUrl: config.redisUrl,
    appId,
    works,
    ...(tuning.lock !== undefined && { lock: tuning.lock }),
    log,
  })
  const holding = holds(engines.store)
  const probot = new Probot({
    appId,
    privateKey: config.privateKey,
    secret: webhookSecret,
    baseUrl: config.apiUrl,
    Octokit: patientOctokit({
      ...tuning,
      told: (answered) => {
        holding.heard(answered)
        countAnswer(metrics, answered)
      },
    }),
    log,
  })
  await probot.ready()
  const addresses =
    config.publicUrl === null
      ? null
      : addressesAt(config.publicUrl, webhookSecret, openBadges(config))
  const app = countersign(probot, {
    appId,
    works,
    engines,
    holding,
    addresses,
    metrics,
    log,
    ...tuning,
  })
  const { queue, reconcile } = app
  const pages =
    addresses === null
      ? nothing
      : getRequestListener(site({ config, probot, log, addresses, show: app.show }).fetch, {
          overrideGlobalObjects: false,
        })
  const ready = readiness({ queue, app: () => probot.auth(), log })
  const routes: Routes = {
    webhook: webhookReceiver({ secret: webhookSecret, take: app.take, metrics, log }),
    operation: operation({ webhookSecret, queue, reconcile, metrics, readiness: ready, log }),
    pages,
  }

  const limits = {
    requestTimeout: MOST_MS_PER_REQUEST,
    headersTimeout: MOST_MS_PER_HEADERS,
    connectionsCheckingInterval: CHECKED_MS,
  }
  const server = createServer(limits, (request, response) => {
    if (first(request, response)) return
    route(routes, role, request, response).catch((error: unknown) => {
      // Whoever breaks off in the middle gets no answer.
      if (request.destroyed && !request.complete) return response.destroy()
      log.error({ err: error, path: pathOf(request) }, 'could not answer')
      if (!response.headersSent)
        answerText(response, 500, 'Something failed here. It is in the log.')
      else response.destroy()
      return undefined
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: urlOf(config.host, port),
    idle: queue.idle,
    reconcile,
    close: async (grace) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await within(LAST_ANSWERS_MS, closed)
      await app.close(grace)
      await engines.store.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function countAnswer(metrics: Metrics, { installation, resource, status, quota }: Answered): void {
  metrics.asked(resource, status)
  // What the App asks for itself is outside of every installation's quota.
  if (installation !== null && quota !== null) metrics.quota(installation, resource, quota.left)
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>

interface Routes {
  readonly webhook: Answering
  readonly operation: Operation
  /** Everything that is neither GitHub's nor of those who watch over the server. */
  readonly pages: Answering
}

async function route(
  { webhook, operation, pages }: Routes,
  role: Role,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request)
  if (role === 'worker' && !['/healthz', '/readyz', '/metrics'].includes(path)) {
    return answerText(
      response,
      404,
      'This is a worker. Webhooks and pages are with the role "web".',
    )
  }
  // Probot's setup page tells GitHub to send webhooks to the root.
  if ((path === WEBHOOK_PATH || path === '/') && request.method === 'POST') {
    return webhook(request, response)
  }
  const operator = operation.answering(request, path)
  return operator === null ? pages(request, response) : operator(response)
}

/** Without the query, where codes and tokens stand. */
const pathOf = ({ url }: IncomingMessage): string => (url ?? '/').split('?', 1)[0] ?? '/'

/** Without a public address there are no pages. */
const nothing: Answering = async (_, response) =>
  answerText(response, 404, `Nothing is here. Webhooks go to POST ${WEBHOOK_PATH}.`)
