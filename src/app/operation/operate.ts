import { z } from 'zod'
import { readConfig, urlOf } from '../config.ts'
import type { Figures } from '../reconcile/figures.ts'
import { operatorToken } from './operator-token.ts'

/** What an operator asks of an App that runs. */
export interface Operate {
  readonly what: 'reconcile' | 'given-up' | 'retry'
  /** Where it listens; null: where the environment says. */
  readonly url: string | null
}

/** What to print, and whether it went well. */
export interface Said {
  readonly ok: boolean
  readonly text: string
}

/** Listening there is listening everywhere. */
const ANY_HOST = ['0.0.0.0', '::']

const PATHS = {
  reconcile: { method: 'POST', path: '/operator/reconcile' },
  'given-up': { method: 'GET', path: '/operator/given-up' },
  retry: { method: 'POST', path: '/operator/given-up/retry' },
} as const

/** Asks an App that runs, with the settings that it was started with. */
export async function operate(
  { what, url: given }: Operate,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Said> {
  const configured = readConfig(env)
  if (configured.kind === 'setup')
    return failed('APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are not set.')
  if (configured.kind === 'wrong') return failed(configured.problems.join('\n'))
  const { webhookSecret, host, port } = configured.config
  const at = given ?? urlOf(ANY_HOST.includes(host) ? 'localhost' : host, port)
  const { method, path } = PATHS[what]
  let response: Response
  try {
    response = await fetch(new URL(path, at), {
      method,
      headers: { authorization: `Bearer ${operatorToken(webhookSecret)}` },
    })
  } catch (error) {
    return failed(
      isTimeout(error)
        ? `${at} takes long. It goes on; its log tells when it is done.`
        : `Nothing listens at ${at}. Start the App, or say where it is with --url.`,
    )
  }
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const { data } = Refusal.safeParse(answer)
    return failed(data?.message ?? `${at} answered ${response.status}, not as Countersign does.`)
  }
  return { ok: true, text: WORDS[what](answer) }
}

const isTimeout = (error: unknown): boolean => {
  const { cause } = error as { readonly cause?: { readonly code?: string } }
  return cause?.code === 'UND_ERR_HEADERS_TIMEOUT'
}

const failed = (text: string): Said => ({ ok: false, text })

const Refusal = z.object({ message: z.string() })
const Found = z.record(z.string(), z.number())
const GivenUp = z.object({
  givenUp: z.array(
    z.object({
      key: z.string(),
      reason: z.string(),
      at: z.string(),
      tries: z.number(),
      delivery: z.string(),
    }),
  ),
})
const Retried = z.object({ retried: z.number() })

const FIGURES: readonly (readonly [keyof Figures, string])[] = [
  ['installations', 'installations'],
  ['repositories', 'repositories'],
  ['openPulls', 'open pull requests'],
  ['looks', 'of them are looked at now'],
  ['redelivered', 'failed deliveries asked for again'],
  ['requests', 'requests to GitHub'],
  ['failures', 'installations or lists that could not be read; the log says why'],
  ['ms', 'ms'],
]

const WORDS: Readonly<Record<Operate['what'], (answer: unknown) => string>> = {
  reconcile: (answer) => {
    const found = Found.parse(answer)
    return FIGURES.map(([name, what]) => `${String(found[name] ?? 0).padStart(7)} ${what}`).join(
      '\n',
    )
  },
  'given-up': (answer) => {
    const { givenUp } = GivenUp.parse(answer)
    if (givenUp.length === 0) return 'Nothing was given up.'
    return [
      ...givenUp.map(
        ({ key, reason, at, tries, delivery }) =>
          `${at}  ${key}  ${tries} tries, delivery ${delivery}\n  ${reason}`,
      ),
      'To try them again: countersign given-up --retry',
    ].join('\n')
  },
  retry: (answer) => `${Retried.parse(answer).retried} are tried again.`,
}
