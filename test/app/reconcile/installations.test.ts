import { describe, expect, it } from '@jest/globals'
import type { Repository } from '../../../src/demo/github/repository.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { reviewedPull } from '../../support/story.ts'

const NAMES = Array.from({ length: 12 }, (_, index) => `part-${index}`)
const world = worldOfThisFile({
  repositories: [
    { name: 'widgets' },
    ...NAMES.map((name) => ({ name })),
    { owner: 'umbrella', name: 'rain' },
  ],
})

/** Pull requests of which nothing was heard, one in each; their heads. */
async function unheardIn(...repositories: readonly Repository[]): Promise<readonly string[]> {
  const heads: string[] = []
  await world().unheard(async () => {
    for (const one of repositories) heads.push((await reviewedPull(one)).review)
  })
  return heads
}

const acme = () => world().repository
const umbrella = () => world().github.repository('umbrella', 'rain')

describe('a reconciliation of several installations', () => {
  it('asks for ten repositories at once, and for the checks of all open pull requests together', async () => {
    const { app, github, quiet, requestsDuring } = world()
    const heads = await unheardIn(github.repository('acme', 'part-3'), umbrella())
    const requests = await requestsDuring(async () => {
      const figures = await app.reconcile()
      expect(figures).toMatchObject({ installations: 2, repositories: 14, openPulls: 2, looks: 2 })
      // Installations; repositories of each; 13 and 1 of them; heads of each; failed deliveries.
      const redelivered = figures?.redelivered ?? 0
      expect((figures?.requests ?? 0) - redelivered).toBe(1 + 2 + 2 + 1 + 2 + 1)
    })
    const asked = requests.filter(({ operation }) => operation === 'query OpenHeads')
    expect(asked).toHaveLength(3)
    await quiet()
    const found = [github.repository('acme', 'part-3'), umbrella()]
    for (const [place, one] of found.entries()) {
      expect(await one.checkRuns(heads[place] ?? '')).toHaveLength(1)
    }
  })

  it('goes on with the others when one fails', async () => {
    const { app, github, quiet, logLines } = world()
    const [head = ''] = await unheardIn(umbrella())
    github.failNext({ path: /^\/installation\/repositories$/u, status: 403 })
    const figures = await app.reconcile()
    expect(figures).toMatchObject({ installations: 2, failures: 1, repositories: 1 })
    await quiet()
    expect(await umbrella().checkRuns(head)).toHaveLength(1)
    expect(logLines.join()).toContain('could not reconcile an installation')
  })

  it('leaves out one that is suspended, and makes up for it afterwards', async () => {
    const { app, github, quiet } = world()
    await quiet()
    await github.suspend('umbrella')
    const { review: head } = await reviewedPull(umbrella())
    expect(await app.reconcile()).toMatchObject({ installations: 1, failures: 0 })
    await github.unsuspend('umbrella')
    expect(await app.reconcile()).toMatchObject({ installations: 2, failures: 0 })
    await quiet()
    expect(await umbrella().checkRuns(head)).toHaveLength(1)
  })
})

describe('an App that starts', () => {
  it('reconciles by itself, and again by the clock', async () => {
    const { start } = world()
    const [first = ''] = await unheardIn(acme())
    const other = await start({}, { plan: { first: 10, every: 200 } })
    try {
      await acme().waitForCheck(first)
      const [second = ''] = await unheardIn(acme())
      await acme().waitForCheck(second)
    } finally {
      await other.close()
    }
  })
})
