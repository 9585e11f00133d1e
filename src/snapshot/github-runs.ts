import { z } from 'zod'
import type { Asking } from './asking.ts'
import { graph, missing } from './graph.ts'
import { listOf } from './graph-lists.ts'
import type { PullRef } from './snapshot.ts'

/** A check run of ours on a commit. */
export interface OwnRun {
  /** GitHub's global node id. */
  readonly id: string
  /** The newest has the highest. */
  readonly number: number
  readonly completed: boolean
  /** When it was first written, by GitHub's clock. */
  readonly startedAt: string | null
  readonly externalId: string | null
  /** What stands at which lines already: all, or the first hundred. */
  readonly annotations: readonly OwnAnnotation[]
  /** How many there are. */
  readonly annotated: number
}

export interface OwnAnnotation {
  readonly path: string
  readonly line: number
  readonly message: string
}

/** What is to be known just before a check is written. */
export interface BeforeWriting {
  readonly repositoryId: string
  /** Nothing can be written there. */
  readonly isArchived: boolean
  /** Where the pull request is by now; null where there is none of that number. */
  readonly pull: { readonly head: string; readonly isOpen: boolean } | null
  /** Ours on the commit that is written to, newest first. */
  readonly runs: readonly OwnRun[]
}

/** GitHub shows so many at once. */
const MOST_ANNOTATIONS = 100

/**
 * Looks once more before a check is written: whether the pull request still has that head, and what we said there.
 * @param head the commit that is to be written to; need not be the pull request's head
 * @throws with status 404 when there is no such repository, or it isn't for us
 */
export async function beforeWriting(
  { octokit, ours }: Pick<Asking, 'octokit' | 'ours'>,
  { owner, repo, number }: PullRef,
  head: string,
): Promise<BeforeWriting> {
  const variables = { owner, repo, number, head, app: ours.appId, check: ours.name }
  const { repository } = Answer.parse(await graph(octokit, QUERY, variables))
  if (repository === null) throw missing(`repository ${owner}/${repo}`)
  const { id, isArchived, pullRequest: pull, object } = repository
  return {
    repositoryId: id,
    isArchived,
    pull: pull === null ? null : { head: pull.headRefOid, isOpen: pull.state === 'OPEN' },
    runs: ownRuns(object?.checkSuites ?? []),
  }
}

/**
 * Our runs on a commit. `checkType: ALL`: two pull requests may share a head, and each has a run there, where GitHub
 * shows the newest of each name only.
 */
export const RUNS = `checkSuites(first: 5, filterBy: { appId: $app }) {
  nodes {
    checkRuns(first: 30, filterBy: { checkName: $check, checkType: ALL }) {
      nodes { id databaseId status startedAt externalId }
    }
  }
}`

const QUERY = `query BeforeWriting(
  $owner: String!, $repo: String!, $number: Int!, $head: GitObjectID!, $app: Int!, $check: String!
) {
  repository(owner: $owner, name: $repo) {
    id isArchived
    pullRequest(number: $number) { state headRefOid }
    object(oid: $head) {
      ... on Commit {
        ${RUNS.replace(
          'externalId',
          `externalId annotations(first: ${MOST_ANNOTATIONS}) { totalCount nodes { path message location { start { line } } } }`,
        )}
      }
    }
  }
}`

const Annotation = z.object({
  path: z.string(),
  message: z.string(),
  location: z.object({ start: z.object({ line: z.number() }) }),
})

const Run = z.object({
  id: z.string(),
  databaseId: z.number().nullable(),
  status: z.string(),
  startedAt: z.string().nullable(),
  externalId: z.string().nullable(),
  annotations: z
    .object({ totalCount: z.number(), nodes: z.array(Annotation.nullable()).nullable() })
    .nullish(),
})

/** What `RUNS` gives. */
export const Suites = listOf(z.object({ checkRuns: listOf(Run).nullable() }))

const Answer = z.object({
  repository: z
    .object({
      id: z.string(),
      isArchived: z.boolean(),
      pullRequest: z.object({ state: z.string(), headRefOid: z.string() }).nullable(),
      // What is there but no commit has no checks.
      object: z.object({ checkSuites: Suites.nullish() }).nullable(),
    })
    .nullable(),
})

/** Newest first. */
export const ownRuns = (suites: z.output<typeof Suites>): readonly OwnRun[] =>
  suites
    .flatMap(({ checkRuns }) => checkRuns ?? [])
    .map(({ id, databaseId, status, startedAt, externalId, annotations }) => ({
      id,
      number: databaseId ?? 0,
      completed: status === 'COMPLETED',
      startedAt,
      externalId,
      annotations: (annotations?.nodes ?? [])
        .filter((one) => one !== null)
        .map(({ path, message, location }) => ({ path, message, line: location.start.line })),
      annotated: annotations?.totalCount ?? 0,
    }))
    .sort((one, other) => other.number - one.number)
