import { describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'
import {
  answered,
  asked,
  installationToken,
  opened,
  userToken,
  type Variables,
} from './graphql-support.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { name: 'gadgets' }])

const CREATE = `mutation ($input: CreateCheckRunInput!) {
  createCheckRun(input: $input) {
    clientMutationId
    checkRun { id databaseId name status conclusion externalId repository { nameWithOwner } }
  }
}`
const UPDATE = `mutation ($input: UpdateCheckRunInput!) {
  updateCheckRun(input: $input) {
    clientMutationId
    checkRun { id status conclusion title annotations(first: 1) { totalCount } }
  }
}`
const RUN = `query ($id: ID!) {
  node(id: $id) {
    ... on CheckRun {
      name status conclusion completedAt detailsUrl title summary text externalId
      annotations(first: 100) {
        totalCount
        nodes {
          path message title rawDetails annotationLevel
          location { start { line column } end { line column } }
        }
      }
    }
  }
}`

interface Run extends Variables {
  readonly id: string
  readonly databaseId: number
}

const repositoryId = async (repo = 'widgets') =>
  (await here().octokit.rest.repos.get({ owner: 'acme', repo })).data.node_id

const mutate = (query: string, input: Variables) =>
  here().octokit.graphql<Readonly<Record<string, { readonly checkRun: Run }>>>(query, { input })

async function created(input: Variables): Promise<Run> {
  const repository = { repositoryId: await repositoryId(), name: 'Countersign' }
  const answer = await mutate(CREATE, { ...repository, ...input })
  if (answer.createCheckRun === undefined) throw new Error('GitHub made no check run')
  return answer.createCheckRun.checkRun
}

const annotation = (message: string, line = 1) => ({
  path: 'README.md',
  annotationLevel: 'FAILURE',
  location: { startLine: line, endLine: line },
  message,
})

const OUTPUT = { title: 'Blocked', summary: 'By one.' }

const refused = async (query: string, input: Variables, token?: string) => {
  const { status, body } = await answered(
    here(),
    token ?? (await installationToken(here())),
    query,
    {
      input,
    },
  )
  expect(status).toBe(200)
  return body
}

describe('a check run', () => {
  it('is created with everything that it can have, and told to the App', async () => {
    const { repository, recorder, octokit } = here()
    const { sha } = await opened(here())
    const input = {
      clientMutationId: 'me',
      repositoryId: await repositoryId(),
      name: 'Countersign',
      headSha: sha,
      status: 'COMPLETED',
      conclusion: 'ACTION_REQUIRED',
      externalId: 'pull/1',
      detailsUrl: 'https://countersign.example/1',
      startedAt: '2026-01-05T10:00:00Z',
      completedAt: '2026-01-05T10:00:05Z',
      output: {
        ...OUTPUT,
        text: 'The whole story.',
        annotations: [
          {
            ...annotation('Here'),
            location: { startLine: 2, endLine: 2, startColumn: 3, endColumn: 4 },
            title: 'Blocker',
            rawDetails: 'Details',
          },
        ],
      },
      actions: [{ label: 'Again', description: 'Looks again', identifier: 'again' }],
    }
    const { createCheckRun: answer } = await mutate(CREATE, input)
    expect(answer).toEqual({
      clientMutationId: 'me',
      checkRun: {
        id: expect.any(String),
        databaseId: expect.any(Number),
        name: 'Countersign',
        status: 'COMPLETED',
        conclusion: 'ACTION_REQUIRED',
        externalId: 'pull/1',
        repository: { nameWithOwner: 'acme/widgets' },
      },
    })
    const id = answer?.checkRun.databaseId ?? 0
    const { data } = await octokit.rest.checks.get({ ...at, check_run_id: id })
    expect(data).toMatchObject({
      node_id: answer?.checkRun.id,
      head_sha: sha,
      status: 'completed',
      conclusion: 'action_required',
      details_url: 'https://countersign.example/1',
      completed_at: '2026-01-05T10:00:05Z',
      output: { ...OUTPUT, text: 'The whole story.', annotations_count: 1 },
      app: { id: here().github.appId },
    })
    const [run] = await repository.checkRuns(sha)
    expect(run).toMatchObject({ byApp: true, actions: input.actions })
    expect((await octokit.graphql<Variables>(RUN, { id: answer?.checkRun.id })).node).toEqual({
      name: 'Countersign',
      status: 'COMPLETED',
      conclusion: 'ACTION_REQUIRED',
      completedAt: '2026-01-05T10:00:05Z',
      detailsUrl: 'https://countersign.example/1',
      title: 'Blocked',
      summary: 'By one.',
      text: 'The whole story.',
      externalId: 'pull/1',
      annotations: {
        totalCount: 1,
        nodes: [
          {
            path: 'README.md',
            message: 'Here',
            title: 'Blocker',
            rawDetails: 'Details',
            annotationLevel: 'FAILURE',
            location: { start: { line: 2, column: 3 }, end: { line: 2, column: 4 } },
          },
        ],
      },
    })
    const hook = await recorder.heard((one) => named(one) === 'check_run.created')
    expect(hook.payload).toMatchObject({
      sender: { login: 'countersign[bot]' },
      check_run: { id, name: 'Countersign', head_sha: sha },
    })
  })

  it('is updated, annotations being added', async () => {
    const { recorder } = here()
    const { sha: headSha } = await opened(here())
    const output = { ...OUTPUT, annotations: [annotation('One')] }
    const { id, databaseId } = await created({ headSha, status: 'IN_PROGRESS', output })
    const input = {
      repositoryId: await repositoryId(),
      checkRunId: id,
      conclusion: 'SUCCESS',
      output: { title: 'Fine', summary: 'None.', annotations: [annotation('Two', 2)] },
    }
    expect((await mutate(UPDATE, input)).updateCheckRun).toEqual({
      clientMutationId: null,
      checkRun: {
        id,
        status: 'COMPLETED',
        conclusion: 'SUCCESS',
        title: 'Fine',
        annotations: { totalCount: 2 },
      },
    })
    const hook = await recorder.heard((one) => named(one) === 'check_run.completed')
    expect(hook.payload).toMatchObject({ check_run: { id: databaseId, conclusion: 'success' } })
  })

  it.each([
    ['annotations', { annotations: Array.from({ length: 51 }, () => annotation('Oh')) }],
    ['65535 characters', { text: 'x'.repeat(65_536) }],
  ])('is refused more than GitHub takes: %s', async (what, more) => {
    const { sha: headSha } = await opened(here())
    const input = { repositoryId: await repositoryId(), name: 'Countersign', headSha }
    const output = { ...OUTPUT, ...more }
    expect(await refused(CREATE, { ...input, status: 'QUEUED', output })).toMatchObject({
      data: { createCheckRun: null },
      errors: [{ type: 'UNPROCESSABLE', message: expect.stringContaining(what) }],
    })
    expect(await here().repository.checkRuns(headSha)).toEqual([])
  })

  it('needs a commit, a repository and the permission', async () => {
    const { sha: headSha } = await opened(here())
    const input = { repositoryId: await repositoryId(), name: 'Countersign', headSha }
    const nothing = { ...input, headSha: 'a'.repeat(40) }
    expect(await refused(CREATE, nothing)).toMatchObject({
      errors: [{ message: `No commit found for SHA: ${nothing.headSha}` }],
    })
    expect(await refused(CREATE, { ...input, repositoryId: 'none' })).toMatchObject({
      errors: [{ type: 'NOT_FOUND' }],
    })
    const reading = await installationToken(here(), { metadata: 'read', checks: 'read' })
    for (const token of [reading, userToken('maintainer')]) {
      expect(await refused(CREATE, input, token)).toMatchObject({ errors: [{ type: 'FORBIDDEN' }] })
    }
  })

  it('is updated by its own App only, and where it is', async () => {
    const { repository, octokit } = here()
    const { sha } = await opened(here())
    const foreign = await repository.foreignCheck({ name: 'ci', sha, conclusion: 'success' })
    const { data } = await octokit.rest.checks.get({ ...at, check_run_id: foreign })
    const input = { repositoryId: await repositoryId(), checkRunId: data.node_id, name: 'Mine' }
    expect(await refused(UPDATE, input)).toMatchObject({
      data: { updateCheckRun: null },
      errors: [{ type: 'FORBIDDEN', path: ['updateCheckRun'] }],
    })
    const { id } = await created({ headSha: sha, status: 'QUEUED' })
    const elsewhere = { repositoryId: await repositoryId('gadgets'), checkRunId: id }
    for (const missing of [elsewhere, { ...input, checkRunId: 'none' }]) {
      expect(await refused(UPDATE, missing)).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
    }
  })

  it('is written beside another that fails', async () => {
    const { sha: headSha } = await opened(here())
    const input = { repositoryId: await repositoryId(), name: 'Countersign', headSha }
    const query = `mutation ($bad: CreateCheckRunInput!, $good: CreateCheckRunInput!) {
      bad: createCheckRun(input: $bad) { checkRun { id } }
      good: createCheckRun(input: $good) { checkRun { name } }
    }`
    const token = await installationToken(here())
    const bad = { ...input, repositoryId: 'none' }
    expect((await answered(here(), token, query, { bad, good: input })).body).toMatchObject({
      data: { bad: null, good: { checkRun: { name: 'Countersign' } } },
      errors: [{ path: ['bad'] }],
    })
  })

  it('shows at its commit as soon as it was written', async () => {
    const { sha: headSha } = await opened(here())
    await created({ headSha, status: 'COMPLETED', conclusion: 'FAILURE', output: OUTPUT })
    await created({ headSha, status: 'COMPLETED', conclusion: 'SUCCESS', output: OUTPUT })
    const query = `query ($owner: String!, $name: String!, $oid: GitObjectID!, $app: Int!) {
      repository(owner: $owner, name: $name) {
        object(oid: $oid) {
          ... on Commit {
            checkSuites(first: 5, filterBy: { appId: $app }) {
              nodes {
                checkRuns(first: 5, filterBy: { checkName: "Countersign", checkType: ALL }) {
                  nodes { conclusion annotations(first: 1) { totalCount } }
                }
              }
            }
          }
        }
      }
    }`
    const { repository } = await asked(here(), query, { oid: headSha, app: here().github.appId })
    const none = { annotations: { totalCount: 0 } }
    expect(repository.object).toEqual({
      checkSuites: {
        nodes: [
          {
            checkRuns: {
              nodes: [
                { conclusion: 'SUCCESS', ...none },
                { conclusion: 'FAILURE', ...none },
              ],
            },
          },
        ],
      },
    })
  })
})
