import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { answerText } from './answer-text.ts'
import { eventOf, readerOf } from './events/readers.ts'
import type { Metrics, Outcome } from './operation/metrics.ts'
import { isSameSecret } from './same-secret.ts'
import type { Delivery } from './take-delivery.ts'

export const WEBHOOK_PATH = '/api/github/webhooks'

/** GitHub caps payloads at 25 MB and drops larger ones (docs, "Webhook events and payloads"). */
const MOST_BYTES = 25 * 1024 * 1024
/** A usual payload has 20 KB. Larger ones than that share so much memory, as nobody has proven yet to be GitHub. */
const LARGE_BYTES = 1024 * 1024
const MOST_LARGE_BYTES = 100 * 1024 * 1024
/** Who sends what isn't read may finish for so long, as whoever is cut off while sending never sees the answer. */
const LINGER_MS = 2_000

export interface Receiving {
  readonly secret: string
  /** Puts the work into the queue; throws when that can't be reached. */
  readonly take: (delivery: Delivery) => Promise<Outcome>
  readonly metrics: Pick<Metrics, 'delivery'>
  readonly log: Logger
}

/**
 * Receives deliveries: 401 for a missing or bad signature before anything is parsed, 400 for what is not a delivery,
 * 413 for too much, 503 when it can't be taken on, else 200 as soon as the work is in the queue.
 */
export function webhookReceiver({ secret, take, metrics, log }: Receiving) {
  const bodyOf = bodyReader(secret)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const start = performance.now()
    const id = header(request, 'x-github-delivery')
    const name = header(request, 'x-github-event')
    let event = name ?? ''
    const answer = (status: number, outcome: Outcome, text: string) => {
      const seconds = (performance.now() - start) / 1_000
      metrics.delivery(readerOf(event) === null ? 'other' : event, outcome, seconds)
      answerText(response, status, text)
      linger(request)
    }
    const body = await bodyOf(request)
    switch (body.kind) {
      case 'too large':
        return answer(413, 'refused', 'The payload is larger than GitHub sends.')
      case 'no room':
        log.warn({ delivery: id }, 'refused: too many large deliveries at once')
        return answer(503, 'failed', `Too many large deliveries at once. ${ASKED_AGAIN}`)
      case 'unsigned':
        log.warn({ delivery: id }, 'refused: bad webhook signature')
        return answer(401, 'refused', 'The signature does not match. Check the webhook secret.')
    }
    if (name === null || id === null) {
      return answer(400, 'refused', 'X-GitHub-Event and X-GitHub-Delivery are required.')
    }
    const payload = parsed(body.bytes)
    if (payload === null) return answer(400, 'refused', 'The payload is not a JSON object.')
    event = eventOf(name, payload)
    try {
      return answer(200, await take({ id, event, payload }), 'ok')
    } catch (error) {
      log.error({ err: error, delivery: id, event }, 'not taken on: the queue can’t be reached')
      return answer(503, 'failed', `The queue can’t be reached. ${ASKED_AGAIN}`)
    }
  }
}

const ASKED_AGAIN = 'GitHub has this delivery as failed; it is asked for again.'

type Body =
  | { readonly kind: 'signed'; readonly bytes: Buffer }
  | { readonly kind: 'too large' | 'no room' | 'unsigned' }

/** Reads bodies no further than they can be used. */
function bodyReader(secret: string): (request: IncomingMessage) => Promise<Body> {
  let largeBytes = 0
  return async (request) => {
    const signature = header(request, 'x-hub-signature-256')
    if (signature === null) return { kind: 'unsigned' }
    if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return { kind: 'too large' }
    const hmac = createHmac('sha256', secret)
    const chunks: Buffer[] = []
    let bytes = 0
    let large = 0
    try {
      // Leaving the loop must not cut the connection: there is an answer to give.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        const part = Buffer.from(chunk)
        bytes += part.length
        if (bytes > MOST_BYTES) return { kind: 'too large' }
        const more = bytes > LARGE_BYTES ? bytes - large : 0
        if (largeBytes + more > MOST_LARGE_BYTES) return { kind: 'no room' }
        large += more
        largeBytes += more
        hmac.update(part)
        chunks.push(part)
      }
    } finally {
      largeBytes -= large
    }
    return isSameSecret(signature, `sha256=${hmac.digest('hex')}`)
      ? { kind: 'signed', bytes: Buffer.concat(chunks) }
      : { kind: 'unsigned' }
  }
}

/** What is still being sent is thrown away, and whoever sends for too long is cut off. */
function linger(request: IncomingMessage): void {
  if (request.complete) return
  const end = setTimeout(() => request.destroy(), LINGER_MS)
  end.unref()
  request.once('close', () => clearTimeout(end))
  request.resume()
}

const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

function parsed(body: Buffer): object | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
