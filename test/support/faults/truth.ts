import { createLog } from '../../../src/app/log.ts'
import { openPull } from '../../../src/app/open-pull.ts'
import { type Running, startServer } from '../../../src/app/server.ts'
import { WEBHOOK_PATH } from '../../../src/app/webhook.ts'
import { assess, factsAbout } from '../../../src/assess/assess.ts'
import type { CheckRun } from '../../../src/demo/github/check-runs.ts'
import type { EmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'
import { INSTALLATIONS } from '../../../src/demo/github/world.ts'
import { citedPaths } from '../../../src/publish/annotations.ts'
import {
  CHECK_NAME,
  checkRunOf,
  digestOf,
  externalId,
  ourCheck,
  readExternalId,
} from '../../../src/publish/check-run.ts'
import { startReader } from '../../../src/reader/reader.ts'
import { memoryFacts } from '../../../src/snapshot/facts-cache.ts'
import { octokitOf } from '../octokit.ts'
import { assessments } from '../story.ts'
import { configAt } from './config.ts'
import type { StoryPull } from './pulls.ts'
import { PATIENT_READING } from './stage.ts'

/** Compares what stands on GitHub with what an App says that knows nothing and meets no fault. */
export interface Truth {
  /** Whether the check run of a pull request is missing, there twice, or not what a fresh assessment gives; in words. */
  readonly wrongChecks: (pulls: readonly StoryPull[]) => Promise<readonly string[]>
  /** All that is wrong: with checks, the comment with the state, and the answers to commands. */
  readonly wrong: (pulls: readonly StoryPull[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

export function truthOf(github: EmbeddedGitHub): Truth {
  const reader = startReader(PATIENT_READING)

  const wrongCheck = async (pull: StoryPull): Promise<readonly string[]> => {
    const { repository, number } = pull
    const { state, head } = await repository.pull(number)
    if (state !== 'open') return []
    const all = await repository.checkRuns(head.sha)
    const own = all.filter((run) => run.name === CHECK_NAME && isAbout(run, number))
    const [run] = own
    if (run === undefined) return [`${number}: no check run`]
    if (own.length > 1) return [`${number}: ${own.length} check runs`]
    const right = await fresh(pull)
    const { status, conclusion, title, externalId: id } = run
    const is = { status, conclusion, title, externalId: id }
    return JSON.stringify(is) === JSON.stringify(right)
      ? []
      : [`${number}: ${JSON.stringify(is)} and not ${JSON.stringify(right)}`]
  }

  /** What a check run says that is made of facts that were just read, all of them. */
  const fresh = async ({ repository, number }: StoryPull) => {
    const { owner, name: repo } = repository
    const installationId = INSTALLATIONS[owner] ?? 0
    const octokit = octokitOf({ ...github, installationId })
    const asking = { octokit, facts: memoryFacts(), ours: ourCheck(github.appId) }
    const { source, opened } = await openPull(asking, { owner, repo, number })
    const { snapshot, readings } = await factsAbout({ reader }, source, opened)
    const assessment = assess(snapshot, readings)
    const paths = [...assessment.ledger.reports.map(({ path }) => path), ...citedPaths(assessment)]
    const run = checkRunOf(snapshot, assessment, await source.filesAtHead(snapshot, paths))
    const { conclusion, title } = run
    const digest = digestOf(run, null)
    return {
      status: 'completed',
      conclusion,
      title,
      externalId: externalId({ about: 'pull', pull: number, conclusion, digest }),
    }
  }

  const wrongChecks = async (pulls: readonly StoryPull[]) =>
    (await Promise.all(pulls.map(wrongCheck))).flat()

  return {
    wrongChecks,
    wrong: async (pulls) => [
      ...(await wrongChecks(pulls)),
      ...(await Promise.all(pulls.map(wrongTalk))).flat(),
      ...(await saidByAFreshApp(github, pulls)),
    ],
    close: reader.close,
  }
}

const isAbout = ({ externalId: id }: CheckRun, number: number): boolean => {
  const said = readExternalId(id)
  return said?.about === 'pull' && said.pull === number
}

const STATE = '<!-- countersign: state -->'
const COMMAND = /^\/[a-z]/u

/** What is said twice, and what of people's commands isn't answered, or is answered twice. */
async function wrongTalk({ repository, number }: StoryPull): Promise<readonly string[]> {
  const comments = await repository.comments(number)
  const ours = comments.filter(({ author }) => author === 'countersign[bot]')
  const starts = ours.map(({ body }) => body.split('\n', 1)[0] ?? '')
  const twice = starts.filter((start, place) => starts.indexOf(start) !== place)
  const states = starts.filter((start) => start === STATE).length
  const reactions = comments
    .filter(({ author, body }) => author !== 'countersign[bot]' && COMMAND.test(body))
    .map(({ id, body }) => ({ body, said: repository.reactions(id).map(({ content }) => content) }))
    .filter(({ said }) => said.length !== 1 || !['ROCKET', 'CONFUSED'].includes(said[0] ?? ''))
  return [
    ...twice.map((start) => `${number}: twice "${start}"`),
    ...(states > 1 ? [`${number}: ${states} comments with the state`] : []),
    ...reactions.map(({ body, said }) => `${number}: "${body}" has [${said.join()}]`),
  ]
}

/** What an App writes that was just started, when it is told of each pull request: nothing, if all is said. */
async function saidByAFreshApp(
  github: EmbeddedGitHub,
  pulls: readonly StoryPull[],
): Promise<readonly string[]> {
  const app = await startServer(configAt(github, null), createLog('silent'), {
    plan: null,
    reading: PATIENT_READING,
    pace: { settle: 0, spacing: 0, retries: [], atOnce: 8 },
  })
  const { length } = github.requests
  const open = await tellOf(github, app, pulls)
  await app.idle()
  await app.close()
  const requests = github.requests.slice(length)
  const looks = assessments(requests).length
  return [
    ...(looks === open ? [] : [`a fresh App looked at ${looks} of ${open} pull requests`]),
    ...requests
      .filter(({ method, operation }) => method !== 'GET' && isWrite(operation))
      .filter(({ path }) => !path.endsWith('/access_tokens'))
      .map(({ path, body }) => `a fresh App writes to ${path}: ${JSON.stringify(body)}`),
  ]
}

const isWrite = (operation: string | null): boolean => operation?.startsWith('query') !== true

async function tellOf(
  github: EmbeddedGitHub,
  { url }: Running,
  pulls: readonly StoryPull[],
): Promise<number> {
  let open = 0
  github.deliverTo(`${url}${WEBHOOK_PATH}`)
  for (const { repository, number } of pulls) {
    const pull = await repository.pull(number)
    if (pull.state !== 'open') continue
    open += 1
    const { owner, name } = repository
    await github.deliver('pull_request', {
      action: 'reopened',
      number,
      pull_request: pull,
      repository: { name, owner: { login: owner } },
      installation: { id: INSTALLATIONS[owner] },
    })
  }
  return open
}
