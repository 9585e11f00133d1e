import type { z } from 'zod'
import { HOUSEKEEPER } from './world.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The REST API as a user of it. Nothing of this is counted as a request of the App. */
export interface Client {
  /** The answer, whatever its status. */
  readonly ask: (method: string, path: string, body?: unknown, as?: string) => Promise<Answer>
  /** What `shape` makes of a successful answer; anything else throws. */
  readonly get: <T>(shape: z.ZodType<T>, path: string, as?: string) => Promise<T>
  readonly send: <T>(
    shape: z.ZodType<T>,
    method: string,
    path: string,
    body: unknown,
    as?: string,
  ) => Promise<T>
}

/** A client of the API at `origin`. */
export function connect(origin: string, tokenOf: (user: string) => string): Client {
  const ask: Client['ask'] = async (method, path, body, as = HOUSEKEEPER) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `token ${tokenOf(as)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : parse(text) }
  }
  const send: Client['send'] = async (shape, method, path, body, as = HOUSEKEEPER) => {
    const answer = await ask(method, path, body, as)
    if (answer.status >= 400) {
      throw new Error(
        `The embedded GitHub refused ${method} ${path} as ${as}: ${answer.status} ${JSON.stringify(answer.body)}`,
      )
    }
    return shape.parse(answer.body)
  }
  return { ask, send, get: (shape, path, as) => send(shape, 'GET', path, undefined, as) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
