import type { Client } from './client.ts'
import type { Reply } from './front.ts'
import { gitCommit } from './git-objects.ts'
import { person } from './people.ts'
import { fieldsOf, jsonReply, paged } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { anything } from './shapes.ts'
import { conclusionOf, type WorkflowRun, type Workflows } from './workflows.ts'
import { HOUSEKEEPER } from './world.ts'

/** The runs of GitHub Actions, all together and one by one. */
export function workflowRules(client: Client, workflows: Workflows): readonly Rule[] {
  return [
    {
      method: 'GET',
      path: repositoryPath('/actions/runs'),
      answer: async (call) => {
        const reply = await call.forward()
        return reply.status === 200 ? listed(client, workflows, call) : reply
      },
    },
    {
      method: 'GET',
      path: repositoryPath('/actions/runs/:id'),
      answer: async (call) => {
        const runs = await call.look(`/repos/${call.repository}/actions/runs`)
        if (runs.status !== 200) return runs
        const wanted = Number(call.param('id'))
        const run = workflows.list(call.repository).find(({ id }) => id === wanted)
        return run === undefined ? call.forward() : jsonReply(200, await shown(client, call, run))
      },
    },
  ]
}

async function listed(client: Client, workflows: Workflows, call: Call): Promise<Reply> {
  const wanted = call.request.url.searchParams
  const found = workflows.list(call.repository).filter((run) => matches(run, wanted))
  const { page, link } = paged(call.request.url, found)
  const runs = await Promise.all(page.map((run) => shown(client, call, run)))
  const headers = link === null ? {} : { link }
  return jsonReply(200, { total_count: found.length, workflow_runs: runs }, headers)
}

function matches(run: WorkflowRun, wanted: URLSearchParams): boolean {
  const fits = (name: string, ...values: readonly unknown[]) => {
    const value = wanted.get(name)
    return value === null || values.map(String).includes(value)
  }
  return (
    fits('head_sha', run.sha) &&
    fits('check_suite_id', run.suite) &&
    fits('branch', run.branch) &&
    fits('event', eventOf(run)) &&
    fits('actor', HOUSEKEEPER) &&
    fits('status', statusOf(run), conclusionOf(run))
  )
}

const statusOf = (run: WorkflowRun): string =>
  conclusionOf(run) === null ? 'in_progress' : 'completed'

const eventOf = ({ branch }: WorkflowRun): string =>
  branch?.startsWith('gh-readonly-queue/') ? 'merge_group' : 'push'

async function shown(client: Client, call: Call, run: WorkflowRun) {
  const { origin } = call.request.url
  const api = `${origin}/repos/${call.repository}`
  const url = `${api}/actions/runs/${run.id}`
  const [repository, actor, commit] = await Promise.all([
    client.get(anything, `/repos/${call.repository}`),
    person(client, HOUSEKEEPER),
    gitCommit(client, call.repository, run.sha),
  ])
  return {
    id: run.id,
    node_id: Buffer.from(`011:WorkflowRun${run.id}`).toString('base64'),
    name: run.name,
    display_title: commit.message.split('\n')[0] ?? '',
    path: `.github/workflows/${run.name.toLowerCase().replaceAll(/\W+/g, '-')}.yml`,
    head_branch: run.branch,
    head_sha: run.sha,
    run_number: run.number,
    run_attempt: run.attempt,
    event: eventOf(run),
    status: statusOf(run),
    conclusion: conclusionOf(run),
    workflow_id: run.workflow,
    check_suite_id: run.suite,
    check_suite_node_id: Buffer.from(`010:CheckSuite${run.suite}`).toString('base64'),
    url,
    html_url: `${origin}/${call.repository}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.created,
    updated_at: run.updated,
    run_started_at: run.created,
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${run.workflow}`,
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree.sha,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: fieldsOf(repository),
    head_repository: fieldsOf(repository),
  }
}
