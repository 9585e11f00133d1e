import { z } from 'zod'
import { privateKey } from './private-key.ts'
import type { Role } from './roles.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Everything that the App takes from its environment, with the words that tell the operator what each is. */
const Environment = z.object({
  APP_ID: z.coerce.number().int().positive().describe('the App’s id, on its settings page'),
  PRIVATE_KEY: z.string().min(1).describe('the App’s private key (PEM, or PEM in base64)'),
  WEBHOOK_SECRET: z.string().min(1).describe('the secret that signs webhooks'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LEVELS).default('info'),
  REDIS_URL: z
    .url({
      protocol: /^rediss?$/u,
      hostname: /./u,
      error: 'it must be an address that begins with "redis://" or "rediss://"',
    })
    .optional(),
  GITHUB_API_URL: z
    .url({
      protocol: /^https?$/u,
      hostname: /./u,
      error: 'it must be an address that begins with "https://" or "http://"',
    })
    .default('https://api.github.com'),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/u,
      hostname: /./u,
      error: 'it must be an address that begins with "https://" or "http://"',
    })
    .refine(isRoot, { error: 'it must end after the host and its port, without a path' })
    .optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  PUBLIC_PAGES: z.enum(['true', 'false']).default('false'),
})

/** The settings of a running App. */
export interface Config {
  readonly appId: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly host: string
  readonly port: number
  readonly logLevel: (typeof LEVELS)[number]
  /** Where replicas meet, password included; null: this process is the only one. */
  readonly redisUrl: string | null
  readonly apiUrl: string
  /** Where people find GitHub, without a slash at its end. */
  readonly webUrl: string
  /** Where people reach this server, without a slash at its end; null: there are no pages, badges and links. */
  readonly publicUrl: string | null
  /** What people sign in with; null: nobody can. */
  readonly signIn: { readonly clientId: string; readonly clientSecret: string } | null
  /** Whether pages of public repositories are readable without signing in. */
  readonly publicPages: boolean
}

/** Whether everybody may see the badges of public repositories: on a company's server, "public" isn't for the world. */
export const openBadges = ({ webUrl, publicPages }: Config): boolean =>
  publicPages || webUrl === 'https://github.com'

/** Where a server on this machine is reached. */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

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
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  role: Role = 'all',
): Configured {
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
  const problems = problemsTogether(data, production, role)
  if (problems.length > 0) return { kind: 'wrong', problems }
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = data
  return {
    kind: 'ready',
    config: {
      appId: data.APP_ID,
      privateKey: data.PRIVATE_KEY,
      webhookSecret: data.WEBHOOK_SECRET,
      host: data.HOST,
      port: data.PORT,
      logLevel: data.LOG_LEVEL,
      redisUrl: data.REDIS_URL ?? null,
      apiUrl: data.GITHUB_API_URL.replace(/\/+$/u, ''),
      webUrl: webUrlOf(new URL(data.GITHUB_API_URL)),
      publicUrl: data.PUBLIC_URL === undefined ? null : new URL(data.PUBLIC_URL).origin,
      signIn:
        clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret },
      publicPages: data.PUBLIC_PAGES === 'true',
    },
  }
}

/** What is wrong although each setting by itself is right. */
function problemsTogether(
  data: z.output<typeof Environment>,
  production: boolean,
  role: Role,
): string[] {
  const problems: string[] = []
  if (role !== 'all' && data.REDIS_URL === undefined) {
    problems.push(
      `--role ${role} needs REDIS_URL: through Redis, whoever takes on work hands it to whoever does it. Set it, or start without --role.`,
    )
  }
  if (production && DEFAULT_SECRETS.has(data.WEBHOOK_SECRET.toLowerCase())) {
    problems.push(
      'WEBHOOK_SECRET is a default that anybody can guess: set a random one here and in the App’s settings (openssl rand -hex 32).',
    )
  }
  const given = {
    GITHUB_CLIENT_ID: data.GITHUB_CLIENT_ID,
    GITHUB_CLIENT_SECRET: data.GITHUB_CLIENT_SECRET,
  }
  const missing = Object.entries(given).filter(([, value]) => value === undefined)
  if (missing.length === 1) {
    problems.push(
      `${missing[0]?.[0]} is missing: signing in needs GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, both from the App’s settings page. Set both or none.`,
    )
  }
  if (production && data.PUBLIC_URL !== undefined && !isSafe(new URL(data.PUBLIC_URL))) {
    problems.push(
      'PUBLIC_URL is wrong: with "http://" whoever listens on the way could read who is signed in. Serve it by "https://".',
    )
  }
  return problems
}

/** What is sent to this machine itself is not overheard. */
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Cookies and paths are those of a whole host. Other checks say what is wrong with something that is no address. */
function isRoot(address: string): boolean {
  if (!URL.canParse(address)) return true
  const { pathname, search, hash, username, password } = new URL(address)
  return pathname === '/' && search + hash + username + password === ''
}

/** Where people find the GitHub whose API this is: github.com, one of GitHub's own hosts for a company, or a server. */
function webUrlOf({ protocol, host, origin }: URL): string {
  const isGitHubs = host === 'api.github.com' || /^api\.[^.]+\.ghe\.com$/u.test(host)
  return isGitHubs ? `${protocol}//${host.slice('api.'.length)}` : origin
}

function problemOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = issue.path.join('.')
  const field = Environment.shape[name as keyof typeof Environment.shape]
  const what = field?.description === undefined ? '' : ` (${field.description})`
  return given[name] === undefined
    ? `${name}${what} is missing.`
    : `${name}${what} is wrong: ${issue.message}.`
}
