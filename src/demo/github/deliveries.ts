import { createHmac, randomUUID } from 'node:crypto'
import { type Disturbance, type Disturbed, disturbing } from './disturbance.ts'
import { type Answered, closable, hookHeaders } from './hookshot.ts'

/** One webhook as it went to the App. */
export interface Delivery {
  /** The `X-GitHub-Delivery`; a webhook that is sent again keeps it. */
  readonly id: string
  /** Its number in the delivery log, another one whenever it is sent. */
  readonly number: number
  readonly event: string
  readonly action: string | null
  readonly payload: unknown
  readonly at: string
  readonly redelivery: boolean
  /** What the App answered; null while it hasn't, when it couldn't be reached, or when there is none yet. */
  readonly status: number | null
  /** Null while the App hasn't answered. */
  readonly ms: number | null
  /** Null while there is none. */
  readonly answer: Answered | null
}

export interface DeliveryAnswer {
  readonly id: string
  readonly status: number | null
  readonly body: string
}

export interface Deliveries {
  readonly list: readonly Delivery[]
  /** Where they go; undefined while no App listens. */
  readonly url: () => string | undefined
  /** Null: the webhook is off, and nothing is sent any more. */
  readonly deliverTo: (url: string | null) => void
  /** Signs and sends a webhook. `signature` replaces the right one, for tests of bad ones. */
  readonly send: (
    event: string,
    payload: unknown,
    options?: { readonly signature?: string; readonly id?: string },
  ) => Promise<DeliveryAnswer>
  /** Sends the same again, undisturbed. */
  readonly again: (delivery: Delivery) => Promise<DeliveryAnswer>
  /** Disturbs what is sent from now on, null no more. The counts go on as long as it lasts. */
  readonly disturb: (disturbance: Disturbance | null) => Disturbed
  /** Makes the deliveries of that webhook so many hours older. */
  readonly age: (id: string, hours: number) => void
  /** What will become a delivery is under way, too. */
  readonly track: (coming: Promise<unknown>) => void
  /** Waits until a delivery like this has begun; false when it doesn't come in time. */
  readonly begun: (match: (delivery: Delivery) => boolean, timeoutMs: number) => Promise<boolean>
  /** Resolves when the App has answered everything that is under way. */
  readonly settled: () => Promise<void>
  readonly close: () => void
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Sends webhooks to the App as GitHub does, and remembers the last `remember` of them. */
export function deliveries(
  secret: string,
  first: string | undefined,
  remember = Number.POSITIVE_INFINITY,
): Deliveries {
  const list: Mutable<Delivery>[] = []
  const underWay = new Set<Promise<unknown>>()
  const waiting = new Set<(delivery: Delivery) => void>()
  const post = closable()
  let url: string | null | undefined = first
  let count = 0
  let disturbed = disturbing({ seed: 0 })

  const attempt = async (
    webhook: Pick<Delivery, 'id' | 'event' | 'payload' | 'redelivery'>,
    signature?: string,
  ): Promise<DeliveryAnswer> => {
    const { id, event, payload } = webhook
    const body = JSON.stringify(payload)
    const delivery: Mutable<Delivery> = {
      ...webhook,
      number: FIRST_NUMBER + count++,
      action: actionOf(payload),
      at: new Date().toISOString(),
      status: null,
      ms: null,
      answer: null,
    }
    list.push(delivery)
    if (list.length > remember) list.shift()
    for (const look of waiting) look(delivery)
    const start = performance.now()
    const headers = hookHeaders(id, event, signature ?? sign(secret, body))
    const answer = await post.send(url ?? undefined, headers, body)
    delivery.status = answer.status
    delivery.answer = answer
    delivery.ms = performance.now() - start
    return { id, status: answer.status, body: answer.body }
  }

  const track = (coming: Promise<unknown>) => {
    underWay.add(coming)
    const done = () => underWay.delete(coming)
    coming.then(done, done)
  }

  const tracked = (sent: Promise<DeliveryAnswer>): Promise<DeliveryAnswer> => {
    track(sent)
    return sent
  }

  return {
    list,
    track,
    url: () => url ?? undefined,
    deliverTo: (next) => {
      url = next
    },
    send: async (event, payload, { id = randomUUID(), signature } = {}) => {
      if (url === null) return { id, status: null, body: 'the webhook is off' }
      const webhook = { id, event, payload, redelivery: false }
      const sent = disturbed
        .next()
        .map((delay) =>
          tracked(
            delay === 0
              ? attempt(webhook, signature)
              : pause(delay).then(() => attempt(webhook, signature)),
          ),
        )
      return sent[0] ?? { id, status: null, body: 'lost on its way' }
    },
    again: ({ id, event, payload }) => tracked(attempt({ id, event, payload, redelivery: true })),
    disturb: (disturbance) => {
      disturbed = disturbing(disturbance ?? { seed: 0 })
      return disturbed.counts
    },
    age: (id, hours) => {
      for (const delivery of list) {
        if (delivery.id !== id) continue
        delivery.at = new Date(Date.parse(delivery.at) - hours * 3_600_000).toISOString()
      }
    },
    begun: (match, timeoutMs) => {
      if (list.findLast(match) !== undefined) return Promise.resolve(true)
      return new Promise((resolve) => {
        const end = (found: boolean) => {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        const look = (delivery: Delivery) => {
          if (match(delivery)) end(true)
        }
        const timer = setTimeout(end, timeoutMs, false)
        waiting.add(look)
      })
    },
    settled: async () => {
      // The emulator's own webhooks leave it just after it has answered the request that caused them.
      await pause(30)
      while (underWay.size > 0) {
        await Promise.allSettled([...underWay])
        await pause(10)
      }
    },
    close: post.close,
  }
}

/** Beyond 32 bits, as GitHub's are. */
const FIRST_NUMBER = 9_000_000_001

/** The `X-Hub-Signature-256` of a body. */
export const sign = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

function actionOf(payload: unknown): string | null {
  const action = payload !== null && typeof payload === 'object' && 'action' in payload
  return action && typeof payload.action === 'string' ? payload.action : null
}
