import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { sign } from '../demo/github/deliveries.ts'
import { hookHeaders } from '../demo/github/hookshot.ts'
import type { Sending, Sent } from './sender.ts'

/** How far ahead of its time a webhook may leave, in ms: timers are no more exact. */
const TICK = 1

/** Sends each at its time, whether those before it were answered or not: GitHub doesn't wait either. */
async function sendAll(sending: Sending): Promise<readonly Sent[]> {
  const { url, secret, webhooks, order, perSecond } = sending
  // Signing would cost time while it is measured.
  const signed = webhooks.map((webhook) => ({ ...webhook, signature: sign(secret, webhook.body) }))
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const start = performance.now()
  const sent: Promise<Sent>[] = []
  for (const [turn, index] of order.entries()) {
    const webhook = signed[index]
    if (webhook === undefined) throw new Error(`There is no webhook ${index}`)
    const due = perSecond === null ? 0 : start + (turn * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > TICK) await new Promise((resolve) => setTimeout(resolve, wait))
    sent.push(post(url, agent, webhook))
  }
  const all = await Promise.all(sent)
  agent.destroy()
  return all
}

function post(
  url: string,
  agent: Agent,
  {
    event,
    body,
    signature,
  }: { readonly event: string; readonly body: string; readonly signature: string },
): Promise<Sent> {
  const at = Date.now()
  const start = performance.now()
  return new Promise((resolve) => {
    const ended = (status: number | null) => resolve({ at, ms: performance.now() - start, status })
    const headers = {
      ...hookHeaders(randomUUID(), event, signature),
      'content-length': Buffer.byteLength(body),
    }
    const outgoing = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => ended(answer.statusCode ?? null))
    })
    outgoing.once('error', () => ended(null))
    outgoing.end(body)
  })
}

parentPort?.postMessage(await sendAll(workerData as Sending))
