import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'

/** One attempt to send a webhook, as GitHub's log has it. */
export interface ListedDelivery {
  /** In digits: GitHub's numbers are larger than a number can hold here. */
  readonly id: string
  /** The same for all attempts. */
  readonly guid: string
  /** With its action. */
  readonly event: string
  /** ISO 8601. */
  readonly at: string
  readonly arrived: boolean
}

export interface DeliveriesPage {
  readonly deliveries: readonly ListedDelivery[]
  /** Null on the last one. */
  readonly next: string | null
}

/**
 * A page of the failed attempts, newest first. A server that doesn't know that filter lists the others, too.
 * @param app the App's own client
 */
export async function failedAttempts(app: Octokit, cursor: string | null): Promise<DeliveriesPage> {
  const { data, headers } = await app.rest.apps.listWebhookDeliveries({
    per_page: 100,
    status: 'failure',
    ...(cursor !== null && { cursor }),
    request: { parseSuccessResponseBody: false },
  })
  // What isn't parsed comes as it is.
  const text = await new Response(data as unknown as ReadableStream).text()
  const next = /[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/u.exec(headers.link ?? '')?.[1]
  return {
    deliveries: readDeliveries(text),
    next: next === undefined ? null : decodeURIComponent(next),
  }
}

/** Reads GitHub's JSON, and its ids digit by digit. */
export const readDeliveries = (json: string): readonly ListedDelivery[] =>
  Listed.parse(JSON.parse(json.replaceAll(/("id"\s*:\s*)(\d+)/gu, '$1"$2"')))

const Listed = z.array(
  z
    .object({
      id: z.string(),
      guid: z.string(),
      delivered_at: z.string(),
      status_code: z.number(),
      event: z.string(),
      action: z.string().nullish(),
    })
    .transform(
      ({ id, guid, delivered_at: at, status_code: status, event, action }): ListedDelivery => ({
        id,
        guid,
        at,
        event: typeof action === 'string' ? `${event}.${action}` : event,
        arrived: status >= 200 && status < 400,
      }),
    ),
)
