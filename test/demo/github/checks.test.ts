import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { CheckRun } from '../../../src/demo/github/check-runs.ts'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { Repository } from '../../../src/demo/github/repository.ts'
import type { Octokit } from '../../../src/snapshot/asking.ts'
import { octokitOf } from '../../support/octokit.ts'
import { named, type Recorder, startRecorder } from '../../support/recorder.ts'

let recorder: Recorder
let github: EmbeddedGitHub
let repository: Repository
let octokit: Octokit
let head: string
let pull: number
const at = { owner: 'acme', repo: 'widgets' }

beforeAll(async () => {
  recorder = await startRecorder()
  github = await startEmbeddedGitHub({ webhookSecret: 'a secret', webhookUrl: recorder.url })
  repository = github.repository()
  octokit = octokitOf(github)
  head = await repository.commit({ branch: 'topic', message: 'Work', files: { 'a.ts': '1\n' } })
  pull = await repository.openPull({ head: 'topic', title: 'Work' })
})

afterAll(async () => {
  await github.close()
  await recorder.close()
})

beforeEach(async () => {
  await github.settled()
  recorder.forget()
})

const annotations = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    path: 'a.ts',
    start_line: from + index,
    end_line: from + index,
    annotation_level: 'failure' as const,
    message: `Line ${from + index}`,
  }))

const BUTTON = { label: 'Re-review', description: 'Read it afresh', identifier: 'rereview' }

type Output = { summary?: string; annotations?: ReturnType<typeof annotations> }

async function create(output: Output = {}, sha = head): Promise<number> {
  const { data } = await octokit.rest.checks.create({
    ...at,
    name: 'Countersign',
    head_sha: sha,
    external_id: `pull/${pull}/failure#`,
    conclusion: 'failure',
    output: { title: 'Two blockers', summary: 'Two of them.', ...output },
    actions: [BUTTON],
  })
  return data.id
}

const update = (id: number, output: Output) =>
  octokit.rest.checks.update({
    ...at,
    check_run_id: id,
    output: { title: 'Changed', summary: 'Changed.', ...output },
  })

async function shown(id: number): Promise<CheckRun> {
  const found = (await repository.checkRuns(head)).find((run) => run.id === id)
  if (found === undefined) throw new Error(`There is no check run ${id}`)
  return found
}

describe('a check run of the App', () => {
  it('is complete as soon as it has a conclusion, and says who made it', async () => {
    const id = await create()
    const { data } = await octokit.rest.checks.get({ ...at, check_run_id: id })
    expect(data).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      head_sha: head,
      external_id: `pull/${pull}/failure#`,
      app: { id: github.appId, slug: 'countersign' },
    })
  })

  it('keeps its button', async () => {
    expect(await shown(await create())).toMatchObject({ byApp: true, actions: [BUTTON] })
  })

  it('gathers annotations from every update', async () => {
    const id = await create({ annotations: annotations(1, 50) })
    await update(id, { annotations: annotations(51, 70) })
    expect((await shown(id)).annotations).toHaveLength(70)
    const { data } = await octokit.rest.checks.get({ ...at, check_run_id: id })
    expect(data.output.annotations_count).toBe(70)
    const asked = { ...at, check_run_id: id, per_page: 30 }
    const all = await octokit.paginate(octokit.rest.checks.listAnnotations, asked)
    expect(all.map(({ start_line }) => start_line)).toEqual(
      annotations(1, 70).map(({ start_line }) => start_line),
    )
  })

  it('takes new words in place of the old ones', async () => {
    const id = await create()
    await update(id, { summary: 'One is left.' })
    expect(await shown(id)).toMatchObject({ title: 'Changed', summary: 'One is left.' })
  })

  it('is listed by commit, page by page, without the runs of others', async () => {
    const sha = await repository.commit({ branch: 'pages', message: 'P', files: { p: '1\n' } })
    const ids = [await create({}, sha), await create({}, sha), await create({}, sha)]
    await repository.foreignCheck({ name: 'Countersign', sha, conclusion: 'success' })
    const asked = { ...at, ref: sha, app_id: github.appId, filter: 'all' as const, per_page: 2 }
    const first = await octokit.rest.checks.listForRef({ ...asked, page: 1 })
    const second = await octokit.rest.checks.listForRef({ ...asked, page: 2 })
    expect(first.data.total_count).toBe(3)
    const listed = [...first.data.check_runs, ...second.data.check_runs].map(({ id }) => id)
    expect(listed.sort()).toEqual(ids.sort())
  })
})

