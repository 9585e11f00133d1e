import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../../support/app.ts'
import { newBranch, reviewedBranch, reviewedPull } from '../../support/story.ts'
import { type Answer, browserAt, saidBy } from './browser.ts'

const world = worldOfThisFile({
  repositories: [{ name: 'widgets' }, { name: 'vault', private: true }],
  site: { publicPages: true },
})

let open = { branch: '' }
beforeAll(async () => {
  open = await reviewedPull(world().repository)
  await world().quiet()
})

const badge = (path: string): Promise<Answer> =>
  browserAt(world().app.url).get(`/badge/acme/${path}`)

describe('the badge of a branch', () => {
  it('is that of its pull request', async () => {
    expect((await badge(`widgets/branch/${open.branch}.svg`)).text).toContain('2 blockers open')
    const { text } = await badge(`widgets/branch/${open.branch}.json`)
    expect(JSON.parse(text)).toMatchObject({ message: '2 blockers open' })
  })

  it('is the worst of them where there are several', async () => {
    const { repository, quiet } = world()
    const { branch } = await reviewedPull(repository)
    const base = newBranch()
    await repository.createBranch(base, await repository.branchHead('main'))
    await repository.openPull({ head: branch, base, title: 'Elsewhere, too', as: 'casey' })
    await quiet()
    expect((await badge(`widgets/branch/${branch}.svg`)).text).toContain('2 blockers open')
  })

  it('is not that of a fork’s branch of the same name', async () => {
    const { repository, quiet } = world()
    const fork = await repository.fork('outsider')
    const { branch } = await reviewedBranch(fork, newBranch())
    await repository.openPull({ head: `outsider:${branch}`, title: 'Fork', as: 'outsider' })
    await quiet()
    expect((await badge(`widgets/branch/${branch}.svg`)).text).toContain('no review')
  })

  it('whatever the branch is called', async () => {
    const { repository, quiet } = world()
    const branch = 'feat/ünlike.svg "this"'
    await repository.commit({ branch, message: 'Work', files: { 'src/work.ts': '1\n' } })
    await repository.openPull({ head: branch, title: 'Work' })
    await quiet()
    const path = `widgets/branch/${encodeURIComponent(branch)}.svg`
    expect(await badge(path)).toMatchObject({ status: 200 })
    expect((await badge(path.replaceAll('%2F', '/'))).text).toContain('no review')
  })

  it('is "no review" where nothing is open', async () => {
    for (const branch of ['main', 'nowhere']) {
      const { status, text } = await badge(`widgets/branch/${branch}.svg`)
      expect([status, text.includes('no review')]).toEqual([200, true])
    }
  })

  it('is not to be had of a private repository', async () => {
    const found = await badge('vault/branch/main.svg')
    expect(saidBy(found)).toEqual(saidBy(await badge('nothing/branch/main.svg')))
    expect(found.status).toBe(404)
  })
})
