import { existsSync } from 'node:fs'
import { run } from 'probot'
import { type Role, readConfig } from './app/config.ts'
import { createLog } from './app/log.ts'
import { readWords, USAGE } from './app/operation/command-line.ts'
import { operate } from './app/operation/operate.ts'
import { type Running, startServer } from './app/server.ts'
import { WEBHOOK_PATH } from './app/webhook.ts'

/** How long looks under way may take to finish when we are told to stop. */
const GRACE_MS = 20_000

/** `countersign start`, and what an operator asks of an App that runs. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const words = readWords(process.argv.slice(2))
  switch (words.kind) {
    case 'wrong':
      console.error(`countersign: ${words.problem}\n\n${USAGE}`)
      process.exitCode = 2
      return
    case 'help':
      console.log(USAGE)
      return
    case 'start':
      return start(words.role)
    case 'operate': {
      const said = await operate(words, process.env)
      if (said.ok) return console.log(said.text)
      console.error(`countersign: ${said.text}`)
      process.exitCode = 1
    }
  }
}

/** The App with credentials, the way to get them without. */
async function start(role: Role): Promise<void> {
  const configured = readConfig(process.env, role)
  switch (configured.kind) {
    case 'setup':
      return setUp()
    case 'wrong':
      for (const problem of configured.problems) console.error(`countersign: ${problem}`)
      console.error('countersign: not started. docs/deploying.md lists every setting.')
      process.exitCode = 1
      return
    case 'ready': {
      const { config } = configured
      const log = createLog(config.logLevel)
      const server = await startServer(config, log, { role })
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
    }
  }
}

function stopWhenTold(server: Running, log: ReturnType<typeof createLog>): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info(`${signal}: finishing what is under way; once more to stop at once`)
    for (const again of ['SIGTERM', 'SIGINT']) process.once(again, () => process.exit(1))
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
  const signals = ['SIGTERM', 'SIGINT'] as const
  const first = (signal: NodeJS.Signals) => {
    for (const one of signals) process.removeListener(one, first)
    stop(signal)
  }
  for (const one of signals) process.on(one, first)
}

/** Probot's own setup page makes the App on GitHub and writes its credentials to `.env`. */
async function setUp(): Promise<void> {
  // Without a name to reach this machine by, Probot would ask smee.io for one, which not everybody wants.
  process.env.NO_SMEE_SETUP ??= 'true'
  const host = process.env.HOST ?? 'localhost'
  const port = process.env.PORT ?? '3000'
  await run(() => {})
  console.log(
    [
      '',
      'Countersign has no credentials yet. Either:',
      `  1. open http://${host}:${port}/probot and let GitHub create the App; the page writes .env, then start again; or`,
      '  2. set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET (docs/deploying.md), then start again.',
      'To see it work without any, run: npm run demo',
      '',
    ].join('\n'),
  )
}

main().catch((error: unknown) => {
  console.error('countersign: could not start.', error)
  process.exit(1)
})
