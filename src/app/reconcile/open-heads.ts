import { z } from 'zod'
import type { Octokit } from '../../snapshot/asking.ts'
import { graph } from '../../snapshot/graph.ts'
import { listOf } from '../../snapshot/graph-lists.ts'
import type { InstalledRepository } from './installed.ts'
import type { Ask } from './reconcile.ts'

/** An open pull request, as far as it takes to know whether we owe it a look. */
export interface OpenHead extends InstalledRepository {
  readonly number: number
  readonly headSha: string
  /** ISO 8601. */
  readonly updatedAt: string
}

/** So many repositories a request: GitHub ends queries that take it too long. */
const AT_ONCE = 10

interface Page {
  readonly repository: InstalledRepository
  readonly after: string | null
}

/** The open pull requests of these repositories, a hundred of each at once. What isn't there (any more) has none. */
export async function openHeads(
  octokit: Octokit,
  repositories: readonly InstalledRepository[],
  ask: Ask,
): Promise<readonly OpenHead[]> {
  const found: OpenHead[] = []
  const due: Page[] = repositories.map((repository) => ({ repository, after: null }))
  while (due.length > 0) {
    const pages = due.splice(0, AT_ONCE)
    const said = Answer.parse(await ask(() => graph(octokit, queryFor(pages), valuesOf(pages))))
    for (const [place, { repository }] of pages.entries()) {
      const pulls = said[`r${place}`]?.pullRequests
      for (const { headRefOid, ...pull } of pulls?.nodes ?? []) {
        found.push({ ...repository, ...pull, headSha: headRefOid })
      }
      const after = pulls?.pageInfo.hasNextPage ? pulls.pageInfo.endCursor : null
      if (after !== null) due.push({ repository, after })
    }
  }
  return found
}

/** In the order in which they were opened, so that what is opened meanwhile moves no page. */
const queryFor = (pages: readonly Page[]): string => `query OpenHeads(${pages
  .map((_, at) => `$owner${at}: String!, $repo${at}: String!, $after${at}: String`)
  .join(', ')}) {
  ${pages
    .map(
      (_, at) => `r${at}: repository(owner: $owner${at}, name: $repo${at}) {
    pullRequests(
      states: OPEN, first: 100, after: $after${at}, orderBy: { field: CREATED_AT, direction: ASC }
    ) {
      pageInfo { hasNextPage endCursor }
      nodes { number updatedAt headRefOid }
    }
  }`,
    )
    .join('\n  ')}
}`

const valuesOf = (pages: readonly Page[]): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    pages.flatMap(({ repository: { owner, repo }, after }, at) => [
      [`owner${at}`, owner],
      [`repo${at}`, repo],
      [`after${at}`, after],
    ]),
  )

const PullRequests = listOf(
  z.object({ number: z.number(), updatedAt: z.string(), headRefOid: z.string() }),
)

const Answer = z.record(
  z.string(),
  z
    .object({
      pullRequests: z
        .object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        })
        .loose()
        .transform((list) => ({ pageInfo: list.pageInfo, nodes: PullRequests.parse(list) })),
    })
    .nullable(),
)
