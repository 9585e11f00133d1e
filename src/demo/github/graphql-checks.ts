import { z } from 'zod'
import type { Annotation } from './check-memory.ts'
import { ownerOf } from './git-objects.ts'
import type { Asking, Fields } from './graphql-asking.ts'
import { connection, type PageArguments } from './graphql-connections.ts'
import { nodeIdOfSuite } from './nodes.ts'
import { fieldsOf } from './replies.ts'

export type SuiteArguments = PageArguments & {
  readonly filterBy?: { readonly appId?: number | null; readonly checkName?: string | null } | null
}

type RunArguments = PageArguments & {
  readonly filterBy?: {
    readonly appId?: number | null
    readonly checkName?: string | null
    readonly checkType?: 'ALL' | 'LATEST' | null
    readonly status?: string | null
    readonly conclusions?: readonly string[] | null
  } | null
}

/** The suites of checks at a commit. One without runs isn't shown. */
export async function checkSuitesOf(
  asking: Asking,
  repository: string,
  oid: string,
  args: SuiteArguments,
) {
  await asking.mayRead(repository, 'checks')
  const suites = await suitesAt(asking, repository, oid)
  const wanted = args.filterBy ?? {}
  const found = suites.filter(
    ({ app, runs }) =>
      (wanted.appId ?? app.id) === app.id &&
      (wanted.checkName == null || runs.some(({ name }) => name === wanted.checkName)),
  )
  const entries = found.map((suite) => ({
    key: `s${suite.id}`,
    node: suiteNode(asking, repository, suite),
  }))
  return connection('checkSuites', entries, args)
}

interface Suite {
  readonly id: number
  readonly app: Fields
  /** Newest first. */
  readonly runs: readonly Fields[]
}

const listedShape = z.looseObject({ check_runs: z.array(z.unknown()) })

async function suitesAt(
  { means, once }: Asking,
  repository: string,
  sha: string,
): Promise<readonly Suite[]> {
  const path = `/repos/${repository}/commits/${sha}/check-runs?filter=all`
  const listed = await once(path, () => means.client.get(listedShape, path, ownerOf(repository)))
  const suites = new Map<number, { readonly app: Fields; readonly runs: Fields[] }>()
  for (const run of listed.check_runs.map((one) => means.checks.complete(one))) {
    const id = Number(fieldsOf(run.check_suite).id)
    const suite = suites.get(id) ?? { app: fieldsOf(run.app), runs: [] }
    suite.runs.push(run)
    suites.set(id, suite)
  }
  return [...suites].map(([id, suite]) => ({ id, ...suite })).sort((a, b) => a.id - b.id)
}

const suiteNode = (asking: Asking, repository: string, { id, app, runs }: Suite): Fields => ({
  __typename: 'CheckSuite',
  id: nodeIdOfSuite(id),
  databaseId: id,
  updatedAt: runs
    .map((run) => String(run.completed_at ?? run.started_at ?? ''))
    .sort()
    .at(-1),
  app: { __typename: 'App', databaseId: app.id, slug: app.slug, name: app.name },
  checkRuns: (args: RunArguments) => {
    const wanted = args.filterBy ?? {}
    const isAll = wanted.checkType === 'ALL'
    const found = runs.filter(
      (run, place) =>
        (isAll || runs.findIndex(({ name }) => name === run.name) === place) &&
        (wanted.appId ?? app.id) === app.id &&
        (wanted.checkName ?? run.name) === run.name &&
        (wanted.status ?? upper(run.status)) === upper(run.status) &&
        (wanted.conclusions == null || wanted.conclusions.includes(String(upper(run.conclusion)))),
    )
    const entries = found.map((run) => ({
      key: `k${run.id}`,
      node: runNode(asking, repository, run),
    }))
    return connection('checkRuns', entries, args)
  },
})

/** A check run of the REST API. */
export function runNode(asking: Asking, repository: string, run: Fields): Fields {
  const output = fieldsOf(run.output)
  return {
    __typename: 'CheckRun',
    id: run.node_id,
    databaseId: run.id,
    name: run.name,
    status: upper(run.status),
    conclusion: upper(run.conclusion),
    title: output.title ?? null,
    summary: output.summary ?? null,
    text: output.text ?? null,
    externalId: run.external_id ?? null,
    detailsUrl: run.details_url ?? null,
    url: run.html_url,
    permalink: run.html_url,
    startedAt: run.started_at ?? null,
    completedAt: run.completed_at ?? null,
    repository: () => asking.repositoryNode(repository),
    annotations: (args: PageArguments) => {
      const all = asking.means.checks.of(Number(run.id))?.annotations ?? []
      const entries = all.map((one, place) => ({
        key: `a${place}`,
        node: annotationNode(`${asking.call.request.url.origin}/${repository}`, run, one),
      }))
      return connection('annotations', entries, args)
    },
  }
}

const annotationNode = (url: string, { head_sha: sha }: Fields, one: Annotation): Fields => ({
  __typename: 'CheckAnnotation',
  path: one.path,
  blobUrl: `${url}/blob/${sha}/${one.path}`,
  annotationLevel: upper(one.annotation_level),
  location: {
    start: { line: one.start_line, column: one.start_column ?? null },
    end: { line: one.end_line, column: one.end_column ?? null },
  },
  message: one.message,
  title: one.title ?? null,
  rawDetails: one.raw_details ?? null,
})

/** GraphQL shouts what the REST API whispers. */
const upper = (value: unknown): string | null =>
  typeof value === 'string' ? value.toUpperCase() : null
