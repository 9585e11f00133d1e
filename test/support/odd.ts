import { operatorToken } from '../../src/app/operation/operator-token.ts'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import type { World } from './app.ts'

/** A line of the App's log. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly why?: string
  readonly posted?: string
  readonly tryAgainIn?: number | null
  readonly err?: {
    readonly message: string
    readonly request?: { readonly status: number; readonly operation?: string }
  }
}

/** What the App does during this work: its requests for the installation, and what it logs at `info` and above. */
export async function doneDuring(
  { logLines, requestsDuring }: World,
  work: () => Promise<void>,
): Promise<{ readonly requests: readonly RecordedRequest[]; readonly lines: readonly LogLine[] }> {
  const before = logLines.length
  const requests = await requestsDuring(work)
  const lines = logLines.slice(before).map((line) => JSON.parse(line) as LogLine)
  return {
    requests: requests.filter(({ by }) => by === 'installation'),
    lines: lines.filter(({ level }) => level >= 30),
  }
}

/** What went wrong for good or for now: the lines at `warn` and above. */
export const complaints = (lines: readonly LogLine[]): readonly string[] =>
  lines.filter(({ level }) => level > 30).map(({ msg }) => msg)

/** Why looks were left without a result. */
export const leftBecause = (lines: readonly LogLine[]): readonly (string | undefined)[] =>
  lines.filter(({ msg }) => msg === 'nothing to look at any more').map(({ why }) => why)

/** How many jobs were given up, as an operator learns it. */
export async function givenUp({ app, github }: World): Promise<number> {
  const answer = await fetch(`${app.url}/operator/given-up`, {
    headers: { authorization: `Bearer ${operatorToken(github.webhookSecret)}` },
  })
  return ((await answer.json()) as { readonly givenUp: readonly unknown[] }).givenUp.length
}

/** What was asked, each by its kind, in order. */
export const asked = (requests: readonly RecordedRequest[]): readonly string[] =>
  requests.map(({ operation, method, path }) => operation ?? `${method} ${kindOf(path)}`)

const kindOf = (path: string): string => path.split('/').slice(4, 5).join('/')

/** How many there are of each. */
export function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
