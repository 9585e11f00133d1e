import { z } from 'zod'
import type { Asking } from './asking.ts'
import type { Place } from './github-texts.ts'
import { graph } from './graph.ts'
import type { PullRef } from './snapshot.ts'

/** So many a request. */
const BATCH = 50

/** What git has these paths down for at their commits, as its modes; null where GitHub doesn't say. */
export async function modesAt(
  { octokit, facts }: Asking,
  { owner, repo }: PullRef,
  places: readonly Place[],
): Promise<readonly (number | null)[]> {
  const keyOf = ({ commit, path }: Place) => `${owner}/${repo} mode ${commit}:${path}`
  const found = new Map<string, number | null>()
  const unknown: Place[] = []
  for (const place of places) {
    const known = await facts.known<{ readonly mode: number }>(keyOf(place))
    if (known === null) unknown.push(place)
    else found.set(keyOf(place), known.mode)
  }
  for (let start = 0; start < unknown.length; start += BATCH) {
    const batch = unknown.slice(start, start + BATCH)
    const values = Object.fromEntries(
      batch.flatMap(({ commit, path }, at) => [
        [`c${at}`, commit],
        [`p${at}`, path],
      ]),
    )
    const said = Answer.parse(
      await graph(octokit, queryFor(batch.length), { owner, repo, ...values }),
    )
    for (const [at, place] of batch.entries()) {
      const mode = said.repository?.[`o${at}`]?.file?.mode ?? null
      if (mode !== null) facts.keep(keyOf(place), { mode })
      found.set(keyOf(place), mode)
    }
  }
  return places.map((place) => found.get(keyOf(place)) ?? null)
}

function queryFor(count: number): string {
  const all = Array.from({ length: count }, (_, at) => at)
  const types = all.map((at) => `$c${at}: GitObjectID!, $p${at}: String!`).join(', ')
  const fields = all.map(
    (at) => `o${at}: object(oid: $c${at}) { ... on Commit { file(path: $p${at}) { mode } } }`,
  )
  return `query Modes($owner: String!, $repo: String!, ${types}) {
  repository(owner: $owner, name: $repo) { ${fields.join(' ')} }
}`
}

const Answer = z.object({
  repository: z
    .record(z.string(), z.object({ file: z.object({ mode: z.number() }).nullish() }).nullable())
    .nullable(),
})
