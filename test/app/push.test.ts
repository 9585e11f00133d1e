import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { assessments, checkWrites, code, fix, newBranch, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

describe('a push', () => {
  it('finds the pull request of its branch, even when "synchronize" was not heard', async () => {
    const { repository, unheard, redeliver } = world()
    const { branch } = await reviewedPull(repository)
    let head = ''
    const missed = await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await redeliver(missed.find(({ event }) => event === 'push'))
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('and "synchronize" are one look, though the push takes longer to find its pull request', async () => {
    const { github, repository, unheard, redeliver, requestsDuring } = world()
    const { branch } = await reviewedPull(repository)
    const missed = await unheard(async () => {
      await fix(repository, branch, 'B1')
    })
    expect(missed.map(({ event }) => event)).toEqual(['push', 'pull_request'])
    github.failNext({ path: /\/pulls$/u, status: 403 })
    const requests = await requestsDuring(async () => {
      for (const delivery of missed) await redeliver(delivery)
    })
    expect(requests.filter(({ path }) => path.endsWith('/pulls'))).toHaveLength(2)
    expect(assessments(requests)).toHaveLength(1)
  })

  it('finds every pull request of its branch', async () => {
    const { repository, quiet } = world()
    const { branch, number } = await reviewedPull(repository)
    await repository.createBranch(`${branch}-base`, await repository.branchHead('main'))
    const other = await repository.openPull({ head: branch, base: `${branch}-base`, title: 'Two' })
    const head = await fix(repository, branch, 'B1')
    await repository.waitForCheck(head)
    await quiet()
    const checks = await repository.checkRuns(head)
    expect(checks.map(({ externalId }) => externalId?.split('/')[1]).sort()).toEqual(
      [number, other].map(String).sort(),
    )
  })

  it('to a branch without a pull request changes nothing', async () => {
    const { repository, requestsDuring, answered } = world()
    const branch = newBranch()
    const requests = await requestsDuring(async () => {
      await repository.commit({ branch, message: 'Work', files: code(1, 'x') })
      const head = await repository.branchHead(branch)
      await answered(({ event, payload }) => event === 'push' && isAt(payload, head))
    })
    expect(requests.map(({ method }) => method)).not.toContain('PATCH')
    expect(checkWrites(requests)).toEqual([])
    expect(requests.filter(({ path }) => path.includes('/pulls'))).toHaveLength(1)
  })

  it('of a tag, or one that deletes a branch, asks GitHub for nothing', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      const envelope = {
        installation: { id: github.installationId },
        repository: { name: 'widgets', owner: { login: 'acme' } },
      }
      const tag = { ref: 'refs/tags/v1', deleted: false, ...envelope }
      const gone = { ref: 'refs/heads/gone', deleted: true, ...envelope }
      for (const payload of [tag, gone]) {
        expect((await github.deliver('push', payload)).status).toBe(200)
      }
    })
    expect(requests).toEqual([])
  })
})

const isAt = (payload: unknown, sha: string): boolean =>
  (payload as { readonly after?: unknown }).after === sha
