import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { blocking, checkAt, rowOf, standing, type Work, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

/** A pull request with one blocker that is deferred so. */
async function deferred(to: (work: Work) => Promise<string>) {
  const work = await workUnder(world().repository, {})
  const head = await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
  const said = await to(work)
  await world().repository.comment(await work.pull(), `/defer B1 ${said}`, 'robin')
  return { work, head, said: await checkAt(world(), work, head) }
}

const issue = (title = 'Retries'): Promise<number> => world().repository.openIssue(title)

describe('/defer', () => {
  it.each<readonly [name: string, write: (number: number) => string]>([
    ['to an issue by its number', (number) => `#${number}`],
    ['by its number in words', (number) => `GH-${number}`],
    ['at the end of a sentence', (number) => `#${number}.`],
    [
      'by its address',
      (number) => {
        const { github, repository } = world()
        return `${github.url}/${repository.fullName}/issues/${number}`
      },
    ],
  ])('%s closes the blocker while that is open', async (_, write) => {
    const number = await issue()
    const { said } = await deferred(async () => write(number))
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'The blocker is settled, awaiting re-review',
    })
    expect(standing(said)).toEqual({ B1: `➖ deferred: deferred to #${number} by robin (DAY)` })
  })

  it('shows the reason, too', async () => {
    const number = await issue()
    const { said } = await deferred(async () => `#${number} until the new client is there`)
    expect(standing(said).B1).toBe(
      `➖ deferred: deferred to #${number} by robin (DAY): until the new client is there`,
    )
  })

  it.each<readonly [name: string, to: (work: Work) => Promise<string>, why: RegExp]>([
    ['an issue that is not there', async () => '#99999', /there is no issue #99999 here$/u],
    [
      'an issue that is closed',
      async () => {
        const number = await issue()
        await world().repository.closeIssue(number)
        return `#${number}`
      },
      /issue #\d+ is closed$/u,
    ],
    [
      'a pull request',
      async ({ pull }) => `#${await pull()}`,
      /#\d+ is a pull request, not an issue$/u,
    ],
    [
      'an issue of another repository',
      async () => `https://github.com/acme/gadgets/issues/${await issue()}`,
      /that is an issue of another repository$/u,
    ],
  ])('does not count to %s', async (_, to, why) => {
    const { said } = await deferred(to)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(standing(said).B1).toMatch(/^❌ open: robin deferred it to #\d+, but /u)
    expect(standing(said).B1).toMatch(why)
    expect(rowOf(said, 'blockers fixed').next).toBe('Defer it to an open issue: "/defer B1 #123".')
  })

  it('ends when the issue is closed and the check is run again', async () => {
    const { repository } = world()
    const number = await issue()
    const { head } = await deferred(async () => `#${number}`)
    const { id } = await repository.waitForCheck(head)
    await repository.closeIssue(number)
    await repository.rerunCheck(id)
    const { summary } = await repository.waitForCheck(
      head,
      ({ conclusion }) => conclusion === 'failure',
    )
    expect(summary?.replaceAll('\u2060', '')).toContain(
      `robin deferred it to #${number}, but issue #${number} is closed`,
    )
  })

  it('to another issue takes the place of the first', async () => {
    const { repository } = world()
    const [first, second] = [await issue('One'), await issue('Other')]
    const { work, head } = await deferred(async () => `#${first}`)
    await repository.comment(await work.pull(), `/defer B1 #${second}`, 'maintainer')
    await repository.closeIssue(first)
    const said = await checkAt(world(), work, head)
    expect(standing(said).B1).toBe(`➖ deferred: deferred to #${second} by maintainer (DAY)`)
  })
})
