import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One address for several servers, which get what is sent there in turns. */
export interface Balancer {
  readonly url: string
  readonly between: (urls: readonly string[]) => void
  readonly close: () => void
}

export async function startBalancer(): Promise<Balancer> {
  let urls: readonly string[] = []
  let turn = 0
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const url = urls[turn++ % urls.length] ?? ''
    const { 'content-length': _, connection: __, host: ___, ...headers } = request.headers
    const answer = await fetch(url, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(await buffer(request)),
    })
    response.writeHead(answer.status).end(await answer.text())
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.writeHead(502).end())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    between: (next) => {
      urls = next
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
