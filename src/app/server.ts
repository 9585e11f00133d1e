import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { Probot } from 'probot'
import { addressesAt } from '../publish/addresses.ts'
import { type Config, openBadges } from './config.ts'
import countersign, { type Tuning } from './countersign.ts'
import { patientOctokit } from './patient-octokit.ts'
import { site } from './site/site.ts'
import { receiveWebhook, WEBHOOK_PATH } from './webhook.ts'

/** GitHub gives up on a delivery after 10 seconds; a body that takes longer than that comes from somebody else. */
const MOST_MS_PER_REQUEST = 10_000

/** The App while it runs. */
export interface Running {
  readonly url: string
  /** Resolves when every event so far has been looked at. */
  readonly idle: () => Promise<void>
  /** Stops listening, then lets the work under way finish. */
  readonly close: () => Promise<void>
}

/** Starts the App as an HTTP server: webhooks at `/api/github/webhooks`, `/healthz` for whoever watches over it. */
export async function startServer(
  config: Config,
  log: Logger,
  tuning: Tuning = {},
): Promise<Running> {
  const probot = new Probot({
    appId: config.appId,
    privateKey: config.privateKey,
    secret: config.webhookSecret,
    baseUrl: config.apiUrl,
    Octokit: patientOctokit(tuning.writesAMinute),
    log,
  })
  await probot.ready()
  const addresses =
    config.publicUrl === null
      ? null
      : addressesAt(config.publicUrl, config.webhookSecret, openBadges(config))
  const queue = countersign(probot, { appId: config.appId, log, addresses, ...tuning })

  const pages =
    addresses === null
      ? nothing
      : getRequestListener(site({ config, probot, log, addresses, show: queue.show }).fetch, {
          overrideGlobalObjects: false,
        })

  const server = createServer((request, response) => {
    route({ probot, log, pages }, request, response).catch((error: unknown) => {
      log.error({ err: error, path: pathOf(request) }, 'could not answer')
      if (!response.headersSent) text(response, 500, 'Something failed here. It is in the log.')
      else response.destroy()
    })
  })
  server.requestTimeout = MOST_MS_PER_REQUEST
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return {
    url: `http://${host}:${port}`,
    idle: queue.idle,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await queue.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>

interface Routes {
  readonly probot: Probot
  readonly log: Logger
  /** Everything that is neither GitHub's nor whoever watches over the server. */
  readonly pages: Answering
}

async function route(
  { probot, log, pages }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request)
  // Probot's setup page tells GitHub to send webhooks to the root.
  if ((path === WEBHOOK_PATH || path === '/') && request.method === 'POST') {
    return receiveWebhook(probot, log, request, response)
  }
  if (path === '/healthz' && request.method === 'GET') return text(response, 200, 'ok')
  return pages(request, response)
}

/** Without the query, where codes and tokens stand. */
const pathOf = ({ url }: IncomingMessage): string => (url ?? '/').split('?', 1)[0] ?? '/'

/** Without a public address there are no pages. */
const nothing: Answering = async (_, response) =>
  text(response, 404, `Nothing is here. Webhooks go to POST ${WEBHOOK_PATH}.`)

function text(response: ServerResponse, status: number, said: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${said}\n`)
}
