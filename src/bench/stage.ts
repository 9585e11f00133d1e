import type { ServerOptions } from '../app/server.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../demo/github/embedded-github.ts'
import { type Child, startChild } from './child.ts'
import { startRedis } from './redis.ts'
import type { SmallestSettings } from './smallest-app.ts'

/** What a part of the bench plays on. Everything that it starts ends with the part. */
export interface Stage {
  /** Few repetitions, to see whether it works at all. */
  readonly quick: boolean
  readonly say: (text: string) => void
  /** In this process, without a limit of requests. */
  readonly gitHub: (options?: { readonly remember?: number }) => Promise<EmbeddedGitHub>
  /** Countersign, for that GitHub: with a Redis several may work together. It isn't told of any webhook yet. */
  readonly app: (github: EmbeddedGitHub, options?: AppOptions) => Promise<Child>
  /** The smallest App of Probot's, for that GitHub; likewise. */
  readonly smallest: (github: EmbeddedGitHub, settings: SmallestSettings) => Promise<Child>
  /** The address of a new Redis; null where there is none on this machine. */
  readonly redis: () => Promise<string | null>
  readonly close: () => Promise<void>
}

export interface AppOptions extends ServerOptions {
  readonly redisUrl?: string
}

export const NO_REDIS = '  skipped: there is no redis-server on the PATH'
/** What is measured is the App's own speed, and not how long GitHub's limit of 80 writes a minute makes it wait. */
export const UNLIMITED = 1_000_000

const SECRET = 'the secret of this bench'

export function openStage(quick: boolean, say: (text: string) => void): Stage {
  const ends: (() => Promise<void>)[] = []
  const until = <Started>(started: Started, end: () => Promise<void>): Started => {
    ends.push(end)
    return started
  }
  return {
    quick,
    say,
    gitHub: async (options) => {
      const github = await startEmbeddedGitHub({ webhookSecret: SECRET, ...options })
      for (const resource of ['core', 'graphql'] as const) {
        github.limit({ resource, remaining: UNLIMITED, resetsIn: 3_600 })
      }
      return until(github, github.close)
    },
    app: async (github, { redisUrl, ...options } = {}) => {
      const settings: ServerOptions = { writesAMinute: UNLIMITED, plan: null, ...options }
      const env = redisUrl === undefined ? {} : { REDIS_URL: redisUrl }
      const app = await startChild('app-process.js', settings, { ...envFor(github), ...env })
      return until(app, app.end)
    },
    smallest: async (github, settings) => {
      const app = await startChild('smallest-app.js', settings, envFor(github))
      return until(app, app.end)
    },
    redis: async () => {
      const redis = await startRedis()
      return redis === null ? null : until(redis.url, redis.end)
    },
    close: async () => {
      for (const end of ends.splice(0).reverse()) await end()
    },
  }
}

/** As in production, so that logging costs what it costs there. */
const envFor = (github: EmbeddedGitHub): Readonly<Record<string, string>> => ({
  NODE_ENV: 'production',
  LOG_LEVEL: 'info',
  APP_ID: String(github.appId),
  PRIVATE_KEY: github.privateKey,
  WEBHOOK_SECRET: github.webhookSecret,
  GITHUB_API_URL: github.url,
  HOST: '127.0.0.1',
  PORT: '0',
})
