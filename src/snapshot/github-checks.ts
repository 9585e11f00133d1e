import type { Asking } from './asking.ts'
import type { Check, Opened } from './snapshot.ts'

/**
 * The check runs of others on the head, the newest of each name. A job of a workflow is called `CI / test`, as GitHub
 * shows it; its check run alone only says `test`.
 */
export async function checksOf(
  { octokit, ours }: Asking,
  { pull, head }: Opened,
): Promise<readonly Check[]> {
  const repository = { owner: pull.owner, repo: pull.repo }
  const [runs, workflows] = await Promise.all([
    octokit.paginate(octokit.rest.checks.listForRef, {
      ...repository,
      ref: head.sha,
      filter: 'latest',
      per_page: 100,
    }),
    octokit.paginate(octokit.rest.actions.listWorkflowRunsForRepo, {
      ...repository,
      head_sha: head.sha,
      per_page: 100,
    }),
  ])
  const workflowOf = new Map(workflows.map((run) => [run.check_suite_id, run.name]))
  const newest = new Map<string, Check>()
  // What we ourselves say shows nothing.
  const others = runs.filter(({ app }) => app?.id !== ours.appId)
  for (const run of others.sort((one, other) => one.id - other.id)) {
    const workflow = workflowOf.get(run.check_suite?.id)
    const name = workflow ? `${workflow} / ${run.name}` : run.name
    const conclusion = run.status === 'completed' ? run.conclusion : null
    newest.set(name, { name, conclusion, url: run.html_url })
  }
  return [...newest.values()]
}
