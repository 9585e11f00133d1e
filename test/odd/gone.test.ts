import { afterEach, describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { asked, complaints, doneDuring, givenUp, leftBecause } from '../support/odd.ts'
import { code, fix, newBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile({
  repositories: ['widgets', 'old', 'before', 'taken', 'racing'].map((name) => ({ name })),
})

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'

afterEach(() => world().github.clearFaults())

describe('a fork that was deleted', () => {
  it('leaves its pull request to be judged: GitHub keeps the commits', async () => {
    const { repository, quiet } = world()
    const fork = await repository.fork('outsider')
    const branch = newBranch()
    const head = await fork.commit({ branch, message: 'Gift', files: code(1, 'gift') })
    const number = await repository.openPull({ head: `outsider:${branch}`, title: 'Gift' })
    await quiet()
    const { lines } = await doneDuring(world(), async () => {
      await fork.delete()
      const [run] = await repository.checkRuns(head)
      await repository.rerunCheck(run?.id ?? 0)
    })
    expect((await repository.pull(number)).head.repo).toBeNull()
    expect(await repository.checkRuns(head)).toMatchObject([{ conclusion: 'neutral' }])
    expect(complaints(lines)).toEqual([])
  })
})

describe('a repository that is archived', () => {
  it('gets no check: one look, one line, no further try', async () => {
    const { github, unheard } = world()
    const old = github.repository('acme', 'old')
    let missed: readonly Delivery[] = []
    let head = ''
    missed = await unheard(async () => {
      head = (await reviewedPull(old)).review
      await old.archive()
    })
    const { lines } = await doneDuring(world(), () => redeliver(missed, 'opened'))
    expect(await old.checkRuns(head)).toEqual([])
    expect(lines.filter(({ posted }) => posted === 'archived')).toHaveLength(1)
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })

  it('isn’t asked about when reconciling', async () => {
    const { app, quiet } = world()
    // What was missed is sent again, once.
    await app.reconcile()
    await quiet()
    const { requests, lines } = await doneDuring(world(), async () => void (await app.reconcile()))
    expect(lines.filter(({ posted }) => posted === 'archived')).toEqual([])
    expect(requests.filter(({ body }) => JSON.stringify(body ?? '').includes('"old"'))).toEqual([])
  })
})

describe('a repository that is renamed', () => {
  it('has one check, whether it was told of by its old name or by its new one', async () => {
    const { github, unheard, quiet } = world()
    const repository = github.repository('acme', 'before')
    let head = ''
    const missed = await unheard(async () => {
      head = (await reviewedPull(repository)).review
    })
    repository.rename('after')
    const { lines } = await doneDuring(world(), async () => {
      await redeliver(missed, 'opened')
      for (const { event, payload } of missed) {
        const renamed = JSON.parse(
          JSON.stringify(payload).replaceAll('"name":"before"', '"name":"after"'),
        )
        await github.deliver(event, renamed)
      }
    })
    await quiet()
    expect(await repository.checkRuns(head)).toMatchObject([{ title: TRUTH }])
    expect(complaints(lines)).toEqual([])
    const writes = github.requests.filter(({ body }) =>
      JSON.stringify(body ?? '').includes(`"headSha":"${head}"`),
    )
    expect(writes).toHaveLength(1)
  })

  it('goes on under its new name', async () => {
    const { github } = world()
    const repository = github.repository('acme', 'before')
    const { review, branch } = await reviewedPull(repository)
    expect(await repository.waitForCheck(review)).toMatchObject({ title: TRUTH })
    const head = await fix(repository, branch, 'B1')
    await repository.waitForCheck(head, ({ title }) => title?.startsWith('1 of 2') === true)
  })
})

describe('a pull request that isn’t there', () => {
  it('is asked for once more where an event tells of its head, and then left', async () => {
    const { github } = world()
    const { requests, lines } = await doneDuring(world(), async () => {
      await github.deliver('pull_request', {
        action: 'opened',
        pull_request: { number: 4_711, head: { sha: 'a'.repeat(40) } },
        ...NAMED,
      })
    })
    expect(asked(requests)).toEqual(['query Pull', 'query Pull'])
    expect(leftBecause(lines)).toEqual(['GitHub shows no pull request acme/widgets#4711'])
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })

  it('is left at once where somebody commented on what was transferred since', async () => {
    const { github } = world()
    const { requests, lines } = await doneDuring(world(), async () => {
      await github.deliver('issue_comment', {
        action: 'edited',
        issue: { number: 4_712, pull_request: {} },
        comment: { node_id: 'IC_gone', body: '/rereview', user: { type: 'User' } },
        ...NAMED,
      })
    })
    expect(asked(requests)).toEqual(['query Pull'])
    expect(leftBecause(lines)).toEqual(['GitHub shows no pull request acme/widgets#4712'])
    expect(complaints(lines)).toEqual([])
  })
})

describe('an issue that was transferred or deleted', () => {
  it('holds no blocker: what is deferred to it is open', async () => {
    const { repository } = world()
    const { number, review } = await reviewedPull(repository)
    const { lines } = await doneDuring(world(), async () => {
      await repository.comment(number, '/defer B1 #4713', 'robin')
    })
    expect(await repository.waitForCheck(review)).toMatchObject({ title: TRUTH })
    expect(complaints(lines)).toEqual([])
  })
})

describe('a repository that is taken out of the installation', () => {
  it('is left with one line for each look, whatever was to be looked at', async () => {
    const { github, unheard } = world()
    const taken = github.repository('acme', 'taken')
    let missed: readonly Delivery[] = []
    missed = await unheard(async () => {
      const { branch } = await reviewedPull(taken)
      await fix(taken, branch, 'B1')
      await taken.removeFromInstallation()
    })
    const { lines } = await doneDuring(world(), async () => {
      for (const delivery of missed) await github.deliver(delivery.event, delivery.payload)
    })
    expect(new Set(leftBecause(lines))).toEqual(
      new Set([
        'GitHub shows no pull request acme/taken#1',
        'GitHub shows no repository acme/taken',
      ]),
    )
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })

  it('is left, too, when a merge group waits there', async () => {
    const { github } = world()
    const { lines } = await doneDuring(world(), async () => {
      await github.deliver('merge_group', {
        action: 'checks_requested',
        merge_group: {
          head_sha: 'b'.repeat(40),
          head_ref: `refs/heads/gh-readonly-queue/main/pr-1-${'c'.repeat(40)}`,
        },
        ...namedAs('taken'),
      })
    })
    expect(leftBecause(lines)).toEqual(['GitHub shows no repository acme/taken'])
    expect(complaints(lines)).toEqual([])
    expect(await givenUp(world())).toBe(0)
  })

  it('is left within a try when that happens between reading and writing', async () => {
    const { github, unheard } = world()
    const racing = github.repository('acme', 'racing')
    let missed: readonly Delivery[] = []
    missed = await unheard(async () => {
      await reviewedPull(racing)
    })
    let removed: Promise<void> | null = null
    github.failNext({
      operation: /^query Texts$/u,
      delay: 100,
      met: () => {
        removed = racing.removeFromInstallation()
      },
    })
    const { lines } = await doneDuring(world(), async () => {
      await redeliver(missed, 'opened')
      while (removed === null) await new Promise((resolve) => setTimeout(resolve, 5))
      await removed
    })
    expect(leftBecause(lines)).toHaveLength(1)
    expect(await givenUp(world())).toBe(0)
  })
})

/** Sends the webhooks of that action after all. */
async function redeliver(missed: readonly Delivery[], action: string): Promise<void> {
  const found = missed.filter((delivery) => delivery.action === action)
  expect(found.length).toBeGreaterThan(0)
  for (const delivery of found) await world().redeliver(delivery)
}

const namedAs = (name: string) => ({
  repository: { name, owner: { login: 'acme' } },
  installation: { id: 100 },
})
const NAMED = namedAs('widgets')
