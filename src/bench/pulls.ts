import type { Delivery } from '../demo/github/deliveries.ts'
import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { Webhook } from './sender.ts'
import { openPull, type Pull, reviewedBranch } from './story.ts'

/** A pull request of which no App has been told, and the webhook that tells it. */
export interface NewPull extends Pull {
  readonly opened: Webhook
}

/** Opens pull requests while no App listens. */
export async function newPulls(github: EmbeddedGitHub, count: number): Promise<readonly NewPull[]> {
  const repository = github.repository()
  const pulls: NewPull[] = []
  for (let index = 0; index < count; index++) {
    const pull = await openPull(repository, await reviewedBranch(repository))
    const opened = await toldOf(github, ({ action, payload }) => {
      const { number } = payload as { readonly number?: number }
      return action === 'opened' && number === pull.number
    })
    pulls.push({ ...pull, opened })
  }
  return pulls
}

/** The last webhook like this, when GitHub has sent everything. */
export async function toldOf(
  github: EmbeddedGitHub,
  like: (delivery: Delivery) => boolean,
): Promise<Webhook> {
  const found = github.deliveries.findLast(like)
  if (found !== undefined) return webhookOf(found)
  await github.settled()
  const late = github.deliveries.findLast(like)
  if (late === undefined) throw new Error('GitHub sent no such webhook')
  return webhookOf(late)
}

const webhookOf = ({ event, payload }: Delivery): Webhook => ({
  event,
  body: JSON.stringify(payload),
})
