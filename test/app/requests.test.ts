import { describe, expect, it } from '@jest/globals'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, reviewedBranch, reviewedPull } from '../support/story.ts'

// What only catches lost events waits until the others have been answered, as it does in earnest.
const world = worldOfThisFile({ later: 1_000 })

/** What was asked, each by its kind; the App's own requests for its tokens, once an hour, go by another quota. */
const asked = (requests: readonly RecordedRequest[]): readonly string[] =>
  requests
    .filter(({ by }) => by === 'installation')
    .map(({ operation, method, path }) => operation ?? `${method} ${path.split('/').at(4)}`)
    .sort()

describe('the requests that it takes', () => {
  it('to assess a pull request that was opened, of two commits with a report: 7', async () => {
    const { repository, requestsDuring } = world()
    const { branch } = await reviewedBranch(repository)
    const requests = await requestsDuring(async () => {
      await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
    })
    expect(checkWrites(requests)).toHaveLength(1)
    expect(asked(requests)).toEqual([
      'GET commits',
      'GET commits',
      'mutation Say',
      'query BeforeWriting',
      'query Pull',
      'query Texts',
      'query Texts',
    ])
  })

  it('after a push of one commit: 4', async () => {
    const { repository, quiet, requestsDuring } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    const requests = await requestsDuring(async () => {
      await fix(repository, branch, 'B1')
    })
    expect(checkWrites(requests)).toHaveLength(1)
    expect(asked(requests)).toEqual([
      'GET commits',
      'mutation Say',
      'query BeforeWriting',
      'query Pull',
    ])
  })

  it('after /rereview, when there is nothing new: 3', async () => {
    const { repository, quiet, requestsDuring } = world()
    const { number } = await reviewedPull(repository)
    await quiet()
    const requests = await requestsDuring(async () => {
      await repository.comment(number, '/rereview', 'robin')
    })
    expect(checkWrites(requests)).toEqual([])
    expect(asked(requests)).toEqual(['GET collaborators', 'mutation Hear', 'mutation Say'])
  })

  it('for what hasn’t changed, of no quota: GitHub answers that it is the same', async () => {
    const { repository, quiet, requestsDuring } = world()
    await quiet()
    const commits = ['one', 'two', 'three']
    const requests = await requestsDuring(async () => {
      for (const name of commits) {
        const files = { [`${name}.txt`]: name }
        await repository.commit({ branch: 'alone', message: name, files })
        await quiet()
      }
    })
    const lists = requests.filter(({ path }) => path.endsWith('/pulls'))
    expect(lists.map(({ status }) => status)).toEqual([200, 304, 304])
  })
})
