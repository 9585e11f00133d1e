import { afterEach, describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../src/demo/github/deliveries.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites } from '../support/story.ts'
import { CASEY, checkAt } from './links-support.ts'
import { member, queued, unheardMember } from './merge-support.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const GREEN = 'The blocker is fixed, awaiting re-review'
const RED = '0 of 1 blocker fixed: B1 is open'
const NOTHING = 'No review report in this pull request'
const HEAD = 'A merge group carries the answers of its pull requests, each assessed anew:'

/** GitHub's request for checks on that commit. */
const askingFor = (sha: string) => (delivery: Delivery) =>
  delivery.event === 'merge_group' &&
  delivery.action === 'checks_requested' &&
  JSON.stringify(delivery.payload).includes(`"head_sha":"${sha}"`)

describe('a merge group', () => {
  it.each([
    ['red', 'open', 'failure', RED, '❌'],
    ['green', 'fixed', 'success', GREEN, '✅'],
    ['neutral', 'unreviewed', 'neutral', NOTHING, '⚪'],
  ] as const)('is as %s as its pull request', async (_, state, conclusion, title, mark) => {
    const { headSha, number } = await queued(world(), { state })
    const check = await checkAt(world(), headSha)
    expect(check).toMatchObject({ conclusion, title: `#${number}: ${title}` })
    expect(check.summary).toBe(`${HEAD}\n\n- ${mark} pull request ${number}: ${title}`)
    expect(check.externalId).toMatch(new RegExp(`^queue/${number}/${conclusion}#`, 'u'))
  })

  it('is judged as the pull request is now', async () => {
    const { headSha, number, branch } = await queued(world(), { state: 'open' })
    const { repository } = world()
    expect((await checkAt(world(), headSha)).conclusion).toBe('failure')
    await repository.leaveQueue(number, 'invalidated')
    const message = 'Stop\n\nFixes-Blocker: B1'
    const files = { [`src/${branch}.ts`]: 'send()\n' }
    await repository.commit({ branch, message, files, author: CASEY, committer: CASEY })
    const again = await repository.enqueue(number)
    expect((await checkAt(world(), again.headSha)).conclusion).toBe('success')
  })

  it('is answered by one run, however often GitHub asks', async () => {
    const { headSha } = await queued(world())
    const { github, repository, quiet, redeliver, requestsDuring } = world()
    await quiet()
    const requests = await requestsDuring(() =>
      redeliver(github.deliveries.find(askingFor(headSha))),
    )
    expect(checkWrites(requests)).toEqual([])
    expect(await repository.checkRuns(headSha)).toHaveLength(1)
  })

  it('that stands on another one carries its own answer', async () => {
    const first = await queued(world(), { state: 'open' })
    const second = await queued(world(), { base: first.base })
    expect(second.baseSha).toBe(first.headSha)
    const titleAt = async (sha: string) => (await checkAt(world(), sha)).title
    expect(await titleAt(first.headSha)).toBe(`#${first.number}: ${RED}`)
    expect(await titleAt(second.headSha)).toBe(`#${second.number}: ${GREEN}`)
  })

  it('of several pull requests is as red as the worst of them', async () => {
    const { github, repository, unheard } = world()
    const first = await unheardMember(world(), { state: 'open' })
    const second = await unheardMember(world(), { base: first.base })
    const begin = await repository.branchHead(first.base)
    let both = ''
    await unheard(async () => {
      await repository.enqueue(first.number)
      both = (await repository.enqueue(second.number)).headSha
    })
    await github.deliver('merge_group', {
      action: 'checks_requested',
      merge_group: {
        head_sha: both,
        // Two at once: the branch is named after the last one, and the commit on which the first one stands.
        head_ref: `refs/heads/gh-readonly-queue/${first.base}/pr-${second.number}-${begin}`,
      },
      installation: { id: github.installationId },
      repository: { name: 'widgets', full_name: 'acme/widgets', owner: { login: 'acme' } },
    })
    const check = await checkAt(world(), both)
    expect(check).toMatchObject({ conclusion: 'failure', title: `#${first.number}: ${RED}` })
    expect(check.summary?.split('\n\n')[1]?.split('\n')).toEqual([
      `- ❌ pull request ${first.number}: ${RED}`,
      `- ✅ pull request ${second.number}: ${GREEN}`,
    ])
  })

  it('is green although its branch brings a merge of a pull request that is done', async () => {
    const { repository, unheard } = world()
    const outer = await unheardMember(world())
    await unheard(async () => {
      const inner = await member(world(), { base: outer.branch, state: 'unreviewed' })
      await repository.merge(inner.number, 'merge')
    })
    const { headSha } = await repository.enqueue(outer.number)
    expect(await checkAt(world(), headSha)).toMatchObject({
      conclusion: 'success',
      title: expect.stringContaining(`#${outer.number}: `),
    })
  })

  it('is red when its pull request was closed meanwhile', async () => {
    const { repository, unheard, redeliver } = world()
    const { number } = await unheardMember(world())
    let sha = ''
    const missed = await unheard(async () => {
      sha = (await repository.enqueue(number)).headSha
      await repository.closePull(number)
    })
    await redeliver(missed.find(askingFor(sha)))
    expect(await checkAt(world(), sha)).toMatchObject({
      conclusion: 'failure',
      title: `#${number}: it is not an open pull request`,
    })
  })

  it('keeps its answer when GitHub asks again after the merge', async () => {
    const { headSha, number } = await queued(world())
    const { github, repository, redeliver } = world()
    const { id } = await checkAt(world(), headSha)
    await repository.leaveQueue(number, 'merged')
    await redeliver(github.deliveries.find(askingFor(headSha)))
    await checkAt(world(), headSha)
    const runs = await repository.checkRuns(headSha)
    expect(runs.find((run) => run.id === id)).toMatchObject({
      conclusion: 'success',
      title: `#${number}: ${GREEN}`,
    })
  })
})
