import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './built-app.ts'
import { installed } from './install-debian.ts'

/** A Redis of the test's own. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Ends it, and what it kept. */
  readonly stop: () => Promise<void>
  /** As a crash would. */
  readonly kill: () => Promise<void>
  /** Starts it again at the same port, with what it wrote down. */
  readonly restart: () => Promise<void>
  /** Makes it as new. */
  readonly flush: () => Promise<void>
  /** Stands still, and answers nobody, until it goes on. */
  readonly freeze: () => void
  readonly thaw: () => void
}

export interface RedisServerOptions {
  /** Any free one when left out. */
  readonly port?: number
  /** Whether it writes down every command before it answers. */
  readonly durable?: boolean
}

/** Starts Redis; where there is none, Debian's is installed first. Resolves when it answers. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { port = await freePort(), durable = false } = options
  const program = installed({
    neededBy: 'the queue’s tests',
    program: 'redis-server',
    debianPackage: 'redis-server',
    find: redisPath,
  })
  const folder = mkdtempSync(join(tmpdir(), 'countersign-redis-'))
  const url = `redis://127.0.0.1:${port}`
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  if (durable) words.push('--appendonly', 'yes', '--appendfsync', 'always')
  const start = async (): Promise<ChildProcess> => {
    const started = spawn(program, words, { stdio: 'ignore' })
    await answers(url, started)
    return started
  }
  let server = await start()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }
  return {
    url,
    port,
    stop: async () => {
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGKILL')
      server = await start()
    },
    flush: async () => {
      const client = new Redis(url)
      await client.flushall()
      client.disconnect()
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
  }
}

/** Where `redis-server` is on this machine; null when it isn't there. */
function redisPath(): string | null {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return folders.map((folder) => join(folder, 'redis-server')).find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null })
  client.on('error', () => {})
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`redis-server ended with exit code ${code}`)
  })
  ended.catch(() => {})
  try {
    await Promise.race([client.ping(), ended])
  } finally {
    client.disconnect()
  }
}
