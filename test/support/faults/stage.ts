import type { Tuning } from '../../../src/app/countersign.ts'
import { operatorToken } from '../../../src/app/operation/operator-token.ts'
import type { Figures } from '../../../src/app/reconcile/figures.ts'
import type { Role } from '../../../src/app/roles.ts'
import { WEBHOOK_PATH } from '../../../src/app/webhook.ts'
import { pause } from '../../../src/demo/github/deliveries.ts'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { RepositorySeed } from '../../../src/demo/github/world.ts'
import type { AppProcess, BuiltApp } from '../built-app.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { startBalancer } from './balancer.ts'
import { environmentAt } from './config.ts'

/** A process of the built App. */
export interface Replica {
  readonly url: string
  readonly process: AppProcess
  /** As a crash would. */
  readonly kill: () => Promise<void>
  /** Tells it to stop; its exit code. */
  readonly stop: () => Promise<number | null>
}

export interface ReplicaOptions {
  readonly tuning?: Tuning
  /** Started by its own main, at its own pace, and reconciling by itself. */
  readonly asDelivered?: boolean
  readonly env?: Readonly<Record<string, string>>
}

/** Where a fault is played: a GitHub, a Redis if wanted, and processes of the App. */
export interface Stage {
  readonly github: EmbeddedGitHub
  /** Throws where none was asked for. */
  readonly redis: RedisServer
  readonly start: (role: Role, options?: ReplicaOptions) => Promise<Replica>
  /** Webhooks go to these from now on, to each in its turn. */
  readonly deliverTo: (...replicas: readonly Replica[]) => void
  /** Resolves when every webhook is answered and the App has nothing left to do. */
  readonly quiet: () => Promise<void>
  /** What an operator gets from an App that runs. */
  readonly operate: (path: string, method: 'GET' | 'POST', replica?: Replica) => Promise<Response>
  /** Has an App that runs reconcile. */
  readonly reconcile: () => Promise<Figures>
  readonly close: () => Promise<void>
}

export interface StageOptions {
  readonly redis?: 'durable' | 'forgetful'
  readonly repositories?: readonly RepositorySeed[]
}

export const PATIENT_READING = { ms: 60_000 }

/** What takes the App minutes takes it a second here. */
const QUICK: Tuning = {
  pace: { settle: 10, spacing: 50, retries: [300, 600, 1_200], atOnce: 8 },
  later: 200,
  writesAMinute: 10_000,
  patience: 60_000,
  lock: 3_000,
  // A machine that is busy with all these processes is no fault of the App's.
  reading: PATIENT_READING,
}

const QUICK_MAIN = new URL('quick-main.js', import.meta.url)
const SECRET = 'the secret of these tests'

export async function openStage(built: BuiltApp, options: StageOptions): Promise<Stage> {
  const { repositories, redis: kind } = options
  const github = await startEmbeddedGitHub({
    webhookSecret: SECRET,
    ...(repositories && { repositories }),
  })
  await github.repository().fork('outsider')
  const redis = kind === undefined ? null : await startRedis({ durable: kind === 'durable' })
  const balanced = await startBalancer()
  const alive = new Map<Replica, Role>()
  const environment = environmentAt(github, redis?.url ?? null)

  const start = async (role: Role, { tuning, asDelivered, env }: ReplicaOptions = {}) => {
    const full = { ...environment, ...env }
    const process = asDelivered
      ? built.start(full, undefined, '--role', role)
      : built.script(full, QUICK_MAIN, role, JSON.stringify({ ...QUICK, ...tuning }))
    const end = async (signal: NodeJS.Signals) => {
      alive.delete(replica)
      process.signal(signal)
      return process.ended
    }
    const line = await process.wrote('listening')
    const replica: Replica = {
      url: /http:\/\/[\d.]+:\d+/u.exec(line)?.[0] ?? '',
      process,
      kill: async () => void (await end('SIGKILL')),
      stop: () => end('SIGTERM'),
    }
    alive.set(replica, role)
    return replica
  }

  const operate: Stage['operate'] = (path, method, replica) => {
    const [any] = [...alive].filter(([, role]) => role !== 'worker' || path === '/metrics')
    const at = (replica ?? any?.[0])?.url
    if (at === undefined) throw new Error('Nobody is alive')
    const authorization = `Bearer ${operatorToken(SECRET)}`
    return fetch(`${at}${path}`, { method, headers: { authorization } })
  }

  const jobs = async (): Promise<string> => {
    const texts = [...alive.keys()].map(async (replica) =>
      (await operate('/metrics', 'GET', replica)).text(),
    )
    const counts = (await Promise.all(texts)).map((text) =>
      [...text.matchAll(/^countersign_queue_jobs\{state="(?:waiting|running)"\} (\d+)$/gmu)]
        .map(([, count]) => count)
        .join('+'),
    )
    return counts.join(' ')
  }

  const quiet = async () => {
    const end = performance.now() + 90_000
    let calm = 0
    let seen = -1
    // What is done makes GitHub tell of it, which may be something to do.
    while (calm < 3) {
      await github.settled()
      const left = await jobs()
      const { length } = github.deliveries
      calm = /^(?:0\+0 ?)+$/u.test(left) && length === seen ? calm + 1 : 0
      seen = length
      if (performance.now() > end) throw new Error(`It never became quiet: ${left} jobs`)
      await pause(50)
    }
  }

  return {
    github,
    get redis() {
      if (redis === null) throw new Error('This stage has no Redis')
      return redis
    },
    start,
    deliverTo: (...replicas) => {
      const urls = replicas.map(({ url }) => `${url}${WEBHOOK_PATH}`)
      balanced.between(urls)
      github.deliverTo(urls.length === 1 ? (urls[0] ?? '') : balanced.url)
    },
    quiet,
    operate,
    reconcile: async () => {
      const answer = await operate('/operator/reconcile', 'POST')
      const said = await answer.text()
      if (answer.status !== 200) throw new Error(`It was not reconciled: ${said}`)
      return JSON.parse(said) as Figures
    },
    close: async () => {
      await Promise.all([...alive.keys()].map((replica) => replica.kill()))
      await github.close()
      await redis?.stop()
      balanced.close()
    },
  }
}
