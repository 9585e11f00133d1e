import { createServer } from 'node:net'
import { createLog } from '../app/log.ts'
import { type Running, startServer } from '../app/server.ts'
import { WEBHOOK_PATH } from '../app/webhook.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from './github/embedded-github.ts'
import type { Scene } from './story.ts'

/** Where stories are played: the embedded GitHub and the App, two HTTP servers that talk to each other. */
export interface Stage {
  readonly github: EmbeddedGitHub
  readonly app: Running
  /** What the story's steps know of each other. */
  readonly scene: Scene
  /** Resolves when the App has looked at everything that GitHub told it. */
  readonly quiet: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface StageOptions {
  /** Where the App listens if nobody else does; any port when left out. */
  readonly port?: number
}

/** Starts both, with pages that everybody may see and people who can sign in. */
export async function startStage({ port = 0 }: StageOptions = {}): Promise<Stage> {
  const github = await startEmbeddedGitHub({ webhookSecret: 'only for this demo' })
  const app = await startApp(github, port).catch(async (error: unknown) => {
    await github.close()
    throw error
  })
  github.allowRedirect(`${app.url}/auth/callback`)
  github.deliverTo(`${app.url}${WEBHOOK_PATH}`)
  return {
    github,
    app,
    scene: { repository: github.repository(), commits: new Map() },
    quiet: async () => {
      await github.settled()
      await app.idle()
    },
    close: async () => {
      await app.close()
      await github.close()
    },
  }
}

const HOST = '127.0.0.1'

/** The address that people know has to be known before anybody listens there. */
async function startApp(github: EmbeddedGitHub, wanted: number): Promise<Running> {
  const port = (await freePort(wanted)) ?? (await freePort(0)) ?? 0
  const { clientId, clientSecret } = github
  return startServer(
    {
      appId: github.appId,
      privateKey: github.privateKey,
      webhookSecret: github.webhookSecret,
      host: HOST,
      port,
      logLevel: 'error',
      redisUrl: null,
      apiUrl: github.url,
      webUrl: github.url,
      publicUrl: `http://${HOST}:${port}`,
      signIn: { clientId, clientSecret },
      publicPages: true,
    },
    createLog('error'),
  )
}

/** That port, or any for 0; null when somebody listens there. */
const freePort = (wanted: number): Promise<number | null> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(wanted, HOST, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : null
      probe.close(() => resolve(port))
    })
  })
