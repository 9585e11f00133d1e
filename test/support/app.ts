import { afterAll, beforeAll, expect } from '@jest/globals'
import type { Config } from '../../src/app/config.ts'
import type { Tuning } from '../../src/app/countersign.ts'
import { createLog } from '../../src/app/log.ts'
import { type Running, type ServerOptions, startServer } from '../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'
import { type Delivery, pause } from '../../src/demo/github/deliveries.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import type { Repository } from '../../src/demo/github/repository.ts'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import type { RepositorySeed } from '../../src/demo/github/world.ts'
import { openapiProblems } from '../github/openapi.ts'
import { freePort } from './built-app.ts'

/** The App and the embedded GitHub, two HTTP servers that talk to each other. */
export interface World {
  readonly github: EmbeddedGitHub
  readonly app: Running
  readonly repository: Repository
  /** One JSON object a line, everything down to `trace`. */
  readonly logLines: readonly string[]
  /** Resolves when the App has answered and looked at everything that GitHub told it. */
  readonly quiet: () => Promise<void>
  /** Resolves when the App has answered a webhook like this. */
  readonly answered: (match: (delivery: Delivery) => boolean) => Promise<void>
  /** What GitHub sends meanwhile doesn't reach the App. */
  readonly unheard: (work: () => Promise<void>) => Promise<readonly Delivery[]>
  /** Sends one of those webhooks after all. */
  readonly redeliver: (delivery: Delivery | undefined) => Promise<void>
  /** What GitHub sends meanwhile goes to another server, that has just been started and knows nothing. */
  readonly anotherServer: (work: () => Promise<void>) => Promise<void>
  /** Another server of the same App, whose end is whoever starts it to see to. */
  readonly start: (config?: Partial<Config>, options?: ServerOptions) => Promise<Running>
  /** What the App asks of GitHub during this work and until it is quiet. */
  readonly requestsDuring: (work: () => Promise<void>) => Promise<readonly RecordedRequest[]>
}

export interface WorldOptions extends Tuning {
  readonly repositories?: readonly RepositorySeed[]
  /** With pages and badges, and people who sign in. */
  readonly site?: { readonly publicPages: boolean }
}

/** Everything at once, and reconciled on demand only. */
const QUICK: Tuning = {
  pace: { settle: 5, spacing: 0, retries: [10, 20, 40], atOnce: 8 },
  later: 5,
  writesAMinute: 10_000,
  plan: null,
  // Where the tests share two processors, an ordinary report may take its time.
  reading: { ms: 20_000 },
}
const SECRET = 'the secret of these tests'

/**
 * One world for the tests of a file. When they are done, all that the App asked of GitHub is held against
 * GitHub's description of its API, and all that it logged is searched for secrets.
 */
export function worldOfThisFile(options: WorldOptions = {}): () => World {
  let world: World | null = null
  beforeAll(async () => {
    world = await startWorld(options)
  })
  afterAll(async () => {
    if (world === null) return
    await world.app.close()
    await world.github.close()
    // Signing in has pages of its own, which GitHub's description of its API doesn't list.
    const ofTheApi = world.github.requests.filter(({ path }) => !path.startsWith('/login/'))
    expect(openapiProblems(ofTheApi)).toEqual([])
    expect(world.logLines.filter((line) => SECRETS.test(line))).toEqual([])
  })
  return () => {
    if (world === null) throw new Error('The world is not there before the tests')
    return world
  }
}

/** Tokens of GitHub's, JSON web tokens, private keys, and our own webhook secret. */
export const SECRETS = new RegExp(`gh[a-z]_\\w+|eyJ[\\w-]{10,}|PRIVATE KEY|${SECRET}`, 'u')

async function startWorld({ repositories, site, ...given }: WorldOptions): Promise<World> {
  const tuning = { ...QUICK, ...given }
  const github = await startEmbeddedGitHub({
    webhookSecret: SECRET,
    ...(repositories && { repositories }),
  })
  const logLines: string[] = []
  const log = createLog('trace', { write: (line) => void logLines.push(line) })
  const config = { ...configFor(github), ...(site && (await siteAt(github, site))) }
  const app = await startServer(config, log, tuning)
  if (site !== undefined) github.allowRedirect(`${app.url}/auth/callback`)
  const webhooks = `${app.url}${WEBHOOK_PATH}`
  github.deliverTo(webhooks)

  const quiet = async () => {
    await github.settled()
    await app.idle()
  }
  return {
    github,
    app,
    repository: github.repository(...(repositories?.[0] ? ['acme', repositories[0].name] : [])),
    logLines,
    quiet,
    answered: async (match) => {
      const isAnswered = (delivery: Delivery) => delivery.status === 200 && match(delivery)
      while (!github.deliveries.some(isAnswered)) await pause(5)
    },
    unheard: async (work) => {
      await quiet()
      const before = github.deliveries.length
      github.deliverTo(NOWHERE)
      await work()
      await github.settled()
      github.deliverTo(webhooks)
      // GitHub may still be telling the App of what the App itself said before.
      return github.deliveries.slice(before).filter(({ payload }) => !isOfTheApp(payload))
    },
    anotherServer: async (work) => {
      await quiet()
      const other = await startServer({ ...config, port: 0 }, log, tuning)
      github.deliverTo(`${other.url}${WEBHOOK_PATH}`)
      await work()
      await github.settled()
      await other.idle()
      github.deliverTo(webhooks)
      await other.close()
    },
    start: (changed, options) =>
      startServer({ ...config, port: 0, ...changed }, log, { ...tuning, ...options }),
    redeliver: async (delivery) => {
      if (delivery === undefined) throw new Error('GitHub sent no such webhook')
      const answer = await github.deliver(delivery.event, delivery.payload)
      expect(answer.status).toBe(200)
    },
    requestsDuring: async (work) => {
      await quiet()
      const before = github.requests.length
      await work()
      await quiet()
      return github.requests.slice(before)
    },
  }
}

const isOfTheApp = (payload: unknown): boolean =>
  (payload as { readonly sender?: { readonly login?: string } }).sender?.login ===
  'countersign[bot]'

/** Nobody listens on the discard port, and `fetch` doesn't even try. */
const NOWHERE = 'http://127.0.0.1:9/'

const configFor = (github: EmbeddedGitHub): Config => ({
  appId: github.appId,
  privateKey: github.privateKey,
  webhookSecret: github.webhookSecret,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'trace',
  redisUrl: null,
  apiUrl: github.url,
  webUrl: github.url,
  publicUrl: null,
  signIn: null,
  publicPages: false,
})

/** The address that people know has to be known before anybody listens there. */
async function siteAt(
  { clientId, clientSecret }: EmbeddedGitHub,
  { publicPages }: NonNullable<WorldOptions['site']>,
): Promise<Partial<Config>> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  return { port, publicUrl, signIn: { clientId, clientSecret }, publicPages }
}
