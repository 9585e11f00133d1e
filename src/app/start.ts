import { readConfig } from './config.ts'
import { createLog } from './log.ts'
import type { Role } from './roles.ts'
import { type Running, startServer } from './server.ts'
import { setUp } from './set-up/set-up.ts'
import { WEBHOOK_PATH } from './webhook.ts'

/** How long looks under way may take to finish when we are told to stop. */
const GRACE_MS = 20_000

/**
 * The App with credentials, the way to get them without.
 * @returns the exit code, should the process end: it goes on while the App listens
 */
export async function start(role: Role): Promise<number> {
  const configured = readConfig(process.env, role)
  switch (configured.kind) {
    case 'setup':
      return begin(role)
    case 'wrong':
      for (const problem of configured.problems) console.error(`countersign: ${problem}`)
      console.error('countersign: not started. docs/deploying.md lists every setting.')
      return 1
    case 'ready': {
      const { config } = configured
      const log = createLog(config.logLevel)
      const server = await startServer(config, log, { role }).catch((error: unknown) => {
        console.error('countersign: could not start.', error)
        return null
      })
      if (server === null) return 1
      log.info(
        role === 'worker'
          ? `listening: a worker, which says how it is at ${server.url}/readyz`
          : `listening: webhooks go to ${server.url}${WEBHOOK_PATH}`,
      )
      if (role !== 'worker') {
        log.info(
          config.publicUrl === null
            ? 'no pages and badges: PUBLIC_URL is not set'
            : `pages are at ${config.publicUrl}${config.signIn === null ? '; nobody can sign in' : ''}`,
        )
      }
      stopWhenTold(server, log)
      return 0
    }
  }
}

function stopWhenTold(server: Running, log: ReturnType<typeof createLog>): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info(`${signal}: finishing what is under way; once more to stop at once`)
    server.close(GRACE_MS).then(
      // What wasn't finished was handed back, and must not be gone on with.
      () => {
        log.info('stopped')
        process.exit(0)
      },
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  let isTold = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (isTold) process.exit(1)
    isTold = true
    stop(signal)
  }
  for (const one of ['SIGTERM', 'SIGINT'] as const) process.on(one, onSignal)
}

/** For the first time here: leads to an App on GitHub, and goes on as that. */
async function begin(role: Role): Promise<number> {
  if (role !== 'all') {
    console.error(
      `countersign: a ${role} needs the credentials of an App, and there are none. Make one first: countersign start.`,
    )
    return 1
  }
  const outcome = await setUp(process.env, { print: console.log })
  if (!outcome.ok) {
    for (const problem of outcome.problems) console.error(`countersign: ${problem}`)
    return 1
  }
  stopWhenTold(outcome.server, outcome.log)
  return 0
}
