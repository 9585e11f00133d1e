import { afterEach, describe, expect, it } from '@jest/globals'
import { pause } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { reviewedBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'widgets' }, { name: 'gadgets' }, { owner: 'umbrella', name: 'tools' }],
})

afterEach(() => world().github.limit({ resource: 'core', remaining: 5_000, resetsIn: 3_600 }))

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'

/** What our checks at a commit say, done or not. */
const titles = async (sha: string, repository = world().repository) =>
  (await repository.checkRuns(sha)).map(({ title, status }) => ({ title, status }))

const said = async (sha: string, repository = world().repository): Promise<void> => {
  while ((await titles(sha, repository)).length === 0) await pause(50)
}

describe('when the requests of an hour are used up', () => {
  it('a short wait is waited for, and others go on meanwhile', async () => {
    const { github, repository } = world()
    const { branch, review } = await reviewedBranch(repository)
    const tools = github.repository('umbrella', 'tools')
    const theirs = await reviewedBranch(tools)
    github.limit({ resource: 'core', remaining: 0, resetsIn: 6 })
    await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
    await tools.openPull({ head: theirs.branch, title: 'Retry', as: 'casey' })
    await tools.waitForCheck(theirs.review, ({ title }) => title === TRUTH)
    expect(await titles(review)).toEqual([])
    await repository.waitForCheck(review, ({ title }) => title === TRUTH)
  })

  it('for long, the checks of every pull request say until when, once', async () => {
    const { github, repository, app, quiet, logLines } = world()
    await quiet()
    const branches = [await reviewedBranch(repository), await reviewedBranch(repository)]
    const reset = 600
    github.limit({ resource: 'core', remaining: 0, resetsIn: reset })
    const before = logLines.length
    for (const { branch } of branches) {
      await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
    }
    for (const { review } of branches) {
      await said(review)
      expect(await titles(review)).toEqual([
        {
          title: expect.stringMatching(/^Waiting for GitHub until \d\d:\d\d UTC$/u),
          status: 'in_progress',
        },
      ])
    }
    // Whatever is asked for meanwhile costs no request.
    const asked = github.requests.length
    await app.reconcile()
    const later = github.requests.slice(asked).filter(({ by }) => by === 'installation')
    expect(later.filter(({ path }) => path.includes('/acme/'))).toEqual([])
    const lines = logLines.slice(before).map((line) => JSON.parse(line) as { msg: string })
    expect(lines.filter(({ msg }) => msg.startsWith('could not show'))).toEqual([])
  })
})

describe('when they are nearly used up', () => {
  it('the last ones are kept for telling so', async () => {
    const { github } = world()
    const tools = github.repository('umbrella', 'tools')
    github.limit({ resource: 'core', remaining: 50, resetsIn: 600 }, 'umbrella')
    // GitHub tells how many are left with its answer to the first of them.
    await reviewedPull(tools)
    const { review } = await reviewedPull(tools)
    await said(review, tools)
    expect(await titles(review, tools)).toMatchObject([
      { title: expect.stringContaining('Waiting for GitHub until'), status: 'in_progress' },
    ])
  })
})
