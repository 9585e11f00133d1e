import { Probot, ProbotOctokit, Server } from 'probot'
import { createLog } from '../app/log.ts'
import { freePort } from '../demo/github/emulator.ts'
import { serveBench } from './in-child.ts'

/** How the smallest App differs from Probot's defaults, if at all. */
export interface SmallestSettings {
  /** Probot lets one write a second pass; off, nothing is held back. */
  readonly throttled: boolean
}

/** The smallest App that answers a pull request with a green check: it reads nothing, and knows nothing. */
function answer(app: Probot): void {
  app.on(['pull_request.opened', 'pull_request.synchronize'], async (context) => {
    const { sha } = context.payload.pull_request.head
    await context.octokit.rest.checks.create({
      ...context.repo(),
      name: 'Countersign',
      head_sha: sha,
      status: 'completed',
      conclusion: 'success',
      output: { title: 'Fine', summary: 'Nothing was read.' },
    })
  })
}

const unthrottled = ProbotOctokit.defaults((given: { readonly throttle?: object }) => ({
  ...given,
  throttle: { ...given.throttle, enabled: false },
}))

async function main([given = '{}']: readonly string[]): Promise<void> {
  const { throttled } = JSON.parse(given) as SmallestSettings
  const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, GITHUB_API_URL } = process.env
  const log = createLog('info')
  const server = new Server({
    log,
    host: '127.0.0.1',
    port: await freePort(),
    Probot: Probot.defaults({
      log,
      appId: APP_ID,
      privateKey: PRIVATE_KEY,
      secret: WEBHOOK_SECRET,
      baseUrl: GITHUB_API_URL,
      ...(!throttled && { Octokit: unthrottled }),
    }),
  })
  await server.load(answer)
  await server.start()
  serveBench(`http://127.0.0.1:${server.port}/api/github/webhooks`, async () => {})
}

await main(process.argv.slice(2))
