import { createHmac, randomUUID } from 'node:crypto'
import { APP_ID } from './world.ts'

/** One webhook as it went to the App. */
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly action: string | null
  readonly payload: unknown
  readonly at: string
  /** What the App answered; null while it hasn't, when it couldn't be reached, or when there is none yet. */
  readonly status: number | null
  readonly ms: number | null
}

export interface DeliveryAnswer {
  readonly id: string
  readonly status: number | null
  readonly body: string
}

export interface Deliveries {
  readonly list: readonly Delivery[]
  readonly deliverTo: (url: string) => void
  /** Signs and sends a webhook. `signature` replaces the right one, for tests of bad ones. */
  readonly send: (
    event: string,
    payload: unknown,
    options?: { readonly signature?: string; readonly id?: string },
  ) => Promise<DeliveryAnswer>
  /** What will become a delivery is under way, too. */
  readonly track: (coming: Promise<unknown>) => void
  /** Waits until a delivery like this has begun; false when it doesn't come in time. */
  readonly begun: (match: (delivery: Delivery) => boolean, timeoutMs: number) => Promise<boolean>
  /** Resolves when the App has answered everything that is under way. */
  readonly settled: () => Promise<void>
  readonly close: () => void
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** GitHub gives an App ten seconds to answer, and never repeats a webhook by itself. */
const PATIENCE_MS = 10_000

/** Sends webhooks to the App as GitHub does, and remembers them. */
export function deliveries(secret: string, first: string | undefined): Deliveries {
  const list: Delivery[] = []
  const underWay = new Set<Promise<unknown>>()
  const closing = new AbortController()
  let url = first

  const send: Deliveries['send'] = (event, payload, options = {}) => {
    const body = JSON.stringify(payload)
    const delivery: Mutable<Delivery> = {
      id: options.id ?? randomUUID(),
      event,
      action: actionOf(payload),
      payload,
      at: new Date().toISOString(),
      status: null,
      ms: null,
    }
    list.push(delivery)
    const signature = options.signature ?? sign(secret, body)
    const sent = post(url, delivery, body, signature, closing.signal)
    track(sent)
    return sent
  }

  const track = (coming: Promise<unknown>) => {
    underWay.add(coming)
    const done = () => underWay.delete(coming)
    coming.then(done, done)
  }

  return {
    list,
    send,
    track,
    deliverTo: (next) => {
      url = next
    },
    begun: async (match, timeoutMs) => {
      const end = Date.now() + timeoutMs
      while (!list.some(match)) {
        if (Date.now() > end) return false
        await pause(5)
      }
      return true
    },
    settled: async () => {
      // The emulator's own webhooks leave it just after it has answered the request that caused them.
      await pause(30)
      while (underWay.size > 0) {
        await Promise.allSettled([...underWay])
        await pause(10)
      }
    },
    close: () => closing.abort(),
  }
}

/** The `X-Hub-Signature-256` of a body. */
export const sign = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

async function post(
  url: string | undefined,
  delivery: Mutable<Delivery>,
  body: string,
  signature: string,
  closing: AbortSignal,
): Promise<DeliveryAnswer> {
  if (url === undefined) return { id: delivery.id, status: null, body: 'no App listens yet' }
  const start = performance.now()
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/embedded',
        'x-github-delivery': delivery.id,
        'x-github-event': delivery.event,
        'x-github-hook-installation-target-id': String(APP_ID),
        'x-github-hook-installation-target-type': 'integration',
        'x-hub-signature-256': signature,
      },
      body,
      signal: AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]),
    })
    const answer = await response.text()
    delivery.status = response.status
    return { id: delivery.id, status: response.status, body: answer }
  } catch (error) {
    return { id: delivery.id, status: null, body: String(error) }
  } finally {
    delivery.ms = performance.now() - start
  }
}

function actionOf(payload: unknown): string | null {
  const action = payload !== null && typeof payload === 'object' && 'action' in payload
  return action && typeof payload.action === 'string' ? payload.action : null
}
