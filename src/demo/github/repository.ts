import { pullsAt, sendButton, sendRerequested, sendSuiteRerequested } from './check-events.ts'
import type { CheckMemory } from './check-memory.ts'
import { type CheckRun, checkRunsAt, type WaitOptions, waitForCheck } from './check-runs.ts'
import { type CommitRequest, committing, type MergeRequest } from './commits.ts'
import type { DeliveryAnswer } from './deliveries.ts'
import { branchHead, ownerOf } from './git-objects.ts'
import type { MergeMethod } from './merge-commits.ts'
import { type Leaving, type MergeQueues, type Queued, queueing } from './merge-queue.ts'
import { type Oddities, type OddityMeans, oddities } from './odd-repository.ts'
import type { PullMergeMeans } from './pull-merge.ts'
import { type Reviewing, reviewing } from './reviewing.ts'
import type { Role } from './roles.ts'
import {
  anything,
  idShape,
  type Pull,
  pullShape,
  runShape,
  shaShape,
  suiteShape,
} from './shapes.ts'
import { type Talking, type TalkingMeans, talking } from './talking.ts'
import { runJob, type WorkflowJob } from './workflow-jobs.ts'
import type { Workflows } from './workflows.ts'
import { HOUSEKEEPER, type User } from './world.ts'

/** What the harness does in one repository. Whatever moves a branch goes through the front. */
export interface Repository extends Talking, Reviewing, Oddities {
  readonly owner: string
  readonly name: string
  readonly fullName: string
  /** Writes a commit and moves the branch to it (`push: false` leaves it unreachable); its SHA. */
  readonly commit: (request: CommitRequest) => Promise<string>
  /** Merges a branch or commit into a branch, whole files at a time; the merge's SHA. */
  readonly mergeCommit: (request: MergeRequest) => Promise<string>
  readonly createBranch: (branch: string, sha: string, as?: User) => Promise<void>
  readonly deleteBranch: (branch: string, as?: User) => Promise<void>
  readonly forcePush: (branch: string, sha: string, as?: User) => Promise<void>
  /** The tip of a branch; throws when there is no such branch. */
  readonly branchHead: (branch: string) => Promise<string>
  /** `head` is a branch or `owner:branch`; `as` is its number's author, the fork's owner by default. */
  readonly openPull: (request: OpenPull) => Promise<number>
  readonly pull: (number: number) => Promise<Pull>
  readonly closePull: (number: number, as?: User) => Promise<void>
  readonly reopenPull: (number: number, as?: User) => Promise<void>
  readonly readyForReview: (number: number, as?: User) => Promise<void>
  readonly changeBase: (number: number, base: string, as?: User) => Promise<void>
  /** Presses the merge button; the SHA of the last commit that it makes. */
  readonly merge: (number: number, method: MergeMethod, as?: User) => Promise<string>
  /** Puts a pull request at the end of its base's merge queue. */
  readonly enqueue: (number: number, as?: User) => Promise<Queued>
  /** Takes it out again; merged by default, which only the first of a queue can be. */
  readonly leaveQueue: (number: number, reason?: Leaving) => Promise<void>
  readonly setPermission: (login: User, role: Role) => Promise<void>
  /** All check runs of a commit, newest first, with all their annotations. */
  readonly checkRuns: (sha: string) => Promise<readonly CheckRun[]>
  /** A completed check run named `Countersign` there, once one satisfies `match`. */
  readonly waitForCheck: (
    sha: string,
    match?: (run: CheckRun) => boolean,
    options?: WaitOptions,
  ) => Promise<CheckRun>
  /** Somebody else's check run, as CI would post it; its id. */
  readonly foreignCheck: (check: ForeignCheck) => Promise<number>
  /** A job of GitHub Actions, run again when it ran before; the id of its check run. */
  readonly workflowJob: (job: WorkflowJob) => Promise<number>
  readonly rerunCheck: (id: number, options?: CheckEvent) => Promise<DeliveryAnswer>
  readonly rerequestSuite: (sha: string, options?: CheckEvent) => Promise<DeliveryAnswer>
  readonly pressButton: (
    id: number,
    identifier: string,
    options?: CheckEvent,
  ) => Promise<DeliveryAnswer>
  /** `check_suite.requested`, which GitHub sends to the App on every push. */
  readonly requestSuite: (branchOrSha: string) => Promise<void>
  readonly fork: (as: User) => Promise<Repository>
}

export interface OpenPull {
  readonly head: string
  readonly base?: string
  readonly title: string
  readonly body?: string
  readonly draft?: boolean
  readonly as?: User
}

export interface CheckEvent {
  readonly as?: User
  /** Whether the event lists the pull requests; GitHub lists none of forks, so none by default. */
  readonly pullRequests?: 'none' | 'listed'
}

export interface ForeignCheck {
  readonly name: string
  readonly sha: string
  /** In progress when left out. */
  readonly conclusion?: string
}

