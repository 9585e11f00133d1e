import { randomBytes } from 'node:crypto'
import { z } from 'zod'

/** An App that GitHub made. */
export interface MadeApp {
  readonly id: number
  readonly name: string
  /** Its page on GitHub. */
  readonly url: string
  /** Where its owner changes its settings. */
  readonly settingsUrl: string
  readonly key: string
  readonly webhookSecret: string
  readonly clientId: string
  readonly clientSecret: string
}

export type Converted =
  | { readonly kind: 'made'; readonly app: MadeApp }
  /** GitHub doesn't know the code, or takes it no more. */
  | { readonly kind: 'refused' }
  /** It may be tried again with the same code. */
  | { readonly kind: 'failed'; readonly reason: string }

const MOST_MS = 15_000

/** Exchanges the code with which GitHub sent somebody back for the credentials of the App that it made. */
export async function convert(
  { apiUrl, webUrl }: { readonly apiUrl: string; readonly webUrl: string },
  code: string,
): Promise<Converted> {
  const url = `${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: HEADERS,
      signal: AbortSignal.timeout(MOST_MS),
    })
    if (response.ok) return { kind: 'made', app: appOf(await response.json(), webUrl) }
    await response.body?.cancel()
    if (REFUSALS.has(response.status)) return { kind: 'refused' }
    return { kind: 'failed', reason: `it answered ${response.status}` }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) }
  }
}

const HEADERS = {
  accept: 'application/vnd.github+json',
  'user-agent': 'countersign',
  'x-github-api-version': '2022-11-28',
}

const REFUSALS = new Set([400, 404, 410, 422])

/** Only what kind of failure it was: what an answer was read as must not be told, as secrets stand in it. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError) {
    return 'it answered something else than an App'
  }
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer in time'
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException }
  return cause?.code === undefined
    ? 'the connection failed'
    : `the connection failed: ${cause.code}`
}

const conversionShape = z.object({
  id: z.number().int().positive(),
  slug: z.string().min(1),
  name: z.string(),
  html_url: z.url({ protocol: /^https?$/u }),
  owner: z.object({ login: z.string(), type: z.string().optional() }),
  pem: z.string().includes('-----BEGIN'),
  webhook_secret: z.string().nullable(),
  client_id: z.string(),
  client_secret: z.string(),
})

function appOf(answer: unknown, webUrl: string): MadeApp {
  const { owner, slug, ...app } = conversionShape.parse(answer)
  const whose = owner.type === 'Organization' ? `/organizations/${owner.login}` : ''
  return {
    id: app.id,
    name: app.name,
    url: app.html_url,
    settingsUrl: `${webUrl}${whose}/settings/apps/${slug}`,
    key: app.pem,
    // An App without a webhook has none; it has to be set on GitHub, too, before a webhook is.
    webhookSecret: app.webhook_secret ?? randomBytes(32).toString('hex'),
    clientId: app.client_id,
    clientSecret: app.client_secret,
  }
}
