import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook as it arrived. */
export interface Hook {
  readonly event: string
  readonly action: string | null
  readonly delivery: string
  readonly signature: string
  readonly body: string
  readonly payload: Payload
}

export type Payload = Readonly<Record<string, unknown>>

export interface Recorder {
  readonly url: string
  readonly hooks: readonly Hook[]
  readonly forget: () => void
  /** The first webhook so far, or the next, that satisfies this. */
  readonly heard: (match: (hook: Hook) => boolean) => Promise<Hook>
  readonly close: () => Promise<void>
}

/** An HTTP server that says yes to every webhook and writes it down. */
export async function startRecorder(): Promise<Recorder> {
  const hooks: Hook[] = []
  let waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    hookOf(request).then(
      (hook) => {
        hooks.push(hook)
        response.end('ok')
        for (const look of waiting) look()
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    hooks,
    forget: () => {
      hooks.length = 0
    },
    heard: (match) =>
      new Promise((resolve) => {
        const look = () => {
          const found = hooks.find(match)
          if (found === undefined) return
          waiting = waiting.filter((other) => other !== look)
          resolve(found)
        }
        waiting.push(look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** `push`, `pull_request.opened`, ... */
export const named = (hook: Hook): string =>
  hook.action === null ? hook.event : `${hook.event}.${hook.action}`

async function hookOf(request: IncomingMessage): Promise<Hook> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const payload = JSON.parse(body) as Payload
  const { headers } = request
  return {
    event: String(headers['x-github-event']),
    action: typeof payload.action === 'string' ? payload.action : null,
    delivery: String(headers['x-github-delivery']),
    signature: String(headers['x-hub-signature-256']),
    body,
    payload,
  }
}
