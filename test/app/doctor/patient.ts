import { afterAll, beforeAll, expect } from '@jest/globals'
import { readConfig } from '../../../src/app/config.ts'
import { doctor, type Surroundings } from '../../../src/app/doctor/doctor.ts'
import type { Finding, Level } from '../../../src/app/doctor/finding.ts'
import { report } from '../../../src/app/doctor/report.ts'
import { createLog } from '../../../src/app/log.ts'
import { type Running, startServer } from '../../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../../src/app/webhook.ts'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import { openapiProblems } from '../../github/openapi.ts'
import { SECRETS } from '../../support/app.ts'
import { freePort } from '../../support/built-app.ts'
import { type RedisServer, startRedis } from '../../support/redis.ts'

export type Env = Readonly<Record<string, string>>

/** An App that runs as it should, and all that it needs. */
export interface Patient {
  readonly github: EmbeddedGitHub
  readonly redis: RedisServer
  readonly app: Running
  /** Its settings. */
  readonly env: Env
  /** What the doctor finds with other settings or surroundings. */
  readonly examine: (changed?: Env, surroundings?: Surroundings) => Promise<Examined>
}

export interface Examined {
  readonly all: readonly Finding[]
  /** Those that are worse than good to know. */
  readonly worries: readonly Finding[]
  readonly about: (what: string) => readonly Finding[]
}

/** A pipe. */
export const PLAIN = { colours: false, columns: 100 } as const
/** Nothing is broken between two lines there. */
const WIDE = { colours: true, columns: 10_000 } as const

const SECRET = 'the secret of these tests'

/** One patient for the tests of a file. Whatever the doctor says is searched for its secrets. */
export function patientOfThisFile(): () => Patient {
  let patient: Patient | null = null
  const said: string[] = []
  beforeAll(async () => {
    patient = await startPatient(said)
  })
  afterAll(async () => {
    if (patient === null) return
    const { app, github, redis, env } = patient
    await app.close()
    await github.close()
    await redis.stop()
    const all = said.join('\n')
    expect(all).not.toMatch(SECRETS)
    for (const secret of [
      PASSWORD,
      env.GITHUB_CLIENT_SECRET ?? 'none',
      bodyOf(github.privateKey),
    ]) {
      expect(all).not.toContain(secret)
    }
    expect(openapiProblems(github.requests)).toEqual([])
  })
  return () => {
    if (patient === null) throw new Error('The patient is not there before the tests')
    return patient
  }
}

export const PASSWORD = 'the-password-of-redis'

/** A part of the key that is in no other's. */
const bodyOf = (key: string): string => key.split('\n')[8] ?? ''

async function startPatient(said: string[]): Promise<Patient> {
  const github = await startEmbeddedGitHub({ webhookSecret: SECRET })
  const redis = await startRedis({ durable: true })
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const { appId, privateKey, clientId, clientSecret } = github
  const env = {
    NODE_ENV: 'production',
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: SECRET,
    HOST: '127.0.0.1',
    PORT: String(port),
    GITHUB_API_URL: github.url,
    PUBLIC_URL: publicUrl,
    REDIS_URL: redis.url,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
  }
  const configured = readConfig(env)
  if (configured.kind !== 'ready') throw new Error('The patient can’t be started')
  const app = await startServer(configured.config, createLog('silent'), { plan: null })
  github.deliverTo(`${publicUrl}${WEBHOOK_PATH}`)
  await github.deliver('ping', {})
  return {
    github,
    redis,
    app,
    env,
    examine: async (changed = {}, surroundings = {}) => {
      const all = await doctor({ ...env, ...changed }, { node: '22.1.0', ...surroundings })
      said.push(report(all, 'text', WIDE), report(all, 'json', WIDE))
      return {
        all,
        worries: all.filter(({ level }) => WORSE.includes(level)),
        about: (what) => all.filter((one) => one.what === what),
      }
    },
  }
}

const WORSE: readonly Level[] = ['warn', 'error']
