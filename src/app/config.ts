import { readFileSync } from 'node:fs'
import { z } from 'zod'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Everything that the App takes from its environment, with the words that tell the operator what each is. */
const Environment = z.object({
  APP_ID: z.coerce.number().int().positive().describe('the App’s id, on its settings page'),
  PRIVATE_KEY: z.string().min(1).describe('the App’s private key (PEM, or PEM in base64)'),
  WEBHOOK_SECRET: z.string().min(1).describe('the secret that signs webhooks'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LEVELS).default('info'),
  GITHUB_API_URL: z.url().default('https://api.github.com'),
})

/** The settings of a running App. */
export interface Config {
  readonly appId: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly host: string
  readonly port: number
  readonly logLevel: (typeof LEVELS)[number]
  readonly apiUrl: string
}

/** `setup`: no credentials at all, so somebody is here for the first time. */
export type Configured =
  | { readonly kind: 'ready'; readonly config: Config }
  | { readonly kind: 'setup' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }

/** Secrets that anybody can guess: Probot's default among them. */
const DEFAULT_SECRETS = new Set(['development', 'secret', 'changeme', 'password', 'webhook'])

/**
 * Reads the configuration from environment variables.
 * @returns what is wrong as sentences, each naming its variable; secrets are never repeated in them
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Configured {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const production = given.NODE_ENV === 'production'
  const noKey = given.PRIVATE_KEY === undefined && given.PRIVATE_KEY_PATH === undefined
  if (given.APP_ID === undefined && noKey && !production) return { kind: 'setup' }

  const key = privateKey(given)
  if (!key.ok) return { kind: 'wrong', problems: [key.problem] }
  const wanted = { ...given, PRIVATE_KEY: key.value }
  const parsed = Environment.safeParse(wanted)
  if (!parsed.success) {
    return { kind: 'wrong', problems: parsed.error.issues.map((issue) => problemOf(issue, wanted)) }
  }
  const { data } = parsed
  if (production && DEFAULT_SECRETS.has(data.WEBHOOK_SECRET.toLowerCase())) {
    return {
      kind: 'wrong',
      problems: [
        'WEBHOOK_SECRET is a default that anybody can guess: set a random one here and in the App’s settings (openssl rand -hex 32).',
      ],
    }
  }
  return {
    kind: 'ready',
    config: {
      appId: data.APP_ID,
      privateKey: data.PRIVATE_KEY,
      webhookSecret: data.WEBHOOK_SECRET,
      host: data.HOST,
      port: data.PORT,
      logLevel: data.LOG_LEVEL,
      apiUrl: data.GITHUB_API_URL.replace(/\/+$/u, ''),
    },
  }
}

function problemOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = issue.path.join('.')
  const field = Environment.shape[name as keyof typeof Environment.shape]
  const what = field?.description === undefined ? '' : ` (${field.description})`
  return given[name] === undefined
    ? `${name}${what} is missing.`
    : `${name}${what} is wrong: ${issue.message}.`
}

type Key =
  | { readonly ok: true; readonly value: string | undefined }
  | { readonly ok: false; readonly problem: string }

/** The key itself, in base64 as some hosts want it on one line, with `\n` written out, or from a file. */
function privateKey(env: Readonly<Record<string, string | undefined>>): Key {
  const path = env.PRIVATE_KEY_PATH
  if (env.PRIVATE_KEY === undefined && path !== undefined) {
    try {
      return { ok: true, value: readFileSync(path, 'utf8') }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { ok: false, problem: `PRIVATE_KEY_PATH can't be read: ${reason}.` }
    }
  }
  const given = env.PRIVATE_KEY
  if (given === undefined) return { ok: true, value: undefined }
  const text = given.includes('-----BEGIN')
    ? given.replaceAll('\\n', '\n')
    : Buffer.from(given, 'base64').toString('utf8')
  if (!text.includes('-----BEGIN')) {
    return {
      ok: false,
      problem:
        'PRIVATE_KEY is not a PEM key: paste the whole file, from "-----BEGIN" on, or its base64.',
    }
  }
  return { ok: true, value: text }
}
