import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'
import { httpStatus } from '../../snapshot/http-status.ts'
import type { Config } from '../config.ts'
import { WEBHOOK_PATH } from '../webhook.ts'
import type { ShownApp } from './asked-app.ts'
import { type Finding, ok, warn, wrong } from './finding.ts'
import { isThisMachine } from './settings.ts'

/** How GitHub is told to send webhooks. Whether it does at all ("Active") it doesn't tell. */
export async function webhookFindings(
  client: Octokit,
  { settings }: ShownApp,
  config: Config,
): Promise<readonly Finding[]> {
  const { url, content_type: type, secret, insecure_ssl: insecure } = await hookConfig(client)
  const wanted = `${config.publicUrl ?? 'https://YOUR.HOST'}${WEBHOOK_PATH}`
  if (url === undefined || !URL.canParse(url)) {
    const next = `Set "Webhook URL" to ${wanted} at ${settings}, and tick "Active".`
    return [wrong('webhook', 'GitHub doesn’t know where to send webhooks.', next)]
  }
  const address = new URL(url)
  const found = [
    ...addressFindings(address, wanted, settings, config),
    ...(type === 'json'
      ? []
      : [
          wrong(
            'webhook',
            'They are sent as a form.',
            `Set the content type to "application/json" at ${settings}.`,
          ),
        ]),
    ...(secret
      ? []
      : [
          wrong(
            'webhook',
            'They are not signed, and none is taken.',
            `Set the webhook secret at ${settings} to WEBHOOK_SECRET.`,
          ),
        ]),
    ...(String(insecure) === '1'
      ? [
          warn(
            'webhook',
            'GitHub doesn’t look at the certificate of where it sends them.',
            `Enable SSL verification at ${settings}.`,
          ),
        ]
      : []),
  ]
  return found.length > 0 ? found : [ok('webhook', `Sent to ${shown(address)}, as JSON, signed.`)]
}

async function hookConfig(client: Octokit): Promise<z.output<typeof Hook>> {
  try {
    const { data } = await client.rest.apps.getWebhookConfigForApp()
    return Hook.parse(data)
  } catch (error) {
    if (httpStatus(error) === 404) return {}
    throw error
  }
}

const Hook = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  secret: z.string().optional(),
  insecure_ssl: z.string().or(z.number()).optional(),
})

/** Its query may hold somebody's secret. */
const shown = ({ origin, pathname }: URL): string => origin + pathname

function addressFindings(
  address: URL,
  wanted: string,
  settings: string,
  { publicUrl, webUrl }: Config,
): readonly Finding[] {
  const next = `Set "Webhook URL" to ${wanted} at ${settings}.`
  const { origin, pathname, protocol, hostname } = address
  // Probot's setup page tells GitHub the root, where they are taken as well.
  if (pathname !== '/' && !pathname.endsWith(WEBHOOK_PATH)) {
    return [wrong('webhook', `Sent to ${shown(address)}, where the App takes none.`, next)]
  }
  if (isThisMachine(hostname) && !isThisMachine(new URL(webUrl).hostname)) {
    return [
      wrong(
        'webhook',
        `Sent to ${shown(address)}: GitHub can’t reach this machine by that name.`,
        next,
      ),
    ]
  }
  if (publicUrl !== null && origin !== publicUrl) {
    return [
      warn(
        'webhook',
        `Sent to ${shown(address)}; PUBLIC_URL is another host.`,
        `${next} Or leave it, if both lead here.`,
      ),
    ]
  }
  if (protocol === 'http:' && !isThisMachine(hostname)) {
    return [
      warn(
        'webhook',
        `Sent to ${shown(address)}, readable on the way.`,
        `Serve it by "https://". ${next}`,
      ),
    ]
  }
  return []
}
