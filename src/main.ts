import { existsSync } from 'node:fs'
import { run } from 'probot'
import { readConfig } from './app/config.ts'
import { createLog } from './app/log.ts'
import { startServer } from './app/server.ts'
import { WEBHOOK_PATH } from './app/webhook.ts'

/** `npm start`: the App with credentials, the way to get them without. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const configured = readConfig(process.env)
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
      const server = await startServer(config, log)
      log.info(`listening: webhooks go to ${server.url}${WEBHOOK_PATH}`)
      log.info(
        config.publicUrl === null
          ? 'no pages and badges: PUBLIC_URL is not set'
          : `pages are at ${config.publicUrl}${config.signIn === null ? '; nobody can sign in' : ''}`,
      )
      const stop = (signal: string) => {
        log.info(`${signal}: finishing what is under way`)
        server.close().then(
          () => log.info('stopped'),
          (error: unknown) => log.error({ err: error }, 'could not stop cleanly'),
        )
      }
      process.once('SIGTERM', () => stop('SIGTERM'))
      process.once('SIGINT', () => stop('SIGINT'))
    }
  }
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
  process.exitCode = 1
})
