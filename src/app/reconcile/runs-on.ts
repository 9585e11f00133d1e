import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'
import { graph } from '../../snapshot/graph.ts'
import { listOf } from '../../snapshot/graph-lists.ts'
import type { OpenHead } from './open-heads.ts'
import type { Ask } from './reconcile.ts'

/** A check run of ours. */
export interface Run {
  readonly completed: boolean
  /** ISO 8601. */
  readonly completedAt: string | null
  readonly externalId: string | null
}

/** The checks of a commit, as far as it takes to know whether we owe it a look. */
export interface HeadChecks {
  /** Ours, newest first. */
  readonly runs: readonly Run[]
  /** When something became of others' last; ISO 8601, null where there are none. */
  readonly othersAt: string | null
}

/** So many commits a request. */
const AT_ONCE = 50

/** The checks on each of these heads; none on one that GitHub doesn't show. */
export async function runsOn(
  octokit: Octokit,
  heads: readonly OpenHead[],
  { appId, name }: { readonly appId: number; readonly name: string },
  ask: Ask,
): Promise<readonly HeadChecks[]> {
  const found: HeadChecks[] = []
  for (let first = 0; first < heads.length; first += AT_ONCE) {
    const some = heads.slice(first, first + AT_ONCE)
    const values = { app: appId, check: name, ...valuesOf(some) }
    const said = Answer.parse(await ask(() => graph(octokit, queryFor(some), values)))
    found.push(
      ...some.map((_, at) => {
        const object = said[`h${at}`]?.object
        const others = (object?.others ?? []).filter(({ app }) => app?.databaseId !== appId)
        const times = others.map(({ updatedAt }) => updatedAt).sort()
        return { runs: object?.checkSuites ?? [], othersAt: times.at(-1) ?? null }
      }),
    )
  }
  return found
}

/**
 * `checkType: ALL`: two pull requests may share a head, and each has a run there, where GitHub shows the newest of
 * each name only.
 */
const queryFor = (heads: readonly OpenHead[]): string => `query RunsOn(
  $app: Int!, $check: String!, ${heads
    .map((_, at) => `$owner${at}: String!, $repo${at}: String!, $sha${at}: GitObjectID!`)
    .join(', ')}
) {
  ${heads
    .map(
      (_, at) =>
        `h${at}: repository(owner: $owner${at}, name: $repo${at}) { object(oid: $sha${at}) { ...Runs } }`,
    )
    .join('\n  ')}
}
fragment Runs on Commit {
  checkSuites(first: 5, filterBy: { appId: $app }) {
    nodes {
      checkRuns(first: 30, filterBy: { checkName: $check, checkType: ALL }) {
        nodes { databaseId status completedAt externalId }
      }
    }
  }
  others: checkSuites(last: 30) { nodes { updatedAt app { databaseId } } }
}`

const valuesOf = (heads: readonly OpenHead[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    heads.flatMap(({ owner, repo, headSha }, at) => [
      [`owner${at}`, owner],
      [`repo${at}`, repo],
      [`sha${at}`, headSha],
    ]),
  )

const RunNode = z.object({
  databaseId: z.number().nullable(),
  status: z.string(),
  completedAt: z.string().nullable(),
  externalId: z.string().nullable(),
})

const Suites = listOf(z.object({ checkRuns: listOf(RunNode).nullable() })).transform(
  (suites): readonly Run[] =>
    suites
      .flatMap(({ checkRuns }) => checkRuns ?? [])
      .sort((one, other) => (other.databaseId ?? 0) - (one.databaseId ?? 0))
      .map(({ status, completedAt, externalId }) => ({
        completed: status === 'COMPLETED',
        completedAt,
        externalId,
      })),
)

const Others = listOf(
  z.object({
    updatedAt: z.string(),
    app: z.object({ databaseId: z.number().nullable() }).nullable(),
  }),
)

const Answer = z.record(
  z.string(),
  z
    .object({
      object: z.object({ checkSuites: Suites.nullish(), others: Others.nullish() }).nullable(),
    })
    .nullable(),
)
