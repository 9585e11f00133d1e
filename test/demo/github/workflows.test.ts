import { describe, expect, it } from '@jest/globals'
import { type Hook, named } from '../../support/recorder.ts'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

let branches = 0

const newHead = () => {
  const branch = `ci-${++branches}`
  return here().repository.commit({ branch, message: 'Work', files: { [branch]: '1\n' } })
}

const workflowRuns = async (sha: string) => {
  const asked = { ...at, head_sha: sha }
  return (await here().octokit.rest.actions.listWorkflowRunsForRepo(asked)).data
}

const checkRuns = async (ref: string, filter: 'latest' | 'all' = 'latest') => {
  const asked = { ...at, ref, filter, per_page: 100 }
  return (await here().octokit.rest.checks.listForRef(asked)).data.check_runs
}

describe('a job of GitHub Actions', () => {
  it('is a check run in the suite of its workflow', async () => {
    const sha = await newHead()
    const job = { workflow: 'CI', job: 'test', sha }
    const id = await here().repository.workflowJob({ ...job, conclusion: 'success' })
    const [check] = await checkRuns(sha)
    expect(check).toMatchObject({
      id,
      name: 'test',
      status: 'completed',
      conclusion: 'success',
      app: { slug: 'github-actions' },
    })
    const data = await workflowRuns(sha)
    expect(data).toMatchObject({
      total_count: 1,
      workflow_runs: [
        {
          name: 'CI',
          head_sha: sha,
          head_branch: `ci-${branches}`,
          status: 'completed',
          conclusion: 'success',
          check_suite_id: check?.check_suite?.id,
        },
      ],
    })
    const problems = answerProblems('/repos/{owner}/{repo}/actions/runs', data)
    // The emulator shows less of an organization than of a user.
    expect(problems.filter((problem) => !problem.includes('repository/owner'))).toEqual([])
  })

  it('runs until it has a conclusion', async () => {
    const sha = await newHead()
    await here().repository.workflowJob({ workflow: 'CI', job: 'test', sha })
    expect(await checkRuns(sha)).toMatchObject([{ status: 'in_progress', conclusion: null }])
    expect((await workflowRuns(sha)).workflow_runs).toMatchObject([
      { status: 'in_progress', conclusion: null },
    ])
  })

  it('can be run again: the newer run counts', async () => {
    const sha = await newHead()
    const job = { workflow: 'CI', job: 'test', sha }
    await here().repository.workflowJob({ ...job, conclusion: 'failure' })
    const again = await here().repository.workflowJob({ ...job, conclusion: 'success' })
    expect((await checkRuns(sha)).map(({ id }) => id)).toEqual([again])
    expect((await checkRuns(sha, 'all')).map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'failure',
    ])
    const runs = (await workflowRuns(sha)).workflow_runs
    expect(runs).toMatchObject([{ conclusion: 'success', run_attempt: 2 }])
    const { data } = await here().octokit.rest.actions.getWorkflowRun({
      ...at,
      run_id: runs[0]?.id ?? 0,
    })
    expect(data).toEqual(runs[0])
  })

  it('is not that of another workflow with the same name, nor ours', async () => {
    const sha = await newHead()
    const { repository, octokit } = here()
    await repository.workflowJob({ workflow: 'CI', job: 'test', sha, conclusion: 'success' })
    await repository.workflowJob({ workflow: 'Nightly', job: 'test', sha, conclusion: 'failure' })
    await repository.workflowJob({ workflow: 'CI', job: 'lint', sha, conclusion: 'failure' })
    await octokit.rest.checks.create({
      ...at,
      name: 'test',
      head_sha: sha,
      conclusion: 'success',
      output: { title: 'T', summary: 'S' },
    })
    const checks = await checkRuns(sha)
    expect(checks.map(({ name, app }) => `${app?.slug} ${name}`).sort()).toEqual([
      'countersign test',
      'github-actions lint',
      'github-actions test',
      'github-actions test',
    ])
    expect(new Set(checks.map((check) => check.check_suite?.id)).size).toBe(3)
    const runs = (await workflowRuns(sha)).workflow_runs
    expect(runs.map(({ name, conclusion }) => `${name} ${conclusion}`)).toEqual([
      'Nightly failure',
      'CI failure',
    ])
  })

  it('is told to the App when it begins and when it ends', async () => {
    const sha = await newHead()
    const conclusion = 'failure'
    const id = await here().repository.workflowJob({ workflow: 'CI', job: 'test', sha, conclusion })
    const isOf = (action: string) => (hook: Hook) =>
      named(hook) === `check_run.${action}` && (hook.payload.check_run as { id?: number }).id === id
    const created = await here().recorder.heard(isOf('created'))
    expect(created.payload.check_run).toMatchObject({ status: 'in_progress' })
    const completed = await here().recorder.heard(isOf('completed'))
    expect(completed.payload).toMatchObject({
      check_run: {
        name: 'test',
        head_sha: sha,
        conclusion,
        app: { slug: 'github-actions' },
        check_suite: { id: (await checkRuns(sha))[0]?.check_suite?.id },
      },
      installation: { id: here().github.installationId },
    })
  })

  it('can be seen by users, too', async () => {
    const sha = await newHead()
    await here().repository.workflowJob({ workflow: 'CI', job: 'test', sha })
    const path = `/repos/acme/widgets/actions/runs?head_sha=${sha}`
    expect((await here().get('casey', path)).body).toMatchObject({ total_count: 1 })
  })
})
