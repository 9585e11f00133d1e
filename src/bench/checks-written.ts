import { pause } from '../demo/github/deliveries.ts'
import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { RecordedRequest } from '../demo/github/requests.ts'

const PATIENCE_MS = 600_000

/**
 * Waits until check runs were made for all these commits.
 * @param mark how many requests there had been before; what was made earlier doesn't count
 * @returns when each was there, by commit; ms of the epoch
 */
export async function checksFor(
  github: EmbeddedGitHub,
  heads: readonly string[],
  mark: number,
): Promise<ReadonlyMap<string, number>> {
  const missing = new Set(heads)
  const there = new Map<string, number>()
  const end = Date.now() + PATIENCE_MS
  for (let seen = mark; missing.size > 0; ) {
    if (Date.now() > end) throw new Error(`${missing.size} check runs are missing`)
    await pause(5)
    const requests = github.requests.slice(seen)
    seen += requests.length
    for (const request of requests) {
      for (const head of madeFor(request)) {
        if (missing.delete(head)) there.set(head, Date.parse(request.at) + request.ms)
      }
    }
  }
  return there
}

/** The commits for which a request makes check runs: REST's one, or those of a mutation's changes. */
function madeFor({ method, path, body, operation }: RecordedRequest): readonly string[] {
  if (operation?.startsWith('mutation') === true) {
    const { variables = {} } = body as { readonly variables?: Readonly<Record<string, unknown>> }
    return Object.values(variables).flatMap(
      (input) => (input as { readonly headSha?: string } | null)?.headSha ?? [],
    )
  }
  if (method !== 'POST' || !path.endsWith('/check-runs')) return []
  return [(body as { readonly head_sha: string }).head_sha]
}
