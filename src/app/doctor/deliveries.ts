import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'
import { httpStatus } from '../../snapshot/http-status.ts'
import type { ShownApp } from './asked-app.ts'
import { type Finding, ok, warn, wrong } from './finding.ts'

/** So many of the latest are looked at. */
const LATEST = 50

/** Whether webhooks arrive here, by GitHub's own log of the last three days. */
export async function deliveryFindings(client: Octokit, { settings }: ShownApp): Promise<Finding> {
  const all = await latest(client)
  const [last] = all
  if (last === undefined) {
    const next = `Is "Active" ticked at ${settings}, and the App installed? Then push to a pull request, or redeliver the ping at ${settings}/advanced.`
    return warn('deliveries', 'GitHub has sent no webhook in the last three days.', next)
  }
  const arrived = all.findIndex(hasArrived)
  if (arrived === 0) {
    const failed = all.filter((one) => !hasArrived(one)).length
    const earlier = failed === 0 ? '' : ` Of the last ${all.length}, ${failed} failed.`
    return ok('deliveries', `The last one arrived, at ${last.delivered_at}.${earlier}`)
  }
  const failing = all.slice(0, arrived === -1 ? undefined : arrived)
  const how = last.status_code === 0 ? last.status : `${last.status_code} ${last.status}`
  const count = `${failing.length} of the last ${all.length}`
  return wrong(
    'deliveries',
    `${failing.length === 1 ? 'The last one' : `The latest ones (${count})`} failed, at ${last.delivered_at}: ${how}.`,
    `${reason(last.status_code)} Each is at ${settings}/advanced.`,
  )
}

async function latest(client: Octokit): Promise<readonly Delivery[]> {
  try {
    const { data } = await client.rest.apps.listWebhookDeliveries({ per_page: LATEST })
    return z.array(Delivery).parse(data)
  } catch (error) {
    // There is no log without a webhook.
    if (httpStatus(error) === 404) return []
    throw error
  }
}

const Delivery = z.object({
  delivered_at: z.string(),
  status: z.string(),
  status_code: z.number(),
})
type Delivery = z.output<typeof Delivery>

const hasArrived = ({ status_code: code }: Delivery): boolean => code >= 200 && code < 300

function reason(code: number): string {
  if (code === 401 || code === 403) {
    return 'WEBHOOK_SECRET isn’t the secret in the App’s settings on GitHub (set the same in both), or a proxy asks for a password.'
  }
  if (code === 400)
    return 'They don’t arrive as they were sent: is the content type JSON, and does a proxy change them?'
  if (code === 404 || code === 405)
    return 'Something else answers there: is the path of the webhook URL right?'
  if (code === 413) return 'A proxy takes no body of that size: GitHub sends up to 25 MB.'
  if (code === 503) return 'The App could not take it on: is Redis up? Or it was being restarted.'
  if (code >= 500) return 'A proxy can’t reach the App, or the App fails: its log says more.'
  if (code >= 300 && code < 400)
    return 'GitHub follows no redirects: set the final address as the webhook URL.'
  return 'GitHub can’t reach it: is the App running, is the port open to GitHub, are its name and certificate right?'
}
