import { readConfig } from '../app/config.ts'
import { createLog } from '../app/log.ts'
import { type ServerOptions, startServer } from '../app/server.ts'
import { WEBHOOK_PATH } from '../app/webhook.ts'
import { serveBench } from './in-child.ts'

/** The App as `countersign start` starts it, but for what the bench sets otherwise. */
async function main([settings = '{}']: readonly string[]): Promise<void> {
  const options = JSON.parse(settings) as ServerOptions
  const configured = readConfig(process.env, options.role)
  if (configured.kind !== 'ready') throw new Error(`The App has no settings: ${configured.kind}`)
  const { config } = configured
  const app = await startServer(config, createLog(config.logLevel), options)
  serveBench(`${app.url}${WEBHOOK_PATH}`, app.idle)
}

await main(process.argv.slice(2))
