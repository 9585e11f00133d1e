import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** A webhook that can be sent any number of times, each time with an id of its own. */
export interface Webhook {
  readonly event: string
  /** The payload, as it is sent. */
  readonly body: string
}

export interface Sending {
  readonly url: string
  readonly secret: string
  readonly webhooks: readonly Webhook[]
  /** Which of them are sent one after the other. */
  readonly order: readonly number[]
  /** Null: all at once. */
  readonly perSecond: number | null
}

/** What became of one. */
export interface Sent {
  /** When it left; ms of the epoch. */
  readonly at: number
  /** Until it was answered. */
  readonly ms: number
  /** Null when there was no answer. */
  readonly status: number | null
}

/** Sends webhooks from a thread, since the embedded GitHub keeps this one busy. What became of each, in order. */
export async function send(sending: Sending): Promise<readonly Sent[]> {
  const thread = new Worker(new URL('sender-thread.js', import.meta.url), { workerData: sending })
  const [sent] = (await once(thread, 'message')) as [readonly Sent[]]
  await thread.terminate()
  return sent
}
