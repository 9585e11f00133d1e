import { createLog } from '../app/log.ts'
import { type Running, startServer } from '../app/server.ts'
import { WEBHOOK_PATH } from '../app/webhook.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { Repository } from '../demo/github/repository.ts'

/** The embedded GitHub and the App, two HTTP servers in this process, with the pace of production. */
export interface World {
  readonly github: EmbeddedGitHub
  readonly repository: Repository
  /** An App with empty caches takes the place of the one that runs, as after a restart. */
  readonly restartApp: () => Promise<void>
  /** Resolves when the App has answered and looked at everything that GitHub told it. */
  readonly quiet: () => Promise<void>
  readonly close: () => Promise<void>
}

const SECRET = 'the secret of this bench'

/** Starts both, and points GitHub's webhooks at the App. */
export async function startWorld(): Promise<World> {
  const github = await startEmbeddedGitHub({ webhookSecret: SECRET })
  let app = await startApp(github)
  const quiet = async () => {
    await github.settled()
    await app.idle()
  }
  return {
    github,
    repository: github.repository(),
    restartApp: async () => {
      await quiet()
      await app.close()
      app = await startApp(github)
    },
    quiet,
    close: async () => {
      await app.close()
      await github.close()
    },
  }
}

async function startApp(github: EmbeddedGitHub): Promise<Running> {
  const config = {
    appId: github.appId,
    privateKey: github.privateKey,
    webhookSecret: github.webhookSecret,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    apiUrl: github.url,
    webUrl: github.url,
    publicUrl: null,
    signIn: null,
    publicPages: false,
  } as const
  const app = await startServer(config, createLog(config.logLevel))
  github.deliverTo(`${app.url}${WEBHOOK_PATH}`)
  return app
}
