import { z } from 'zod'
import type { Asking } from './asking.ts'
import { policyAt } from './github-contents.ts'
import { type Conversation, conversationOf, TALK, Talk } from './github-conversation.ts'
import { type OwnRun, ownRuns, RUNS, Suites } from './github-runs.ts'
import { graph, missing } from './graph.ts'
import { listOf } from './graph-lists.ts'
import { type Opened, POLICY_PATH, type PolicyText, type PullRef } from './snapshot.ts'

/** Everything about a pull request that may change, by one question; the rest is named by its content and kept. */
export interface PullNow {
  readonly opened: Opened
  readonly conversation: Conversation
  /** When it was changed last, by GitHub's clock; ISO 8601. */
  readonly updatedAt: string
  /** GitHub's list of its commits, oldest first; null where that may not be all of them, or not up to date. */
  readonly commits: readonly string[] | null
  /** How often its branch was force-pushed, deleted or restored since it was opened. */
  readonly rewrites: number
  /** What we said on its head; null where the answer doesn't tell. */
  readonly runs: readonly OwnRun[] | null
}

/**
 * A pull request as it is now.
 * @param toShow even of one that was closed without merging, the policy is read
 * @throws with status 404 when there is none of that number, or it isn't for us
 */
export async function pullNow(asking: Asking, pull: PullRef, toShow = false): Promise<PullNow> {
  const { owner, repo, number } = pull
  const variables = { owner, repo, number, ...factsVariables(asking) }
  const { repository } = Answer.parse(
    await graph(asking.octokit, QUERY, variables, DEFAULTS_HIDDEN),
  )
  if (!repository?.pullRequest) throw missing(`pull request ${owner}/${repo}#${number}`)
  return pullFrom(asking, pull, repository.pullRequest, toShow)
}

/** An organisation's defaults that the App may not read are none to it. */
export const DEFAULTS_HIDDEN = { hidden: 'owner' }

/** The values for the variables of `FACTS`. */
export const factsVariables = ({ ours: { appId: app, name: check } }: Asking) => ({
  app,
  check,
  policy: POLICY_PATH,
  comments: null,
  reviews: null,
})

/** A pull request by what `FACTS` gives of it, and what that leaves out. */
export async function pullFrom(
  asking: Asking,
  asked: Pick<PullRef, 'number'>,
  now: PullFacts,
  toShow = false,
): Promise<PullNow> {
  const { octokit } = asking
  const { repository } = now
  // What a repository was called before it was renamed leads to it as well.
  const [owner = '', repo = ''] = repository.nameWithOwner.split('/')
  const pull = { owner, repo, number: asked.number }
  const tip = now.baseRef?.target ?? null
  const isOpen = now.state === 'OPEN'
  // What a pull request calls its base's commit stays as it was at its last push; the branch itself goes on.
  const base = isOpen ? (tip?.oid ?? now.baseRefOid) : now.baseRefOid
  const isRead = isOpen || now.state === 'MERGED' || toShow
  const [conversation, policyFiles] = await Promise.all([
    conversationOf(octokit, pull, now),
    isRead ? policiesOf(asking, pull, now, base) : [],
  ])
  const shas = now.commits.nodes.map(({ commit }) => commit.oid)
  const isWhole = base === now.baseRefOid && shas.length === now.commits.totalCount
  const [last] = now.last
  return {
    opened: {
      pull,
      state: isOpen ? 'open' : 'closed',
      merged: now.state === 'MERGED' ? (now.mergeCommit?.oid ?? null) : null,
      createdAt: now.createdAt,
      author: loginOf(now.author),
      title: now.title,
      webUrl: repository.url,
      isPrivate: repository.isPrivate,
      base: { ref: now.baseRefName, sha: base },
      head: {
        ref: now.headRefName,
        sha: now.headRefOid,
        repository: now.headRepository?.nameWithOwner ?? null,
      },
      policyFiles,
    },
    conversation,
    updatedAt: now.updatedAt,
    commits: isWhole && shas.at(-1) === now.headRefOid ? shas : null,
    rewrites: now.timelineItems.totalCount,
    runs:
      last?.commit.oid === now.headRefOid && last.commit.checkSuites != null
        ? ownRuns(last.commit.checkSuites)
        : null,
  }
}

