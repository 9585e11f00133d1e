import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, reviewedPull, sayings } from '../support/story.ts'
import { blocking, CASEY, checkAt, ROBIN, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const MARK = '<!-- countersign: state -->'

/** The comments with the state, as people see them. */
const stated = async (number: number): Promise<readonly string[]> =>
  (await world().repository.comments(number))
    .filter(({ body }) => body.startsWith(MARK))
    .map(({ body }) =>
      body.slice(MARK.length).replaceAll('\u2060', '').replaceAll('\u00a0', ' ').trim(),
    )

describe('the comment with the state', () => {
  it('says what holds the pull request up, and what to do about it', async () => {
    const { number } = await reviewedPull(world().repository)
    await world().quiet()
    expect(await stated(number)).toEqual([
      [
        '### ❌ 0 of 2 blockers fixed: B1 and B2 are open',
        '',
        '|  | Blocker | State | Fix commit |',
        '| --- | --- | --- | --- |',
        '| **B1** | Retries never stop · `src/retry.ts:3` | ❌ open |  |',
        '| **B2** | The error is swallowed · `src/retry.ts:9` | ❌ open |  |',
        '',
        '**For the author**',
        '',
        '- Fix B1 in a commit whose message ends with "Fixes-Blocker: B1", or name the commit in the report: "Fixed in abc1234".',
        '- Fix B2 in a commit whose message ends with "Fixes-Blocker: B2", or name the commit in the report: "Fixed in abc1234".',
        '',
        '<sub>The check says why, in full · comment `/help` for the commands</sub>',
      ].join('\n'),
    ])
  })

  it('is kept up to date in place, and there is never a second', async () => {
    const { repository, quiet } = world()
    const { number, branch } = await reviewedPull(repository)
    await quiet()
    const [{ id } = { id: 0 }] = await repository.comments(number)
    await fix(repository, branch, 'B1', 'B2')
    await quiet()
    const [said, ...more] = await stated(number)
    expect(more).toEqual([])
    expect(said).toContain('### ✅ Both blockers are fixed, awaiting re-review')
    expect(said).toContain('**For the reviewer**')
    expect((await repository.comments(number)).map((one) => one.id)).toEqual([id])
  })

  it('is not touched when nothing changed', async () => {
    const { repository, quiet, requestsDuring } = world()
    const { number, review, branch } = await reviewedPull(repository)
    await quiet()
    const [before] = await repository.comments(number)
    const { id } = await repository.waitForCheck(review)
    expect(
      sayings(await requestsDuring(async () => void (await repository.rerunCheck(id)))),
    ).toEqual([])
    const push = async () => {
      await repository.commit({ branch, message: 'Docs', files: { 'docs/a.md': 'More.\n' } })
    }
    const pushed = await requestsDuring(push)
    expect(checkWrites(pushed)).toMatchObject([{ how: 'created' }])
    expect(sayings(pushed)).toEqual([])
    expect((await repository.comments(number)).at(0)).toEqual(before)
  })

  it('is found again by another server', async () => {
    const { repository, quiet, anotherServer } = world()
    const { number, branch } = await reviewedPull(repository)
    await quiet()
    await anotherServer(async () => {
      await fix(repository, branch, 'B1')
    })
    const said = await stated(number)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('1 of 2 blockers fixed: B2 is open')
  })

  it('is put right when somebody edits it, and written anew when somebody deletes it', async () => {
    const { repository, quiet } = world()
    const { number, review } = await reviewedPull(repository)
    await quiet()
    const again = async () => {
      await repository.rerunCheck((await repository.waitForCheck(review)).id)
      await quiet()
    }
    const [said] = await stated(number)
    const [{ id } = { id: 0 }] = await repository.comments(number)
    await repository.editComment(id, `${MARK}\n### ✅ All is well`, 'maintainer')
    await again()
    expect(await stated(number)).toEqual([said])
    await repository.deleteComment(id, 'maintainer')
    await again()
    expect(await stated(number)).toEqual([said])
  })

  it('is left alone where somebody else copies its mark', async () => {
    const { repository, quiet } = world()
    const { number, branch } = await reviewedPull(repository)
    await quiet()
    const id = await repository.comment(number, `${MARK}\nMine.`, 'robin')
    await fix(repository, branch, 'B1')
    await quiet()
    const bodies = await repository.comments(number)
    expect(bodies.find((one) => one.id === id)?.body).toBe(`${MARK}\nMine.`)
    expect(bodies.find(({ author }) => author === 'countersign[bot]')?.body).toContain('1 of 2')
  })

  it('is not written where there is nothing to judge', async () => {
    const { repository, quiet } = world()
    await repository.commit({ branch: 'plain', message: 'Work', files: { 'a.ts': 'a()\n' } })
    const number = await repository.openPull({ head: 'plain', title: 'Plain', as: 'casey' })
    await quiet()
    expect(await repository.comments(number)).toEqual([])
  })
})

describe('by the policy', () => {
  it.each<[policy: string, red: number, green: number]>([
    ['comment: on', 1, 1],
    ['comment: off', 0, 0],
    ['comment: only-when-red', 1, 0],
  ])('%s: %i when red, %i when green from the start', async (policy, red, green) => {
    const blocked = await workUnder(world().repository, { policy })
    const head = await blocked.report(blocking('Retries never stop, `src/retry.ts:1`.'))
    await checkAt(world(), blocked, head)
    expect(await stated(await blocked.pull())).toHaveLength(red)

    const approved = await workUnder(world().repository, { policy })
    const last = await approved.commit(ROBIN, 'Approve', {
      'REVIEW.md': '# Review\n\nVerdict: approve\n',
    })
    await checkAt(world(), approved, last)
    expect(await stated(await approved.pull())).toHaveLength(green)
  })

  it('off: takes away what was written before', async () => {
    const work = await workUnder(world().repository, { policy: 'comment: on' })
    const head = await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
    await checkAt(world(), work, head)
    expect(await stated(await work.pull())).toHaveLength(1)
    const files = { '.github/countersign.yml': 'comment: off' }
    await world().repository.commit({ branch: work.base, message: 'Hush', files })
    const { id } = await world().repository.waitForCheck(head)
    await world().repository.rerunCheck(id)
    await checkAt(world(), work, head)
    expect(await stated(await work.pull())).toEqual([])
  })

  it('only-when-red: once written, it is kept up to date', async () => {
    const work = await workUnder(world().repository, { policy: 'comment: only-when-red' })
    const head = await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
    await checkAt(world(), work, head)
    const fixed = await work.commit(CASEY, 'Stop\n\nFixes-Blocker: B1', {
      'src/retry.ts': 'stop()\n',
    })
    await checkAt(world(), work, fixed)
    expect((await stated(await work.pull())).join()).toContain('### ✅ The blocker is fixed')
  })
})
