import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FrontRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Resolves when the connection has ended, whoever ended it. */
  readonly gone: Promise<void>
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer
}

/** Breaks the connection off without an answer. */
export const HANG_UP = 'hang up'

export interface Front {
  readonly url: string
  readonly close: () => Promise<void>
}

const KEPT_MS = 60_000

/** The HTTP server that everybody takes for GitHub; `answer` decides what it says. */
export async function startFront(
  answer: (request: FrontRequest) => Promise<Reply | typeof HANG_UP>,
): Promise<Front> {
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, answer)
  })
  // Whoever sends on a connection that we just close for its idleness would take it for a failure.
  server.keepAliveTimeout = KEPT_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: FrontRequest) => Promise<Reply | typeof HANG_UP>,
): Promise<void> {
  try {
    const reply = await answer({
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`),
      headers: incoming.headers,
      body: await read(incoming),
      gone: new Promise((resolve) => {
        outgoing.once('close', resolve)
      }),
    })
    if (reply === HANG_UP) {
      incoming.socket.destroy()
      return
    }
    const headers = Object.entries(reply.headers).map(([name, value]) => [name, [value].flat()])
    outgoing.writeHead(reply.status, Object.fromEntries(headers))
    outgoing.end(reply.body)
  } catch (error) {
    // The front itself failed: say where, a silent 500 would be looked for in the App.
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    outgoing.writeHead(500, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ message: `The embedded GitHub failed: ${message}` }))
  }
}

/** Passes requests on to the emulator, with the front's own host name, which the emulator prints in links. */
export function passOn(origin: string): {
  readonly forward: (request: FrontRequest, body?: unknown) => Promise<Reply>
  readonly close: () => void
} {
  const agent = new Agent({ keepAlive: true })
  const forward = (request: FrontRequest, changed?: unknown): Promise<Reply> => {
    const body = changed === undefined ? request.body : Buffer.from(JSON.stringify(changed))
    const { 'transfer-encoding': _, connection: __, ...headers } = request.headers
    return new Promise((resolve, reject) => {
      const outgoing = requestOf(
        `${origin}${request.url.pathname}${request.url.search}`,
        {
          agent,
          method: request.method,
          headers: { ...headers, 'content-length': String(body.byteLength) },
        },
        (incoming) => {
          read(incoming).then((answer) => resolve(toReply(incoming, answer)), reject)
        },
      )
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The emulator ended a connection that was idle, just as it was used again.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(forward(request, changed))
        else reject(error)
      })
      outgoing.end(body)
    })
  }
  return { forward, close: () => agent.destroy() }
}

function toReply(incoming: IncomingMessage, body: Buffer): Reply {
  const kept = Object.entries(incoming.headers).filter(
    (entry): entry is [string, string | string[]] =>
      entry[1] !== undefined && !DROPPED_HEADERS.has(entry[0]),
  )
  return { status: incoming.statusCode ?? 502, headers: Object.fromEntries(kept), body }
}

/** They describe the connection or a body that may be rewritten. */
const DROPPED_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding'])

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
