import type { ActivityType } from './activity.ts'
import { afterMove, type BranchMeans } from './branch-rules.ts'
import type { Dates } from './dates.ts'
import type { Reply } from './front.ts'
import { branchHead } from './git-objects.ts'
import { type MergeMeans, type MergeMethod, mergeCommits } from './merge-commits.ts'
import { person } from './people.ts'
import { jsonReply, refusal } from './replies.ts'
import { mayPush, type Roles } from './roles.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything, type Pull } from './shapes.ts'

export type PullMergeMeans = BranchMeans &
  MergeMeans & { readonly roles: Roles; readonly dates: Dates }

/** "Merge a pull request". The emulator takes the head's tree, whatever the base has become, and sends no push. */
export function mergeRules(means: PullMergeMeans): readonly Rule[] {
  return [
    {
      method: 'PUT',
      path: repositoryPath('/pulls/:number/merge'),
      answer: (call) => merge(means, call),
    },
  ]
}

async function merge(means: PullMergeMeans, call: Call): Promise<Reply> {
  const { repository, fields } = call
  const seen = await call.look(`/repos/${repository}/pulls/${call.param('number')}`)
  if (seen.status !== 200) return seen
  const as = means.users.loginOf(call.request)
  if (!mayPush(await means.roles.of(repository, as))) {
    return refusal(403, 'Resource not accessible by integration')
  }
  const pull = await means.live.get(repository, Number(call.param('number')))
  if (pull.state !== 'open' || pull.draft === true) return NOT_MERGEABLE
  if (fields.sha !== undefined && fields.sha !== pull.head.sha) {
    return refusal(409, 'Head branch was modified. Review and try the merge again.')
  }
  const onto = await branchHead(means.client, repository, pull.base.ref)
  const method = METHODS.find((one) => one === fields.merge_method) ?? 'merge'
  const message = messageOf(call)
  const sha = onto === null ? null : await mergeCommits(means, { pull, onto, method, as, message })
  if (onto === null || sha === null) return NOT_MERGEABLE
  await land(means, pull, { before: onto, sha, type: 'pr_merge', as, by: as })
  return jsonReply(200, { sha, merged: true, message: 'Pull Request successfully merged' })
}

const METHODS: readonly MergeMethod[] = ['merge', 'squash', 'rebase']
const NOT_MERGEABLE = refusal(405, 'Pull Request is not mergeable')

function messageOf({ fields }: Call): string | undefined {
  if (typeof fields.commit_title !== 'string') return undefined
  const text = typeof fields.commit_message === 'string' ? fields.commit_message : ''
  return text === '' ? fields.commit_title : `${fields.commit_title}\n\n${text}`
}

export interface Landing {
  /** The base's tip, and what it becomes. */
  readonly before: string
  readonly sha: string
  readonly type: ActivityType & ('pr_merge' | 'merge_queue_merge')
  /** Who moves the base, and for whom. */
  readonly as: string
  readonly by: string
}

/** Moves the base and closes the pull request as merged; both are told to the App. */
export async function land(
  means: PullMergeMeans,
  pull: Pull,
  { before, sha, type, as, by }: Landing,
): Promise<void> {
  const { client, activity, live, clock } = means
  const repository = pull.base.repo?.full_name ?? ''
  const ref = `refs/heads/${pull.base.ref}`
  activity.record(repository, { ref, before, after: sha, type, actor: as })
  live.merge(pull, { sha, at: clock.moment(), by: await person(client, by) })
  await client.send(anything, 'PATCH', `/repos/${repository}/git/${ref}`, { sha }, by)
  const path = `/repos/${repository}/pulls/${pull.number}`
  await client.send(anything, 'PATCH', path, { state: 'closed' }, by)
  await afterMove(means, repository, pull.base.ref, by)
}
