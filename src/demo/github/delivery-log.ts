import { STATUS_CODES } from 'node:http'
import { asApp } from './as-app.ts'
import type { Deliveries, Delivery } from './deliveries.ts'
import type { Reply } from './front.ts'
import { hasTimedOut, hookHeaders } from './hookshot.ts'
import { fieldsOf, jsonReply, refusal, sizeOf } from './replies.ts'
import type { Call, Rule } from './rules.ts'

type Fields = Readonly<Record<string, unknown>>

/** The log of what was sent to the App, for the App itself; from it the App has webhooks sent again. */
export function deliveryLogRules(deliveries: Deliveries): readonly Rule[] {
  const found = (call: Call): Delivery | undefined =>
    kept(deliveries).find(({ number }) => number === Number(call.param('id')))
  return [
    {
      method: 'GET',
      path: /^\/app\/hook\/deliveries$/,
      answer: asApp(async (call) => listed(kept(deliveries), call)),
    },
    {
      method: 'GET',
      path: /^\/app\/hook\/deliveries\/(?<id>\d+)$/,
      answer: asApp(async (call) => {
        const delivery = found(call)
        return delivery === undefined
          ? NOT_FOUND
          : jsonReply(200, whole(delivery, deliveries.url()))
      }),
    },
    {
      method: 'POST',
      path: /^\/app\/hook\/deliveries\/(?<id>\d+)\/attempts$/,
      answer: asApp(async (call) => {
        const delivery = found(call)
        if (delivery === undefined) return NOT_FOUND
        void deliveries.again(delivery)
        return jsonReply(202, {})
      }),
    },
  ]
}

const NOT_FOUND = refusal(404, 'Not Found')

const THREE_DAYS_MS = 3 * 24 * 3_600_000

/** Those that have ended and are not too old, newest first. */
const kept = ({ list }: Deliveries): readonly Delivery[] =>
  list
    .filter(({ ms, at }) => ms !== null && Date.parse(at) > Date.now() - THREE_DAYS_MS)
    .toReversed()

function listed(all: readonly Delivery[], { request: { url } }: Call): Reply {
  const wanted = url.searchParams.get('status')
  const cursor = /^v1_(\d+)$/.exec(url.searchParams.get('cursor') ?? '')?.[1]
  const after = all.filter(
    (delivery) =>
      (wanted === null || (wanted === 'success') === isSuccess(delivery)) &&
      (cursor === undefined || delivery.number < Number(cursor)),
  )
  const page = after.slice(0, sizeOf(url))
  const last = page.at(-1)
  if (last === undefined || page.length === after.length) return jsonReply(200, page.map(brief))
  const next = new URL(url)
  next.searchParams.set('cursor', `v1_${last.number}`)
  return jsonReply(200, page.map(brief), { link: `<${next}>; rel="next"` })
}

const isSuccess = ({ status }: Delivery): boolean => status !== null && status < 400

const brief = (delivery: Delivery) => ({
  id: delivery.number,
  guid: delivery.id,
  delivered_at: delivery.at,
  redelivery: delivery.redelivery,
  duration: Math.round(delivery.ms ?? 0) / 1_000,
  status: wordFor(delivery),
  status_code: delivery.status ?? 0,
  event: delivery.event,
  action: delivery.action,
  installation_id: idIn(delivery, 'installation'),
  repository_id: idIn(delivery, 'repository'),
  throttled_at: null,
})

function wordFor({ status, answer }: Delivery): string {
  if (status !== null) return STATUS_CODES[status] ?? `Invalid HTTP Response: ${status}`
  return answer !== null && hasTimedOut(answer) ? 'timed out' : 'failed to connect to host'
}

function idIn({ payload }: Delivery, name: string): number | null {
  const { id } = fieldsOf(fieldsOf(payload)[name])
  return typeof id === 'number' ? id : null
}

/** GitHub shows no signature there. */
function whole(delivery: Delivery, url: string | undefined): Fields {
  const { 'x-hub-signature-256': _, ...headers } = hookHeaders(delivery.id, delivery.event, '')
  const { status, answer, payload } = delivery
  const response = status === null || answer === null ? null : answer
  return {
    ...brief(delivery),
    url: url ?? '',
    request: { headers, payload },
    response: { headers: response?.headers ?? null, payload: response?.body ?? null },
  }
}
