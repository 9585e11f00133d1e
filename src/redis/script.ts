import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script: done at once by Redis, nothing else in between. */
export type Script = (
  client: Redis,
  keys: readonly string[],
  values: readonly (string | number)[],
) => Promise<unknown>

/** Sends the text only to a Redis that doesn't know it yet, or no longer. */
export function script(lua: string): Script {
  const sha = createHash('sha1').update(lua).digest('hex')
  return async (client, keys, values) => {
    try {
      return await client.evalsha(sha, keys.length, ...keys, ...values)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return client.eval(lua, keys.length, ...keys, ...values)
    }
  }
}
