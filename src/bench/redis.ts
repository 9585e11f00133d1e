import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from '../demo/github/emulator.ts'

/** A Redis of the bench's own, which writes nothing down. */
export interface RedisProcess {
  readonly url: string
  readonly end: () => Promise<void>
}

const PATIENCE_MS = 10_000

/** Starts `redis-server`; null where there is none on the PATH. */
export async function startRedis(): Promise<RedisProcess | null> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const words = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  const server = spawn('redis-server', words, { stdio: 'ignore' })
  const kill = () => server.kill('SIGKILL')
  // Whoever is interrupted leaves nothing behind.
  process.once('exit', kill)
  const end = async () => {
    process.off('exit', kill)
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit')
      kill()
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const isHere = await new Promise<boolean>((resolve) => {
    server.once('spawn', () => resolve(true))
    server.once('error', () => resolve(false))
  })
  if (!isHere) {
    await end()
    return null
  }
  const url = `redis://127.0.0.1:${port}`
  await answers(url)
  return { url, end }
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null })
  client.on('error', () => {})
  try {
    const late = pause(PATIENCE_MS, null, { ref: false }).then(() => {
      throw new Error(`Redis did not answer within ${PATIENCE_MS} ms`)
    })
    await Promise.race([client.ping(), late])
  } finally {
    client.disconnect()
  }
}
