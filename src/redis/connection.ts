import { Redis } from 'ioredis'
import type { Outages } from './outages.ts'

/** How long somebody waits for an answer of Redis, in ms, before it counts as not there. */
const PATIENCE = 1_000

/** The last one is how long a process that ends may have to wait for ioredis. */
const LIMITS = { connectTimeout: 5_000, disconnectTimeout: 100 }

/** A connection whose commands fail within a second or two when Redis doesn't answer. It comes back by itself. */
export interface HastyConnection {
  readonly client: Redis
  /** Throws when it isn't connected, and doesn't get so in a second. */
  readonly ready: () => Promise<Redis>
}

export function hastyConnection(url: string, outages: Outages): HastyConnection {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE,
    ...LIMITS,
  })
  watch(client, outages)
  return { client, ready: () => ready(client) }
}

/** A connection whose commands wait until Redis is back, however long that takes. */
export function patientConnection(url: string, outages: Outages): Redis {
  const client = new Redis(url, { maxRetriesPerRequest: null, ...LIMITS })
  watch(client, outages)
  return client
}

function watch(client: Redis, outages: Outages): void {
  client.on('error', (error: Error) => outages.met(client, error))
  client.on('ready', () => outages.over(client))
  client.on('end', () => outages.over(client))
}

async function ready(client: Redis): Promise<Redis> {
  if (client.status === 'ready') return client
  if (client.status === 'end') throw new Error('The connection to Redis was closed')
  await new Promise<void>((resolve, reject) => {
    const answered = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      client.off('ready', answered)
      reject(new Error('Redis can’t be reached'))
    }, PATIENCE)
    client.once('ready', answered)
  })
  return client
}
