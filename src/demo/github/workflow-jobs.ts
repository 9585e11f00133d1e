import { z } from 'zod'
import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import { ownerOf } from './git-objects.ts'
import { idShape } from './shapes.ts'
import type { Workflows } from './workflows.ts'

export interface WorkflowJob {
  /** The name of the workflow, e.g. `CI`. */
  readonly workflow: string
  /** The name of the job, which is that of its check run. */
  readonly job: string
  readonly sha: string
  /** In progress when left out. */
  readonly conclusion?: string
}

interface Means {
  readonly client: Client
  readonly outside: Client
  readonly workflows: Workflows
  readonly clock: Clock
}

/** Runs a job of GitHub Actions; the id of its check run. */
export async function runJob(
  { client, outside, workflows, clock }: Means,
  repository: string,
  { conclusion, ...job }: WorkflowJob,
): Promise<number> {
  const branch = await branchAt(client, repository, job.sha)
  const externalId = workflows.begin(repository, job, branch)
  const path = `/repos/${repository}/check-runs`
  const { id } = await outside.send(idShape, 'POST', path, {
    name: job.job,
    head_sha: job.sha,
    external_id: externalId,
    status: 'in_progress',
    started_at: clock.moment(),
  })
  if (conclusion === undefined) return id
  workflows.end(externalId, conclusion)
  const end = { conclusion, completed_at: clock.moment() }
  await outside.send(idShape, 'PATCH', `${path}/${id}`, end)
  return id
}

/** A branch whose tip that commit is. */
async function branchAt(client: Client, repository: string, sha: string): Promise<string | null> {
  const path = `/repos/${repository}/branches?per_page=100`
  const branches = await client.get(branchesShape, path, ownerOf(repository))
  return branches.find(({ commit }) => commit.sha === sha)?.name ?? null
}

const branchesShape = z.array(
  z.looseObject({ name: z.string(), commit: z.looseObject({ sha: z.string() }) }),
)
