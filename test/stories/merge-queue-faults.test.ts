import { afterEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../../src/demo/github/faults.ts'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites } from '../support/story.ts'
import { checkAt } from './links-support.ts'
import { queued, unheardMember } from './merge-support.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const GREEN = 'The blocker is fixed, awaiting re-review'
const FAILED = 'Countersign could not assess this pull request'

/** What was written on a commit: how, and with which title. */
const writtenBy = (requests: readonly RecordedRequest[]) =>
  checkWrites(requests).map(({ how, input }) => [how, input.output.title])

describe('the answer for a merge group', () => {
  it('comes by the push of its branch when the merge group was not heard of', async () => {
    const { repository, unheard, redeliver } = world()
    const { number } = await unheardMember(world())
    let sha = ''
    const missed = await unheard(async () => {
      sha = (await repository.enqueue(number)).headSha
    })
    await redeliver(missed.find(({ event }) => event === 'push'))
    expect(await checkAt(world(), sha)).toMatchObject({
      conclusion: 'success',
      title: `#${number}: ${GREEN}`,
    })
  })

  it('is written once for both of them', async () => {
    const { repository, requestsDuring } = world()
    const { number } = await unheardMember(world())
    const requests = await requestsDuring(async () => {
      await repository.enqueue(number)
    })
    expect(writtenBy(requests)).toEqual([['created', `#${number}: ${GREEN}`]])
  })

  it('is written again by "Re-run"', async () => {
    const { headSha, number } = await queued(world())
    const { repository, requestsDuring } = world()
    const { id } = await checkAt(world(), headSha)
    const requests = await requestsDuring(async () => {
      await repository.rerunCheck(id)
    })
    expect(writtenBy(requests)).toEqual([['updated', `#${number}: ${GREEN}`]])
  })

  // check-suite.ts looks for a pull request at the group's head, as it does at any other.
  it('is written again by "Re-run all"', async () => {
    const { headSha, number } = await queued(world())
    const { repository, requestsDuring } = world()
    await checkAt(world(), headSha)
    const requests = await requestsDuring(async () => {
      await repository.rerequestSuite(headSha)
    })
    expect(writtenBy(requests)).toEqual([['updated', `#${number}: ${GREEN}`]])
  })

  it('is written again by the button', async () => {
    const { headSha, number } = await queued(world())
    const { repository, requestsDuring } = world()
    const { id } = await checkAt(world(), headSha)
    const requests = await requestsDuring(async () => {
      await repository.pressButton(id, 'rereview')
    })
    expect(writtenBy(requests)).toEqual([['updated', `#${number}: ${GREEN}`]])
  })

  it.each<[string, Fault]>([
    ['the pull request', { operation: /^query Pull$/u }],
    ['what is in the group', { path: /\/compare\//u }],
    ['a report', { operation: /^query Texts$/u }],
  ])('says so while GitHub refuses %s, and then the truth', async (_, fault) => {
    const { github, repository, requestsDuring } = world()
    const { number } = await unheardMember(world())
    const requests = await requestsDuring(async () => {
      github.failNext({ ...fault, status: 403 })
      await repository.enqueue(number)
    })
    expect(writtenBy(requests)).toEqual([
      ['created', FAILED],
      ['updated', `#${number}: ${GREEN}`],
    ])
    expect(checkWrites(requests)[0]?.input).toMatchObject({ conclusion: 'FAILURE' })
  })

  it('says so when GitHub stumbles again and again, and then the truth', async () => {
    const { github, repository, requestsDuring } = world()
    const { number } = await unheardMember(world())
    const requests = await requestsDuring(async () => {
      // Each request is made four times before the App gives up and tries all of it again.
      github.failNext({ operation: /^query Pull$/u, status: 500, times: 4 })
      await repository.enqueue(number)
    })
    expect(writtenBy(requests)).toEqual([
      ['created', FAILED],
      ['updated', `#${number}: ${GREEN}`],
    ])
  })

  it('is only late when GitHub stumbles', async () => {
    const { github, repository, requestsDuring } = world()
    const { number } = await unheardMember(world())
    const requests = await requestsDuring(async () => {
      github.failNext({ path: /\/compare\//u, status: 500 })
      await repository.enqueue(number)
    })
    expect(requests.map(({ status }) => status)).toContain(500)
    expect(writtenBy(requests)).toEqual([['created', `#${number}: ${GREEN}`]])
  })

  it('is not asked for where a branch names no pull request', async () => {
    const { github, repository, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      const sha = await repository.branchHead('main')
      await github.deliver('merge_group', {
        action: 'checks_requested',
        merge_group: { head_sha: sha, head_ref: 'refs/heads/gh-readonly-queue/main/other' },
        installation: { id: github.installationId },
        repository: { name: 'widgets', full_name: 'acme/widgets', owner: { login: 'acme' } },
      })
    })
    expect(requests.filter(({ by }) => by === 'installation')).toEqual([])
  })
})
