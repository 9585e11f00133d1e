import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { ProbotOctokit } from 'probot'
import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'
import { httpStatus } from '../../snapshot/http-status.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { type Finding, ok, reasonOf, wrong } from './finding.ts'

/** GitHub itself gives up after 10 seconds. */
const PATIENCE_MS = 15_000

/** The App as GitHub shows it to the App. */
export interface ShownApp {
  readonly clientId: string | null
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
  /** Its public page. */
  readonly page: string
  /** Where its owner changes it. */
  readonly settings: string
}

export interface AskedApp {
  readonly finding: Finding
  /** Null when GitHub didn't show it. */
  readonly app: ShownApp | null
  /** By how many milliseconds our clock is ahead of GitHub's, to within a second or two; null when GitHub didn't say. */
  readonly ahead: number | null
}

/** A client that asks once, and waits for no rate limit. @param installation null: the App itself */
export type ClientOf = (installation: number | null) => Octokit

/** Asks GitHub who the App is. @param now ms of the epoch, by our clock */
export async function askApp(
  config: Config,
  usable: boolean,
  now: () => number,
): Promise<AskedApp & { readonly clientOf: ClientOf }> {
  let ahead: number | null = null
  const timed: typeof fetch = async (...given) => {
    const sent = now()
    const response = await fetchPatiently(...given)
    const date = Date.parse(response.headers.get('date') ?? '')
    // The header counts whole seconds.
    if (!Number.isNaN(date)) ahead = (sent + now()) / 2 - (date + 500)
    return response
  }
  const clientOf: ClientOf = (installationId) =>
    clientWith(timed, config, { installationId, usable })
  const asked = await ask(clientOf(null), config, usable)
  return { ...asked, ahead, clientOf }
}

const fetchPatiently: typeof fetch = (url, init) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })

function clientWith(
  fetching: typeof fetch,
  { appId, privateKey, apiUrl }: Config,
  { installationId, usable }: { readonly installationId: number | null; readonly usable: boolean },
): Octokit {
  const identity = { appId, privateKey, ...(installationId !== null && { installationId }) }
  return new ProbotOctokit({
    baseUrl: apiUrl,
    // Without credentials, GitHub's refusal still tells that it is there, and what time it is.
    ...(usable && { auth: identity }),
    log: createLog('silent'),
    throttle: { enabled: false },
    retry: { enabled: false },
    request: { fetch: fetching },
  })
}

async function ask(
  client: Octokit,
  config: Config,
  usable: boolean,
): Promise<Omit<AskedApp, 'ahead'>> {
  try {
    const { data } = await client.rest.apps.getAuthenticated()
    const shown = Shown.parse(data)
    const settings = settingsPage(shown, config.webUrl)
    return {
      finding: ok('GitHub', `It knows the App: ${shown.name}, ${shown.html_url}.`),
      app: {
        clientId: shown.client_id ?? null,
        permissions: shown.permissions,
        events: shown.events,
        page: shown.html_url,
        settings,
      },
    }
  } catch (error) {
    const finding = usable || answered(error) === null ? refusal(error, config) : UNASKED
    return { finding, app: null }
  }
}

/** The status of GitHub's answer; null when none came, for which Octokit makes one up. */
const answered = (error: unknown): number | null =>
  (error as { readonly response?: unknown }).response === undefined ? null : httpStatus(error)

const UNASKED = wrong(
  'GitHub',
  'It answers. What it knows of the App can’t be asked without the App’s credentials.',
  'Set APP_ID and PRIVATE_KEY, then run this again.',
)

const Shown = z.object({
  name: z.string(),
  slug: z.string().optional(),
  client_id: z.string().optional(),
  html_url: z.string(),
  permissions: z.record(z.string(), z.string()),
  events: z.array(z.string()),
  owner: z
    .object({ login: z.string(), type: z.string() })
    .or(z.object({ slug: z.string() }))
    .nullable()
    .catch(null),
})

function settingsPage({ owner, slug, html_url }: z.output<typeof Shown>, webUrl: string): string {
  const name = slug ?? html_url.split('/').at(-1)
  if (owner === null) return `${webUrl}/settings/apps/${name}`
  if (!('login' in owner)) return `${webUrl}/enterprises/${owner.slug}/settings/apps/${name}`
  return owner.type === 'Organization'
    ? `${webUrl}/organizations/${owner.login}/settings/apps/${name}`
    : `${webUrl}/settings/apps/${name}`
}

/** Why GitHub doesn't show the App to itself. A wrong clock is none: the client corrects for it, and asks again. */
function refusal(error: unknown, config: Config): Finding {
  const { appId, apiUrl, webUrl } = config
  const { host } = new URL(apiUrl)
  const status = answered(error)
  const said = error instanceof Error ? error.message.replace(/ - https?:\/\/\S*$/u, '') : ''
  if (error instanceof z.ZodError) {
    return wrong('GitHub', `${host} answers, but not as GitHub’s API does.`, API_ADDRESS)
  }
  if (status === null) {
    const next = `Is GITHUB_API_URL right, and may this machine reach ${host}? See also githubstatus.com.`
    return wrong('GitHub', `${host} can’t be reached: ${reasonOf(error)}.`, next)
  }
  if (status === 401) {
    return wrong(
      'GitHub',
      `It refuses the App: PRIVATE_KEY is no key of App ${appId} ("${said}").`,
      `See "Private keys" on the page of App ${appId} (${webUrl}/settings/apps): it lists the fingerprints of its keys. Ours is ${fingerprint(config)}. If it isn't there, make a new key, or correct APP_ID.`,
    )
  }
  if (status === 404) {
    return wrong(
      'GitHub',
      `${host} knows no App ${appId} ("${said}").`,
      `APP_ID is the number "App ID" on the App’s settings page, neither its client id nor that of an installation. ${API_ADDRESS}`,
    )
  }
  return wrong('GitHub', `${host} answers ${status}: ${said}.`, 'See githubstatus.com; try again.')
}

const API_ADDRESS =
  'Is GITHUB_API_URL right? A GitHub Enterprise Server’s is https://HOST/api/v3; github.com needs none.'

/** As GitHub shows it for each key of an App: the hash of its public half. */
function fingerprint({ privateKey }: Config): string {
  const key = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'der' })
  return `SHA256:${createHash('sha256').update(key).digest('base64')}`
}
