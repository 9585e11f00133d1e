import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { WEBHOOK_PATH } from '../../src/app/webhook.ts'

/** A connection of somebody who doesn't send as GitHub does. */
export interface Line {
  /** Resolves when it has left, or nobody takes it any more. */
  readonly send: (data: string | Buffer) => Promise<void>
  /** The status of what is answered; null when it is cut without an answer. */
  readonly status: () => number | null
  /** Resolves with the status as soon as there is one, or the connection has ended. */
  readonly answered: Promise<number | null>
  readonly end: () => void
}

/** Posts the head of a request to the webhooks of that App: these lines, and nothing of its body yet. */
export function startPost(url: string, lines: readonly string[]): Line {
  const { port } = new URL(url)
  const socket: Socket = connect(Number(port), '127.0.0.1')
  let text = ''
  const status = () => {
    const found = /^HTTP\/1\.1 (\d+)/u.exec(text)?.[1]
    return found === undefined ? null : Number(found)
  }
  const answered = new Promise<number | null>((resolve) => {
    socket.on('data', (data) => {
      text += data.toString('latin1')
      if (status() !== null) resolve(status())
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(status()))
  })
  socket.write([`POST ${WEBHOOK_PATH} HTTP/1.1`, 'host: localhost', ...lines, '', ''].join('\r\n'))
  return {
    send: async (data) => {
      if (socket.destroyed || socket.write(data)) return
      await Promise.race([once(socket, 'drain').catch(() => undefined), answered])
    },
    status,
    answered,
    end: () => void socket.destroy(),
  }
}

/** A part of a chunked body. */
export const chunkOf = (data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n')])
