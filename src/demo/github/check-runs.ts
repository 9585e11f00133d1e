import type { Annotation, CheckAction, CheckMemory } from './check-memory.ts'
import type { Client } from './client.ts'
import { type Deliveries, pause } from './deliveries.ts'
import { type Run, runListShape } from './shapes.ts'
import { CHECK_NAME } from './world.ts'

/** A check run with what tests and the demo ask of it. */
export interface CheckRun {
  readonly id: number
  readonly name: string
  readonly sha: string
  readonly byApp: boolean
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly annotations: readonly Annotation[]
  readonly actions: readonly CheckAction[]
  readonly externalId: string | null
}

export interface WaitOptions {
  /** Ten seconds by default. */
  readonly timeoutMs?: number
}

/** All check runs of a commit, newest first. */
export async function checkRunsAt(
  client: Client,
  memory: CheckMemory,
  repository: string,
  sha: string,
): Promise<readonly CheckRun[]> {
  const path = `/repos/${repository}/commits/${sha}/check-runs?filter=all`
  const { check_runs: runs } = await client.get(runListShape, path)
  return runs.map((run) => toCheckRun(run, memory))
}

/** Polls until a completed run named Countersign satisfies `match`; says what was there when none does. */
export async function waitForCheck(
  runs: () => Promise<readonly CheckRun[]>,
  { list: deliveries }: Pick<Deliveries, 'list'>,
  sha: string,
  match: (run: CheckRun) => boolean = () => true,
  { timeoutMs = 40_000 }: WaitOptions = {},
): Promise<CheckRun> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const all = await runs()
    const found = all.find(
      (run) => run.name === CHECK_NAME && run.status === 'completed' && match(run),
    )
    if (found !== undefined) return found
    if (Date.now() > end) {
      const lines = [
        `No completed check run ${CHECK_NAME} at ${sha} satisfied the test within ${timeoutMs} ms.`,
        'Check runs there:',
        ...(all.length === 0 ? ['  none'] : all.map((run) => `  ${describe(run)}`)),
        'Last deliveries:',
        ...deliveries
          .slice(-8)
          .map(
            ({ at, event, action, status, ms }) =>
              `  ${at} ${event}.${action} → ${status} after ${ms} ms`,
          ),
      ]
      throw new Error(lines.join('\n'))
    }
    await pause(20)
  }
}

const describe = ({ id, name, status, conclusion, title, summary }: CheckRun): string =>
  `#${id} ${name}: ${status}, ${conclusion}, ${title ?? 'no title'}: ${(summary ?? '').slice(0, 300)}`

function toCheckRun(run: Run, memory: CheckMemory): CheckRun {
  const extras = memory.of(run.id)
  const { title, summary } = run.output
  return {
    id: run.id,
    name: run.name,
    sha: run.head_sha,
    byApp: extras?.byApp ?? false,
    status: run.status,
    conclusion: run.conclusion,
    title,
    summary,
    annotations: extras?.annotations ?? [],
    actions: extras?.actions ?? [],
    externalId: run.external_id,
  }
}
