import type { Clock } from './clock.ts'

/** One run of a workflow of GitHub Actions; it has a check suite of its own. */
export interface WorkflowRun {
  readonly id: number
  readonly suite: number
  readonly workflow: number
  readonly name: string
  readonly sha: string
  readonly branch: string | null
  readonly number: number
  /** Job → its conclusion, null while it runs. */
  readonly jobs: ReadonlyMap<string, string | null>
  /** Counts up when a job is run again. */
  readonly attempt: number
  readonly created: string
  readonly updated: string
}

export interface Workflows {
  /** A job begins; one that ran before begins anew. What its check run is known by from then on. */
  readonly begin: (
    repository: string,
    job: { readonly workflow: string; readonly job: string; readonly sha: string },
    branch: string | null,
  ) => string
  readonly end: (externalId: string, conclusion: string) => void
  /** The check suite of that check run, null when no workflow made it. */
  readonly suiteOf: (externalId: unknown) => number | null
  /** Newest first. */
  readonly list: (repository: string) => readonly WorkflowRun[]
}

/** Away from the ids that the emulator gives. */
const FIRST_SUITE = 2_000_000
const FIRST_RUN = 3_000_000

/** Remembers the runs of GitHub Actions, which nobody can post at the emulator. */
export function workflows(clock: Clock): Workflows {
  const runs = new Map<string, WorkflowRun>()
  const jobs = new Map<string, { readonly key: string; readonly job: string }>()
  const ids = new Map<string, number>()
  const idOf = (name: string) => {
    const id = ids.get(name) ?? ids.size + 1
    ids.set(name, id)
    return id
  }

  return {
    begin: (repository, { workflow, job, sha }, branch) => {
      const key = `${repository}\n${workflow}\n${sha}`
      const now = clock.moment()
      const number = runs.size + 1
      const before = runs.get(key) ?? {
        id: FIRST_RUN + number,
        suite: FIRST_SUITE + number,
        workflow: idOf(`${repository} ${workflow}`),
        name: workflow,
        sha,
        branch,
        number,
        jobs: new Map(),
        attempt: 1,
        created: now,
        updated: now,
      }
      runs.set(key, {
        ...before,
        jobs: new Map([...before.jobs, [job, null]]),
        attempt: before.attempt + (before.jobs.has(job) ? 1 : 0),
        updated: now,
      })
      const externalId = `job-${jobs.size + 1}`
      jobs.set(externalId, { key, job })
      return externalId
    },
    end: (externalId, conclusion) => {
      const { key = '', job = '' } = jobs.get(externalId) ?? {}
      const run = runs.get(key)
      if (run === undefined) throw new Error(`There is no job ${externalId}`)
      const ended = new Map([...run.jobs, [job, conclusion]])
      runs.set(key, { ...run, jobs: ended, updated: clock.moment() })
    },
    suiteOf: (externalId) => runs.get(jobs.get(String(externalId))?.key ?? '')?.suite ?? null,
    list: (repository) =>
      [...runs]
        .filter(([key]) => key.startsWith(`${repository}\n`))
        .map(([, run]) => run)
        .reverse(),
  }
}

/** What a workflow run comes to: the worst of its jobs decides. */
export function conclusionOf({ jobs }: WorkflowRun): string | null {
  const conclusions = [...jobs.values()]
  if (conclusions.includes(null)) return null
  return BY_WEIGHT.find((one) => conclusions.includes(one)) ?? 'success'
}

const BY_WEIGHT = [
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'success',
  'neutral',
  'skipped',
]
