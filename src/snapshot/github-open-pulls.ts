import { z } from 'zod'
import type { Octokit, OurCheck } from './asking.ts'
import { graph } from './graph.ts'
import { listOf } from './graph-lists.ts'
import type { OpenPull, OpenPulls } from './open-pulls.ts'

export interface OpenPullsQuestion {
  readonly owner: string
  readonly repo: string
  readonly ours: OurCheck
  /** Only those that come from this branch of the repository itself. */
  readonly branch?: string
}

/** The open pull requests of a repository, by one request; null where there is no such repository for us. */
export async function openPulls(
  octokit: Octokit,
  { owner, repo, ours, branch }: OpenPullsQuestion,
): Promise<OpenPulls | null> {
  const { appId: app, name: check } = ours
  const variables = { owner, name: repo, app, branch: branch ?? null, check }
  const { repository } = answerShape.parse(await graph(octokit, QUERY, variables, PATIENCE))
  if (repository === null) return null
  const { totalCount, nodes } = repository.pullRequests
  // A fork's branch may have the same name.
  const found = nodes.filter(({ isCrossRepository }) => branch === undefined || !isCrossRepository)
  return {
    pulls: found.map((node) => ({ owner, repo, ...openPullOf(node, ours) })),
    total: branch === undefined ? totalCount : found.length,
  }
}

/**
 * `checkType: ALL`: two pull requests may share a head, and each has a run there, where GitHub shows the newest of
 * each name only.
 */
const QUERY = `query OpenPulls($owner: String!, $name: String!, $app: Int!, $branch: String, $check: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(
      states: OPEN, first: 50, headRefName: $branch, orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      totalCount
      nodes {
        number title url isDraft isCrossRepository updatedAt headRefName
        author { login }
        reviewRequests(first: 20) {
          nodes { requestedReviewer { __typename ... on User { login } } }
        }
        commits(last: 1) {
          nodes {
            commit {
              checkSuites(first: 3, filterBy: { appId: $app }) {
                nodes {
                  checkRuns(first: 20, filterBy: { checkName: $check, checkType: ALL }) {
                    nodes { databaseId externalId conclusion title }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}`

/** A person waits for it, and can ask again. */
const PATIENCE = { retries: 0 }

const runShape = z.object({
  databaseId: z.number().nullable(),
  externalId: z.string().nullable(),
  conclusion: z.string().nullable(),
  title: z.string().nullable(),
})

const suitesShape = listOf(z.object({ checkRuns: listOf(runShape).nullable() }))

const pullShape = z.object({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  isDraft: z.boolean(),
  isCrossRepository: z.boolean(),
  updatedAt: z.string(),
  headRefName: z.string(),
  author: z.object({ login: z.string() }).nullable(),
  reviewRequests: listOf(
    z.object({ requestedReviewer: z.object({ login: z.string().optional() }).nullable() }),
  ).nullable(),
  commits: listOf(z.object({ commit: z.object({ checkSuites: suitesShape.nullable() }) })),
})

const answerShape = z.object({
  repository: z
    .object({
      pullRequests: z.object({
        totalCount: z.number(),
        nodes: z
          .array(pullShape.nullable())
          .nullable()
          .transform((nodes) => (nodes ?? []).filter((one) => one !== null)),
      }),
    })
    .nullable(),
})

type PullNode = z.output<typeof pullShape>

const openPullOf = (node: PullNode, ours: OurCheck): Omit<OpenPull, 'owner' | 'repo'> => ({
  number: node.number,
  title: node.title,
  author: node.author?.login ?? null,
  branch: node.headRefName,
  isDraft: node.isDraft,
  updatedAt: node.updatedAt,
  url: node.url,
  check: checkOf(node, ours),
  asked: (node.reviewRequests ?? []).flatMap(
    ({ requestedReviewer }) => requestedReviewer?.login ?? [],
  ),
})

/** The newest run of ours that is about this pull request. */
function checkOf({ number, commits }: PullNode, { pullOf }: OurCheck): OpenPull['check'] {
  const runs = commits
    .flatMap(({ commit }) => commit.checkSuites ?? [])
    .flatMap(({ checkRuns }) => checkRuns ?? [])
    .filter(({ externalId }) => pullOf(externalId) === number)
    .sort((one, other) => (other.databaseId ?? 0) - (one.databaseId ?? 0))
  const [newest] = runs
  return newest === undefined
    ? null
    : { conclusion: conclusionOf(newest.conclusion), title: newest.title ?? '' }
}

/** A conclusion that we never give is not a good one. */
function conclusionOf(conclusion: string | null): NonNullable<OpenPull['check']>['conclusion'] {
  if (conclusion === null) return null
  if (conclusion === 'SUCCESS') return 'success'
  return conclusion === 'NEUTRAL' ? 'neutral' : 'failure'
}
