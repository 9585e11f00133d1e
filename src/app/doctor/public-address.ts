import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { WEBHOOK_PATH } from '../webhook.ts'
import { type Finding, ok, reasonOf, warn, wrong } from './finding.ts'

const PATIENCE_MS = 10_000

/**
 * Whether the App answers where people and GitHub reach it, and takes a webhook there as GitHub sends it. What goes
 * there tells nobody more than any webhook does.
 * @param publicUrl where that is
 * @param secret null when there is none to sign with
 */
export async function publicAddressFindings(
  publicUrl: string,
  secret: Config['webhookSecret'] | null,
): Promise<readonly Finding[]> {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${publicUrl}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...init,
    })
  let health: Response
  let text: string
  try {
    health = await ask('/healthz')
    text = await health.text()
  } catch (error) {
    return [
      warn(
        'address',
        `${publicUrl} can’t be reached from here: ${reasonOf(error)}.`,
        'Is the App running, and does the name lead to it? GitHub may still reach it: "deliveries" tells.',
      ),
    ]
  }
  if (health.status !== 200 || text.trim() !== 'ok') {
    const found = `${publicUrl}/healthz answers ${health.status}, and not as Countersign does.`
    return [
      wrong(
        'address',
        found,
        'Have the proxy pass everything on to the App, or correct PUBLIC_URL.',
      ),
    ]
  }
  const taken =
    secret === null
      ? ok('address', `Countersign answers at ${publicUrl}.`)
      : await webhookTaken(publicUrl, secret, ask)
  return [taken, ...(await readyFindings(publicUrl, ask))]
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>

async function webhookTaken(publicUrl: string, secret: string, ask: Ask): Promise<Finding> {
  const body = JSON.stringify({ zen: 'countersign doctor' })
  const { status } = await ask(WEBHOOK_PATH, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'ping',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    body,
  })
  const where = `${publicUrl}${WEBHOOK_PATH}`
  if (status === 200) return ok('address', `${where} takes what is signed with WEBHOOK_SECRET.`)
  if (status === 401) {
    const found = `${where} runs with another WEBHOOK_SECRET than this here.`
    return wrong(
      'address',
      found,
      'Start it with the same settings, or run this with its settings.',
    )
  }
  const next =
    'Is it a Countersign with the role "web", and does its proxy leave webhooks as they are? Its log says more.'
  return wrong('address', `${where} answers a webhook with ${status}.`, next)
}

async function readyFindings(publicUrl: string, ask: Ask): Promise<readonly Finding[]> {
  const response = await ask('/readyz')
  const { data } = Ready.safeParse(await response.json().catch(() => null))
  // A proxy may keep it for those inside.
  if (data === undefined || data.ready) return []
  const said = [data.queue, data.github].filter((one) => one !== 'ok').join(' ')
  return [wrong('address', `The App at ${publicUrl} is not ready: ${said}`, 'Its log says more.')]
}

const Ready = z.object({ ready: z.boolean(), queue: z.string(), github: z.string() })
