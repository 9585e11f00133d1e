import { Redis } from 'ioredis'
import { type Finding, ok, reasonOf, warn, wrong } from './finding.ts'

const PATIENCE_MS = 5_000
/** BullMQ's: what it refuses, and what it advises against. */
const LEAST = '5.0.0'
const ADVISED = '6.2.0'

/** Whether the queue can live in this Redis. */
export async function redisFindings(url: string): Promise<readonly Finding[]> {
  const { host } = new URL(url)
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    disconnectTimeout: 100,
  })
  let reason: unknown = null
  client.on('error', (error: Error) => {
    reason = error
  })
  try {
    await client.connect()
    await client.ping()
    return redisInfoFindings(host, await client.info())
  } catch (error) {
    return [unreachable(host, reasonOf(reason ?? error))]
  } finally {
    client.disconnect()
  }
}

function unreachable(host: string, reason: string): Finding {
  const isRefused = /NOAUTH|WRONGPASS|NOPERM|ERR AUTH/u.test(reason)
  return isRefused
    ? wrong(
        'Redis',
        `${host} refuses us: ${reason}.`,
        'Put its user and password before the host in REDIS_URL, marks in them percent-encoded.',
      )
    : wrong(
        'Redis',
        `${host} can’t be reached: ${reason}.`,
        'Is it up, does REDIS_URL name it, and does it want TLS (rediss://)?',
      )
}

/** @param text what Redis answers to INFO */
export function redisInfoFindings(host: string, text: string): readonly Finding[] {
  const fields = new Map(
    [...text.matchAll(/^([a-z_]+):(.*?)\r?$/gmu)].map(([, name = '', value = '']) => [name, value]),
  )
  const version = fields.get('redis_version') ?? '0'
  const policy = fields.get('maxmemory_policy') ?? 'noeviction'
  const isLimited = (fields.get('maxmemory') ?? '0') !== '0'
  const findings: Finding[] = []
  if (isOlder(version, ADVISED)) {
    const judge = isOlder(version, LEAST) ? wrong : warn
    findings.push(judge('Redis', `${host} is Redis ${version}.`, `Use ${ADVISED} or later.`))
  }
  if (fields.get('role') === 'slave') {
    const next = 'Set REDIS_URL to the primary.'
    findings.push(wrong('Redis', `${host} is a replica, which takes no writes.`, next))
  }
  if (fields.get('redis_mode') === 'cluster') {
    const next = 'Use a Redis that is no cluster.'
    findings.push(wrong('Redis', `${host} is a cluster, in which a queue’s keys lie apart.`, next))
  }
  if (policy !== 'noeviction') {
    const judge = isLimited ? wrong : warn
    const found = `When its memory is full, it throws away what is queued (maxmemory-policy ${policy}).`
    findings.push(judge('Redis', found, 'Set maxmemory-policy to noeviction.'))
  }
  if (fields.get('aof_enabled') !== '1') {
    const found =
      'It forgets the queue when it is restarted; the next reconciliation finds it again.'
    findings.push(warn('Redis', found, 'Set appendonly to yes.'))
  }
  return findings.length > 0 ? findings : [ok('Redis', `${host} answers: Redis ${version}.`)]
}

function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number))
  for (const [index, least = 0] of (other ?? []).entries()) {
    const part = one?.[index] ?? 0
    if (part !== least) return part < least
  }
  return false
}
