import { NO_COMMIT } from './activity.ts'
import { branchHead, gitCommit } from './git-objects.ts'
import { mergeCommits } from './merge-commits.ts'
import { land, type PullMergeMeans } from './pull-merge.ts'
import { anything, type GitCommit, type Pull } from './shapes.ts'
import { HOUSEKEEPER, QUEUE_BOT, type User } from './world.ts'

/** A pull request's place in a merge queue. */
export interface Queued {
  readonly headSha: string
  /** `refs/heads/gh-readonly-queue/…`, where the merge waits for its checks. */
  readonly headRef: string
  readonly baseSha: string
}

/** Why a group of the queue is gone, in GitHub's words. */
export type Leaving = 'merged' | 'invalidated' | 'dequeued'

type Entry = Queued & { readonly pull: Pull; readonly as: User }

/** The merge queues of all repositories, one for each base branch. */
export type MergeQueues = Map<string, readonly Entry[]>

/** The merge queue of a repository. GitHub's REST API can't be asked to queue, so this is the harness's. */
export function queueing(means: PullMergeMeans & { queues: MergeQueues }, repository: string) {
  const { client, live, queues } = means
  const nameOf = ({ base }: Pull) => `${repository} ${base.ref}`

  const enqueue = async (number: number, as: User = HOUSEKEEPER): Promise<Queued> => {
    const pull = await live.get(repository, number)
    const waiting = queues.get(nameOf(pull)) ?? []
    const tip = await branchHead(client, repository, pull.base.ref)
    const baseSha = waiting.at(-1)?.headSha ?? tip
    if (baseSha === null) throw new Error(`${repository} has no branch ${pull.base.ref}`)
    const plan = { pull, onto: baseSha, method: 'merge', as } as const
    const headSha = await mergeCommits(means, plan)
    if (headSha === null) throw new Error(`#${number} conflicts with ${pull.base.ref}`)
    const headRef = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${number}-${baseSha}`
    const entry = { headSha, headRef, baseSha, pull, as }
    queues.set(nameOf(pull), [...waiting, entry])
    await createBranch(means, repository, entry)
    await tell(means, repository, entry, { action: 'checks_requested' })
    return { headSha, headRef, baseSha }
  }

  const leaveQueue = async (number: number, reason: Leaving = 'merged'): Promise<void> => {
    const pull = await live.get(repository, number)
    const waiting = queues.get(nameOf(pull)) ?? []
    const entry = waiting.find((one) => one.pull.number === number)
    if (entry === undefined) throw new Error(`#${number} is not queued`)
    queues.set(
      nameOf(pull),
      waiting.filter((one) => one !== entry),
    )
    if (reason === 'merged') {
      const { headSha: sha, baseSha: before, as: by } = entry
      await land(means, pull, { before, sha, type: 'merge_queue_merge', as: QUEUE_BOT, by })
    }
    await client.send(anything, 'DELETE', `/repos/${repository}/git/${entry.headRef}`, undefined)
    means.activity.record(repository, {
      ref: entry.headRef,
      before: entry.headSha,
      after: NO_COMMIT,
      type: 'branch_deletion',
      actor: QUEUE_BOT,
    })
    await tell(means, repository, entry, { action: 'destroyed', reason })
  }

  return { enqueue, leaveQueue }
}

async function createBranch(
  { client, activity, events }: PullMergeMeans,
  repository: string,
  { headSha, headRef }: Entry,
): Promise<void> {
  activity.record(repository, {
    ref: headRef,
    before: NO_COMMIT,
    after: headSha,
    type: 'branch_creation',
    actor: QUEUE_BOT,
  })
  const branch = { ref: headRef, sha: headSha }
  await client.send(anything, 'POST', `/repos/${repository}/git/refs`, branch)
  const commit = inEvents(await gitCommit(client, repository, headSha))
  await events.leave('push', repository, QUEUE_BOT, {
    ref: headRef,
    before: NO_COMMIT,
    after: headSha,
    created: true,
    deleted: false,
    forced: false,
    base_ref: null,
    commits: [commit],
    head_commit: commit,
    pusher: { name: QUEUE_BOT, email: null },
  })
}

/** Sends a `merge_group` event; resolves when it has left. */
async function tell(
  { client, events }: PullMergeMeans,
  repository: string,
  { headSha, headRef, baseSha, pull, as }: Entry,
  about: Readonly<Record<string, string>>,
): Promise<void> {
  const commit = await gitCommit(client, repository, headSha)
  await events.leave('merge_group', repository, as, {
    ...about,
    merge_group: {
      head_sha: headSha,
      head_ref: headRef,
      base_sha: baseSha,
      base_ref: `refs/heads/${pull.base.ref}`,
      head_commit: inEvents(commit),
    },
  })
}

const inEvents = ({ sha, tree, message, author, committer }: GitCommit) => ({
  id: sha,
  tree_id: tree.sha,
  message,
  timestamp: committer.date,
  author: { name: author.name, email: author.email },
  committer: { name: committer.name, email: committer.email },
})
