import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Probot } from 'probot'

export const WEBHOOK_PATH = '/api/github/webhooks'

/** GitHub caps payloads at 25 MB and drops larger ones (docs, "Webhook events and payloads"). */
const MOST_BYTES = 25 * 1024 * 1024

/**
 * Receives one delivery: 401 for a missing or bad signature before anything is parsed, 400 for what is not a
 * delivery, 413 for too much, else 200 as soon as the work is in the queue.
 */
export async function receiveWebhook(
  probot: Probot,
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request)
  if (body === null) return answer(response, 413, 'The payload is larger than GitHub sends.')
  const signature = header(request, 'x-hub-signature-256')
  if (signature === null || !(await isSigned(probot, body, signature))) {
    log.warn({ delivery: header(request, 'x-github-delivery') }, 'refused: bad webhook signature')
    return answer(response, 401, 'The signature does not match. Check the webhook secret.')
  }
  const name = header(request, 'x-github-event')
  const id = header(request, 'x-github-delivery')
  if (name === null || id === null) {
    return answer(response, 400, 'X-GitHub-Event and X-GitHub-Delivery are required.')
  }
  const payload = parsed(body)
  if (payload === null) return answer(response, 400, 'The payload is not a JSON object.')
  // The name is GitHub's to choose: Probot ignores those that nobody listens to.
  await probot.receive({ id, name, payload } as Parameters<Probot['receive']>[0])
  return answer(response, 200, 'ok')
}

/** An unreadable signature is a bad one. */
async function isSigned(probot: Probot, body: string, signature: string): Promise<boolean> {
  try {
    return await probot.webhooks.verify(body, signature)
  } catch {
    return false
  }
}

const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * The whole body as text, or null when it is too large. The rest of such a one is read, too, and not kept:
 * whoever is cut off while sending never gets to see the answer. The server's time limit ends it.
 */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const part = Buffer.from(chunk)
    bytes += part.length
    if (bytes > MOST_BYTES) chunks.length = 0
    else chunks.push(part)
  }
  return bytes > MOST_BYTES ? null : Buffer.concat(chunks).toString('utf8')
}

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
