import { afterEach, describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { asked, complaints, doneDuring, givenUp, leftBecause } from '../support/odd.ts'
import { fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'
const LATER = '1 of 2 blockers fixed: B2 is open'

describe('an installation that is suspended', () => {
  let missed: readonly Delivery[] = []
  let head = ''

  it('is left with one request and one line, whatever was under way', async () => {
    const { github, repository, unheard, quiet } = world()
    await reviewedPull(repository)
    await quiet()
    missed = await unheard(async () => {
      head = (await reviewedPull(repository)).review
    })
    await github.suspend()
    const { requests, lines } = await doneDuring(world(), async () => {
      for (const delivery of missed.filter(({ action }) => action === 'opened')) {
        await github.deliver(delivery.event, delivery.payload)
      }
    })
    expect(asked(requests)).toEqual(['query Pull'])
    expect(leftBecause(lines)).toEqual(['the installation is suspended'])
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })

  it('is left, too, by a server that has no token yet, and by every kind of look', async () => {
    const { github, app, logLines, start } = world()
    const other = await start()
    try {
      github.deliverTo(`${other.url}/api/github/webhooks`)
      const before = logLines.length
      for (const delivery of missed) await github.deliver(delivery.event, delivery.payload)
      await github.settled()
      await other.idle()
      const lines = logLines.slice(before).map((line) => JSON.parse(line))
      expect(new Set(leftBecause(lines))).toEqual(new Set(['the installation is suspended']))
      expect(complaints(lines)).toEqual([])
    } finally {
      github.deliverTo(`${app.url}/api/github/webhooks`)
      await other.close()
    }
  })

  it('is reconciled as soon as it is let in again', async () => {
    const { app, github, repository, quiet } = world()
    expect(await app.reconcile()).toMatchObject({ installations: 0, looks: 0, failures: 0 })
    await quiet()
    await github.unsuspend()
    expect(await repository.checkRuns(head)).toEqual([])
    await app.reconcile()
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([{ title: TRUTH }])
  })
})

describe('an installation that was removed', () => {
  it('is left when its token is refused', async () => {
    const { github } = world()
    const { requests, lines } = await doneDuring(world(), async () => {
      await github.deliver('pull_request', {
        action: 'opened',
        pull_request: { number: 1, head: { sha: 'a'.repeat(40) } },
        repository: { name: 'widgets', owner: { login: 'acme' } },
        installation: { id: 999_999 },
      })
    })
    expect(requests).toEqual([])
    expect(new Set(leftBecause(lines))).toEqual(new Set(['the App isn’t installed there any more']))
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })
})

describe('the right to write checks', () => {
  afterEach(() => world().github.clearFaults())

  it('that is withdrawn is missed in the log, tried again and given up; granted again, reconciling makes it good', async () => {
    const { app, github, repository, quiet } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    github.withdraw(['checks'])
    let head = ''
    const { lines } = await doneDuring(world(), async () => {
      head = await fix(repository, branch, 'B1')
    })
    const failures = lines.filter(({ msg }) => msg === 'could not look at it')
    expect(failures.length).toBe(4)
    expect(failures.at(-1)).toMatchObject({
      tryAgainIn: null,
      err: { message: expect.stringContaining('Resource not accessible by integration') },
    })
    expect(new Set(complaints(lines))).toEqual(
      new Set(['the failure could not be shown on GitHub', 'could not look at it']),
    )
    expect(await givenUp(world())).toBe(1)
    expect(await repository.checkRuns(head)).toEqual([])

    await github.grant(['checks'])
    await app.reconcile()
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([{ title: LATER }])
    expect(await givenUp(world())).toBe(0)
  })

  it('that is withdrawn between reading and writing is missed by the write', async () => {
    const { app, github, repository, quiet } = world()
    const { branch } = await reviewedPull(repository)
    await quiet()
    github.failNext({
      operation: /^query BeforeWriting$/u,
      after: true,
      delay: 0,
      met: () => github.withdraw(['checks']),
    })
    let head = ''
    const { lines } = await doneDuring(world(), async () => {
      head = await fix(repository, branch, 'B1')
    })
    const [first] = lines.filter(({ msg }) => msg === 'could not look at it')
    expect(first?.err).toMatchObject({
      message: expect.stringContaining('Resource not accessible by integration'),
      request: { operation: 'mutation Say' },
    })
    await github.grant(['checks'])
    await app.reconcile()
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([{ title: LATER }])
  })
})