export type RepositoryMeans = PullMergeMeans &
  TalkingMeans &
  OddityMeans & {
    readonly checks: CheckMemory
    readonly workflows: Workflows
    readonly queues: MergeQueues
  }

/** The nouns of the harness for one repository. */
export function repositoryOf(means: RepositoryMeans, owner: string, name: string): Repository {
  const { client, outside, live, events, checks } = means
  const fullName = `${owner}/${name}`
  const path = `/repos/${fullName}`
  const patchPull = async (number: number, body: unknown, as: User = HOUSEKEEPER) => {
    await outside.send(anything, 'PATCH', `${path}/pulls/${number}`, body, as)
  }
  const listed = async (sha: string, { pullRequests = 'none' }: CheckEvent) =>
    pullRequests === 'none' ? [] : pullsAt(live, fullName, sha)
  const shaOf = async (id: number) =>
    (await client.get(runShape, `${path}/check-runs/${id}`)).head_sha
  const sent = (answer: DeliveryAnswer | null): DeliveryAnswer => {
    if (answer === null) throw new Error(`The App isn't installed on ${fullName}`)
    return answer
  }

  return {
    owner,
    name,
    fullName,
    ...committing(means, fullName),
    ...talking(means, fullName),
    ...reviewing(outside, fullName),
    ...queueing(means, fullName),
    ...oddities(means, fullName),
    branchHead: async (branch) => {
      const head = await branchHead(client, fullName, branch)
      if (head === null) throw new Error(`${fullName} has no branch ${branch}`)
      return head
    },
    openPull: async ({ head, base = 'main', as, ...rest }) => {
      const author = as ?? (head.includes(':') ? head.split(':')[0] : HOUSEKEEPER)
      const body = { head, base, ...rest }
      return (await outside.send(pullShape, 'POST', `${path}/pulls`, body, author)).number
    },
    pull: (number) => live.get(fullName, number),
    closePull: (number, as) => patchPull(number, { state: 'closed' }, as),
    reopenPull: (number, as) => patchPull(number, { state: 'open' }, as),
    changeBase: (number, base, as) => patchPull(number, { base }, as),
    readyForReview: async (number, as = HOUSEKEEPER) => {
      await patchPull(number, { draft: false }, as)
      await events.pull('ready_for_review', await live.get(fullName, number), as)
    },
    merge: async (number, method, as = HOUSEKEEPER) => {
      const body = { merge_method: method }
      return (await outside.send(shaShape, 'PUT', `${path}/pulls/${number}/merge`, body, as)).sha
    },
    setPermission: async (login, permission) => {
      const collaborator = `${path}/collaborators/${login}`
      await outside.send(anything, 'PUT', collaborator, { permission }, ownerOf(fullName))
    },
    checkRuns: (sha) => checkRunsAt(client, checks, fullName, sha),
    waitForCheck: (sha, match, options) =>
      waitForCheck(
        () => checkRunsAt(client, checks, fullName, sha),
        means.deliveries,
        sha,
        match,
        options,
      ),
    foreignCheck: async ({ name: check, sha, conclusion }) => {
      const state = conclusion === undefined ? { status: 'in_progress' } : { conclusion }
      const body = { name: check, head_sha: sha, ...state }
      return (await outside.send(idShape, 'POST', `${path}/check-runs`, body)).id
    },
    workflowJob: (job) => runJob(means, fullName, job),
    rerunCheck: async (id, options = {}) => {
      const pulls = await listed(await shaOf(id), options)
      const sender = options.as ?? HOUSEKEEPER
      return sent(await sendRerequested(client, checks, events, fullName, id, sender, pulls))
    },
    rerequestSuite: async (sha, options = {}) => {
      const list = await client.get(anything, `${path}/commits/${sha}/check-suites`)
      const [first] = (list as { readonly check_suites: readonly unknown[] }).check_suites
      if (first === undefined) throw new Error(`${fullName} has no check suite at ${sha}`)
      const { id } = suiteShape.parse(first)
      const sender = options.as ?? HOUSEKEEPER
      const pulls = await listed(sha, options)
      return sent(await sendSuiteRerequested(client, events, fullName, id, sender, pulls))
    },
    pressButton: async (id, identifier, options = {}) => {
      const pulls = await listed(await shaOf(id), options)
      const press = { id, identifier, sender: options.as ?? HOUSEKEEPER }
      return sent(await sendButton(client, checks, events, fullName, press, pulls))
    },
    requestSuite: async (branchOrSha) => {
      const tip = await branchHead(client, fullName, branchOrSha)
      const body =
        tip === null ? { head_sha: branchOrSha } : { head_sha: tip, head_branch: branchOrSha }
      await outside.send(anything, 'POST', `${path}/check-suites`, body)
    },
    fork: async (as) => {
      await outside.send(anything, 'POST', `${path}/forks`, {}, as)
      return repositoryOf(means, as, name)
    },
  }
}