describe('GitHub refuses with 422', () => {
  const refused = { status: 422 }

  it('more than 50 annotations in one request', async () => {
    await expect(create({ annotations: annotations(1, 51) })).rejects.toMatchObject(refused)
    const id = await create()
    await expect(update(id, { annotations: annotations(1, 51) })).rejects.toMatchObject(refused)
    expect((await shown(id)).annotations).toEqual([])
  })

  it('a summary of more than 65,535 characters', async () => {
    await expect(create({ summary: 'x'.repeat(65_536) })).rejects.toMatchObject(refused)
    await expect(create({ summary: 'x'.repeat(65_535) })).resolves.toBeGreaterThan(0)
  })

  it('a commit that the repository has not', async () => {
    await expect(create({}, 'f'.repeat(40))).rejects.toMatchObject(refused)
  })

  it('more buttons than three, or one with too long a name', async () => {
    const run = { ...at, name: 'Countersign', head_sha: head, conclusion: 'success' as const }
    const wrong = [[BUTTON, BUTTON, BUTTON, BUTTON], [{ ...BUTTON, label: 'x'.repeat(21) }]]
    for (const actions of wrong) {
      await expect(octokit.rest.checks.create({ ...run, actions })).rejects.toMatchObject(refused)
    }
  })

  it('and with 403 the change of a check run of somebody else', async () => {
    const id = await repository.foreignCheck({ name: 'CI', sha: head })
    await expect(update(id, {})).rejects.toMatchObject({ status: 403 })
  })
})

describe('a check event', () => {
  const next = (name: string) => recorder.heard((hook) => named(hook) === name)

  it('comes from "Re-run", naming the check and not its pull request', async () => {
    const id = await create()
    const answer = await repository.rerunCheck(id, { as: 'casey' })
    expect(answer.status).toBe(200)
    expect((await next('check_run.rerequested')).payload).toMatchObject({
      check_run: {
        id,
        head_sha: head,
        external_id: `pull/${pull}/failure#`,
        pull_requests: [],
        app: { id: github.appId },
        check_suite: { head_sha: head },
      },
      sender: { login: 'casey' },
      installation: { id: github.installationId },
    })
  })

  it('lists the pull request where GitHub does', async () => {
    await repository.rerunCheck(await create(), { pullRequests: 'listed' })
    expect((await next('check_run.rerequested')).payload).toMatchObject({
      check_run: {
        pull_requests: [{ number: pull, head: { ref: 'topic', sha: head }, base: { ref: 'main' } }],
      },
    })
  })

  it('comes from a button, naming it', async () => {
    await repository.pressButton(await create(), 'rereview')
    expect((await next('check_run.requested_action')).payload).toMatchObject({
      requested_action: { identifier: 'rereview' },
      check_run: { head_sha: head },
    })
  })

  it('comes with a new commit', async () => {
    await repository.requestSuite('topic')
    expect((await next('check_suite.requested')).payload).toMatchObject({
      check_suite: { head_sha: head, head_branch: 'topic', app: { id: github.appId } },
      installation: { id: github.installationId },
    })
  })

  it('comes from "Re-run all"', async () => {
    await create()
    await repository.rerequestSuite(head, { pullRequests: 'listed' })
    expect((await next('check_suite.rerequested')).payload).toMatchObject({
      check_suite: { head_sha: head, status: 'queued', pull_requests: [{ number: pull }] },
    })
  })
})
