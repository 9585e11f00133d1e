import { describe, expect, it } from '@jest/globals'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import { worldOfThisFile } from '../support/app.ts'
import {
  byCasey,
  FIX,
  pullOf,
  REVIEW,
  type Rewriting,
  tip,
  WORK,
  written,
} from './history-support.ts'
import { checkAt, rowsIn } from './links-support.ts'

// What only catches lost events waits until the others have been answered, as it does in earnest.
const world = worldOfThisFile({ later: 1_000 })

const OPEN = '0 of 1 blocker fixed: B1 is open'
const FIXED = 'The blocker is fixed, awaiting re-review'

/** A pull request of so many commits, the first two of which are the work and its report. */
const longPull = (commits: number): Promise<Rewriting> =>
  pullOf(world().repository, [
    WORK,
    REVIEW,
    ...Array.from({ length: commits - 2 }, (_, index) =>
      byCasey(3 + index, `Note ${index}`, { 'docs/notes.md': `Note ${index}.\n` }),
    ),
  ])

/** One more commit on top of all others. */
async function pushFix({ repository, branch, shas }: Rewriting): Promise<string> {
  const head = tip(await written(repository, tip(shas), [FIX]))
  await repository.forcePush(branch, head)
  return head
}

const comparisons = (requests: readonly RecordedRequest[]): readonly RecordedRequest[] =>
  requests.filter(({ path }) => path.includes('/compare/'))

const kinds = (requests: readonly RecordedRequest[]): readonly string[] =>
  requests.map(({ operation, path }) => operation ?? String(path.split('/').at(4))).sort()

describe('a pull request of more commits than GitHub lists at once', () => {
  // GraphQL gives 100 at once, and 250 in all.
  it.each([120, 260])('(%i) is read whole, and compared once for all pushes', async (count) => {
    const { requestsDuring } = world()
    let pull: Rewriting | null = null
    const first = await requestsDuring(async () => {
      pull = await longPull(count)
    })
    const opened = pull as unknown as Rewriting
    const { title, summary } = await checkAt(world(), tip(opened.shas))
    expect(title).toBe(OPEN)
    expect(rowsIn(summary, 'Requirements').find(([, name]) => name === 'facts complete')).toEqual(
      expect.arrayContaining([`${count} commits and their files`, 'all of them could be read']),
    )
    expect(comparisons(first)).toHaveLength(Math.ceil(count / 100))

    let head = ''
    const pushed = await requestsDuring(async () => {
      head = await pushFix(opened)
    })
    expect((await checkAt(world(), head)).title).toBe(FIXED)
    expect(kinds(pushed)).toEqual(['commits', 'mutation Say', 'query BeforeWriting', 'query Pull'])
  })
})

describe('when the base moves', () => {
  it('the two are compared once, and that is remembered', async () => {
    const { repository, requestsDuring, quiet } = world()
    const pull = await pullOf(repository, [WORK, REVIEW])
    await quiet()
    const { id } = await checkAt(world(), tip(pull.shas))
    const rerun = () => requestsDuring(async () => void (await repository.rerunCheck(id)))
    expect(comparisons(await rerun())).toEqual([])
    const moved = await requestsDuring(async () => {
      await pull.moveBase()
      await repository.rerunCheck(id)
    })
    expect(comparisons(moved)).toHaveLength(1)
    expect(comparisons(await rerun())).toEqual([])
    expect((await checkAt(world(), tip(pull.shas))).title).toBe(OPEN)
  })

  it('nothing is compared after the next push: GitHub’s own list is one of then', async () => {
    const { repository, requestsDuring, quiet } = world()
    const pull = await pullOf(repository, [WORK, REVIEW])
    await pull.moveBase()
    await quiet()
    let head = ''
    const requests = await requestsDuring(async () => {
      head = await pushFix(pull)
    })
    expect(comparisons(requests)).toEqual([])
    expect((await checkAt(world(), head)).title).toBe(FIXED)
  })
})
