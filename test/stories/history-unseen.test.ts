import { afterEach, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { FIX, pullOf, REVIEW, WORK } from './history-support.ts'
import { blockersIn, checkAt, rowsIn, short, untold } from './links-support.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const OPEN = '0 of 1 blocker fixed: B1 is open'
const always = { times: Number.POSITIVE_INFINITY }

const comparing = (sha: string) => new RegExp(`/compare/[0-9a-f]+\\.\\.\\.${sha}$`, 'u')

describe('an earlier head', () => {
  it.each([
    ['that GitHub can’t compare is walked to', 422],
    ['of which GitHub can’t find the common commit is, too', 404],
  ])('%s', async (_, status) => {
    const { github } = world()
    const head = await untold(world(), async () => {
      const { repository, branch, shas } = await pullOf(world().repository, [WORK, REVIEW])
      const [work = '', was = ''] = shas
      github.failNext({ path: comparing(was), status, ...always })
      await repository.forcePush(branch, work)
      return work
    })
    const check = await checkAt(world(), head)
    expect(check).toMatchObject({ conclusion: 'failure', title: OPEN })
  })

  it('that GitHub no longer serves is missed, and the check says so', async () => {
    const { github } = world()
    let gone = ''
    const head = await untold(world(), async () => {
      const { rewrite, shas } = await pullOf(world().repository, [WORK, REVIEW])
      gone = shas[1] ?? ''
      github.failNext({ path: comparing(gone), status: 404, ...always })
      github.failNext({ path: /\/commits$/u, status: 404 })
      return (await rewrite([WORK, REVIEW, FIX])).at(-1) ?? ''
    })
    const { conclusion, summary } = await checkAt(world(), head)
    expect(conclusion).toBe('success')
    expect(factsIn(summary)).toBe(
      `all of them could be read; an earlier head, ${short(gone)}, is no longer served by GitHub`,
    )
  })
})

describe('the list of what moved the branch', () => {
  it.each([403, 404])('that GitHub hides (%d) is missed, and the check says so', async (status) => {
    const { github } = world()
    const head = await untold(world(), async () => {
      const { rewrite } = await pullOf(world().repository, [WORK, REVIEW])
      github.failNext({ path: /\/activity$/u, status, ...always })
      return (await rewrite([WORK, REVIEW, FIX])).at(-1) ?? ''
    })
    const { conclusion, summary } = await checkAt(world(), head)
    expect(conclusion).toBe('success')
    expect(factsIn(summary)).toBe(
      'all of them could be read; GitHub does not show whether this branch was force-pushed; reports that it had before are not known',
    )
  })

  it('is not asked for where it was never force-pushed, deleted or restored', async () => {
    const { github } = world()
    const before = github.requests.length
    const head = await untold(world(), async () => {
      const { shas } = await pullOf(world().repository, [WORK, REVIEW])
      github.failNext({ path: /\/activity$/u, status: 404, ...always })
      return shas[1] ?? ''
    })
    const { title, summary } = await checkAt(world(), head)
    expect(title).toBe(OPEN)
    expect(factsIn(summary)).toBe('all of them could be read')
    const paths = github.requests.slice(before).map(({ path }) => path)
    expect(paths.filter((path) => path.endsWith('/activity'))).toEqual([])
  })

  it('that a rate limit holds back is asked for again', async () => {
    const { github } = world()
    const head = await untold(world(), async () => {
      const { rewrite } = await pullOf(world().repository, [WORK, REVIEW])
      github.failNext({
        path: /\/activity$/u,
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit' },
        headers: { 'retry-after': '1' },
        // GitHub is asked four times before the App gives up and tries all of it again.
        times: 4,
      })
      return (await rewrite([WORK])).at(-1) ?? ''
    })
    const { summary, title } = await checkAt(world(), head)
    expect(title).toBe(OPEN)
    expect(blockersIn(summary)[0]?.why).toContain('force-pushed away with REVIEW.md')
  })
})

/** What was found of the facts. */
const factsIn = (summary: string | null): string | undefined =>
  rowsIn(summary, 'Requirements').find(([, name]) => name === 'facts complete')?.[3]