/** The organisation's rules, then the repository's own. */
async function policiesOf(
  asking: Asking,
  { owner, repo }: PullRef,
  { repository: { url, owner: organisation }, baseRef }: PullFacts,
  base: string,
): Promise<readonly PolicyText[]> {
  const tip = baseRef?.target ?? null
  const general = organisation.repository
  const [defaults, own] = await Promise.all([
    // The organisation's own repository of defaults has them once.
    repo === ORGANISATION || !general
      ? null
      : policyAt(
          asking,
          { owner, repo: ORGANISATION, ref: null },
          general.defaultBranchRef?.target,
        ),
    policyAt(asking, { owner, repo, ref: base }, tip?.oid === base ? tip : undefined),
  ])
  return [
    ...(defaults === null || !general
      ? []
      : [
          {
            name: `${owner}/${ORGANISATION}/${POLICY_PATH}`,
            url: `${general.url}/blob/${general.defaultBranchRef?.name}/${POLICY_PATH}`,
            text: defaults.text,
          },
        ]),
    ...(own === null
      ? []
      : [{ name: POLICY_PATH, url: `${url}/blob/${base}/${POLICY_PATH}`, text: own.text }]),
  ]
}

/** GitHub's name for the repository that holds an organisation's defaults. */
const ORGANISATION = '.github'

/** REST, by which commits have their authors, calls a bot `name[bot]`. */
const loginOf = (actor: { readonly __typename: string; readonly login: string } | null) =>
  actor?.__typename === 'Bot' ? `${actor.login}[bot]` : (actor?.login ?? null)

const POLICY = `... on Commit {
  file(path: $policy) {
    mode
    object { ... on Blob { oid text isTruncated } }
  }
}`

/** The variables of `FACTS`, beside those that name the pull request. */
export const FACTS_VARIABLES =
  '$policy: String!, $app: Int!, $check: String!, $comments: String, $reviews: String'

/** What is asked of a pull request, as a fragment. */
export const FACTS = `fragment Facts on PullRequest {
  repository {
    nameWithOwner url isPrivate
    owner {
      repository(name: "${ORGANISATION}") {
        url
        defaultBranchRef { name target { oid ${POLICY} } }
      }
    }
  }
  state title createdAt updatedAt
  author { __typename login }
  mergeCommit { oid }
  headRefName headRefOid headRepository { nameWithOwner }
  baseRefName baseRefOid baseRef { target { oid ${POLICY} } }
  commits(last: 100) { totalCount nodes { commit { oid } } }
  last: commits(last: 1) { nodes { commit { oid ${RUNS} } } }
  timelineItems(
    first: 1
    itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, HEAD_REF_DELETED_EVENT, HEAD_REF_RESTORED_EVENT]
  ) { totalCount }
  ${TALK}
}`

const QUERY = `query Pull($owner: String!, $repo: String!, $number: Int!, ${FACTS_VARIABLES}) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { ...Facts }
  }
}
${FACTS}`

/** A file in a commit; without an object where it is a submodule. */
const PolicyEntry = z.object({
  mode: z.number(),
  object: z
    .object({
      oid: z.string().optional(),
      text: z.string().nullish(),
      isTruncated: z.boolean().optional(),
    })
    .nullable(),
})
export type PolicyEntry = z.output<typeof PolicyEntry>

const Tip = z.object({ oid: z.string(), file: PolicyEntry.nullish() })

/** What `FACTS` gives. */
export const PullFacts = Talk.extend({
  repository: z.object({
    nameWithOwner: z.string(),
    url: z.string(),
    isPrivate: z.boolean(),
    owner: z.object({
      repository: z
        .object({
          url: z.string(),
          defaultBranchRef: z.object({ name: z.string(), target: Tip.nullable() }).nullable(),
        })
        .nullable(),
    }),
  }),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  headRefName: z.string(),
  headRefOid: z.string(),
  // A fork that was deleted is none.
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  baseRefName: z.string(),
  baseRefOid: z.string(),
  baseRef: z.object({ target: Tip.nullable() }).nullable(),
  commits: z.object({
    totalCount: z.number(),
    nodes: z.array(z.object({ commit: z.object({ oid: z.string() }) })),
  }),
  last: listOf(z.object({ commit: z.object({ oid: z.string(), checkSuites: Suites.nullish() }) })),
  timelineItems: z.object({ totalCount: z.number() }),
})
export type PullFacts = z.output<typeof PullFacts>

const Answer = z.object({
  repository: z.object({ pullRequest: PullFacts.nullable() }).nullable(),
})
