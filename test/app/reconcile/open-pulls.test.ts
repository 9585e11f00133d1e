import { describe, expect, it } from '@jest/globals'
import type { Figures } from '../../../src/app/reconcile/figures.ts'
import { worldOfThisFile } from '../../support/app.ts'
import { fix, reviewedPull } from '../../support/story.ts'

const world = worldOfThisFile()

/** Reconciles, and waits until all that was found due is done. */
async function reconciled(): Promise<Figures> {
  const { app, quiet } = world()
  await quiet()
  const figures = await app.reconcile()
  if (figures === null) throw new Error('Nobody else reconciles in this test')
  await quiet()
  return figures
}

/** Until nothing is due: what the App itself says on a pull request changes it, too. */
async function settled(): Promise<void> {
  await reconciled()
  await reconciled()
}

describe('a reconciliation finds', () => {
  it('a pull request of which no webhook was heard', async () => {
    const { repository, unheard } = world()
    await settled()
    let head = ''
    await unheard(async () => {
      head = (await reviewedPull(repository)).review
    })
    expect(await repository.checkRuns(head)).toEqual([])
    expect(await reconciled()).toMatchObject({ installations: 1, looks: 1, failures: 0 })
    expect(await repository.checkRuns(head)).toMatchObject([
      { conclusion: 'failure', title: expect.stringContaining('B1 and B2 are open') },
    ])
  })

  it('a push that was not heard', async () => {
    const { repository, unheard, quiet } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    await settled()
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1', 'B2')
    })
    expect((await reconciled()).looks).toBe(1)
    expect(await repository.checkRuns(head)).toMatchObject([{ conclusion: 'success' }])
  })

  it('a command that was not heard, and answers it', async () => {
    const { repository, unheard, quiet } = world()
    const { number } = await reviewedPull(repository)
    await quiet()
    await settled()
    await unheard(async () => {
      await repository.comment(number, '/blockers', 'robin')
    })
    expect((await reconciled()).looks).toBe(1)
    const said = (await repository.comments(number)).map(({ body }) => body)
    expect(said.join()).toContain('countersign: asked for in')
  })

  it('a check that says that we failed', async () => {
    const { github, repository, quiet } = world()
    await settled()
    github.failNext({ operation: /Texts/u, status: 403, times: 100 })
    const { review } = await reviewedPull(repository)
    await quiet()
    const title = 'Countersign could not assess this pull request'
    expect(await repository.checkRuns(review)).toMatchObject([{ title }])
    github.clearFaults()
    expect((await reconciled()).looks).toBe(1)
    expect(await repository.checkRuns(review)).toMatchObject([
      { title: expect.stringContaining('B1 and B2 are open') },
    ])
  })

  it('nothing where everything was heard, and costs next to nothing', async () => {
    const { app, requestsDuring } = world()
    await settled()
    const requests = await requestsDuring(async () => {
      const figures = await app.reconcile()
      expect(figures).toMatchObject({ installations: 1, repositories: 1, looks: 0, requests: 5 })
    })
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /app/installations',
      'GET /installation/repositories',
      'POST /graphql',
      'POST /graphql',
      'GET /app/hook/deliveries',
    ])
  })
})
