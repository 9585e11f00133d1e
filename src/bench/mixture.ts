import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import { newPulls, toldOf } from './pulls.ts'
import type { Webhook } from './sender.ts'
import { pushFix } from './story.ts'

/** Webhooks as GitHub sends them for many pull requests. */
export interface Mixture {
  readonly webhooks: readonly Webhook[]
  /** So many of them one after the other, all kinds mixed, each time the same. */
  readonly order: (count: number) => readonly number[]
}

/** How many of a hundred are of which kind: most webhooks tell of others' checks, and lead nowhere. */
export const SHARES = { check: 60, synchronize: 15, push: 15, comment: 5, opened: 5 } as const
type Kind = keyof typeof SHARES

/** Opens pull requests, pushes to each and comments on it, all while no App listens; what GitHub sends of it. */
export async function mixtureOf(github: EmbeddedGitHub, pulls: number): Promise<Mixture> {
  const repository = github.repository()
  const check = await foreignCheck(github)
  const kinds: Record<Kind, Webhook[]> = {
    check: [],
    synchronize: [],
    push: [],
    comment: [],
    opened: [],
  }
  for (const pull of await newPulls(github, pulls)) {
    const head = await pushFix(repository, pull)
    kinds.opened.push(pull.opened)
    kinds.check.push(check(head))
    const isOfIt = (payload: unknown) => JSON.stringify(payload).includes(head)
    kinds.synchronize.push(
      await toldOf(github, ({ action, payload }) => action === 'synchronize' && isOfIt(payload)),
    )
    kinds.push.push(
      await toldOf(github, ({ event, payload }) => event === 'push' && isOfIt(payload)),
    )
    await repository.comment(pull.number, '/rereview', 'robin')
    kinds.comment.push(
      await toldOf(github, ({ event, payload }) => {
        const { issue } = payload as { readonly issue?: { readonly number: number } }
        return event === 'issue_comment' && issue?.number === pull.number
      }),
    )
  }
  const names = Object.keys(SHARES) as readonly Kind[]
  const hundred = names.flatMap((kind) => Array.from({ length: SHARES[kind] }, () => kind))
  return {
    webhooks: names.flatMap((kind) => kinds[kind]),
    order: (count) =>
      Array.from({ length: count }, (_, turn) => {
        // 37 and 100 have no divisor in common: each hundred has all kinds, well mixed.
        const kind = hundred[(turn * 37) % 100] ?? 'check'
        return names.indexOf(kind) * pulls + ((turn * 7 + Math.floor(turn / pulls)) % pulls)
      }),
  }
}

/** What GitHub tells of a check of somebody else at any commit. */
async function foreignCheck(github: EmbeddedGitHub): Promise<(head: string) => Webhook> {
  const repository = github.repository()
  const sha = await repository.branchHead('main')
  await repository.workflowJob({ workflow: 'CI', job: 'build', sha, conclusion: 'success' })
  const { event, body } = await toldOf(
    github,
    ({ event, action }) => event === 'check_run' && action === 'completed',
  )
  return (head) => ({ event, body: body.replaceAll(sha, head) })
}
