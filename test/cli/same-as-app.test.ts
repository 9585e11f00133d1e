import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openPull } from '../../src/app/open-pull.ts'
import { assess, factsAbout } from '../../src/assess/assess.ts'
import { assessClone } from '../../src/cli/assess-clone.ts'
import { openSecondPull } from '../../src/demo/second-pull.ts'
import { type Scene, STORY } from '../../src/demo/story.ts'
import type { Assessment } from '../../src/policy/assessment.ts'
import { ourCheck } from '../../src/publish/check-run.ts'
import { startReader } from '../../src/reader/reader.ts'
import { memoryFacts } from '../../src/snapshot/facts-cache.ts'
import { worldOfThisFile } from '../support/app.ts'
import { countersign } from '../support/cli.ts'
import { cloneOf, type PullClone } from '../support/clone-of.ts'
import { octokitOf } from '../support/octokit.ts'

const world = worldOfThisFile()

const reader = startReader({ ms: 20_000 })
afterAll(() => reader.close())

/** What the App makes of a pull request. */
async function onGitHub(number: number): Promise<Assessment> {
  const { github } = world()
  const asking = { octokit: octokitOf(github), facts: memoryFacts(), ours: ourCheck(github.appId) }
  const { source, opened } = await openPull(asking, { owner: 'acme', repo: 'widgets', number })
  const { snapshot, readings } = await factsAbout({ reader }, source, opened)
  return assess(snapshot, readings)
}

/** What the command line makes of it; who is who, git tells by names. */
async function inClone({ folder }: PullClone): Promise<Assessment> {
  const { assessment } = await assessClone({ folder, isWatched: false }, {})
  return JSON.parse(
    JSON.stringify(assessment).replaceAll(/\b(Casey|Robin)\b/gu, (name) => name.toLowerCase()),
  )
}

/** The check run that the App posts, and the page that the command prints, in words. */
async function sameInWords(folder: string, head: string): Promise<void> {
  const check = await world().repository.waitForCheck(head)
  const { code, out } = await countersign(folder, ['check'])
  expect(out).toContain(check.title)
  expect(code).toBe(check.conclusion === 'failure' ? 1 : 0)
}

const plain = (assessment: Assessment): unknown => JSON.parse(JSON.stringify(assessment))

let clone: PullClone
let scene: Scene
beforeAll(() => {
  clone = cloneOf(world().github)
  scene = { repository: world().repository, commits: new Map() }
})

test.each(STORY.map((step, index) => [index + 1, step.told, step] as const))(
  'step %i of the demo, %s: the clone says what the App says',
  async (_, __, { act, expected }) => {
    const head = await act(scene)
    await world().quiet()
    await clone.fetch('feat/retry', head)
    const [app, here] = [await onGitHub(1), await inClone(clone)]
    expect(here).toEqual(plain(app))
    expect(here.title).toBe(expected.title)
    await sameInWords(clone.folder, head)
  },
)

test('the second pull request of the demo, too', async () => {
  const { head, number } = await openSecondPull(world().repository)
  await world().quiet()
  await clone.fetch('feat/cache', head)
  const [app, here] = [await onGitHub(number), await inClone(clone)]
  expect(here).toEqual(plain(app))
  await sameInWords(clone.folder, head)
})
