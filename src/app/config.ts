import { z } from 'zod'
import { privateKey } from './private-key.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Everything that the App takes from its environment, with the words that tell the operator what each is. */
const Environment = z.object({
  APP_ID: z.coerce.number().int().positive().describe('the App’s id, on its settings page'),
  PRIVATE_KEY: z.string().min(1).describe('the App’s private key (PEM, or PEM in base64)'),
  WEBHOOK_SECRET: z.string().min(1).describe('the secret that signs webhooks'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LEVELS).default('info'),
  GITHUB_API_URL: z
    .url({
      protocol: /^https?$/u,
      hostname: /./u,
      error: 'it must be an address that begins with "https://" or "http://"',
    })
    .default('https://api.github.com'),
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
  const wanted = { ...given, PRIVATE_KEY: key.ok ? key.value : 'wrong' }
  const parsed = Environment.safeParse(wanted)
  if (!parsed.success || !key.ok) {
    const issues = parsed.error?.issues ?? []
    const problems = issues.map((issue) => problemOf(issue, wanted))
    return { kind: 'wrong', problems: key.ok ? problems : [...problems, key.problem] }
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
