import { describe, expect, it } from '@jest/globals'
import type { CheckRun } from '../../src/demo/github/check-runs.ts'
import type { Delivery } from '../../src/demo/github/deliveries.ts'
import type { MergeMethod } from '../../src/demo/github/merge-commits.ts'
import { worldOfThisFile } from '../support/app.ts'
import { checkWrites, code } from '../support/story.ts'
import {
  blockedPull,
  blockerIn,
  CASEY,
  rowsIn,
  type Story,
  short,
  untold,
} from './links-support.ts'
import { queued } from './merge-support.ts'

const world = worldOfThisFile()

const fixed = code(1, 'export const retries = 3')
const TRAILER = 'Stop after three times\n\nFixes-Blocker: B1'
const TWO = `${blockerIn()}2. The error is swallowed, \`src/retry.ts:9\`.\n`

/** The records on a commit. */
async function recordsAt(sha: string): Promise<readonly CheckRun[]> {
  const { repository, quiet } = world()
  await quiet()
  const runs = await repository.checkRuns(sha)
  return runs.filter(({ externalId }) => externalId?.startsWith('record/'))
}

/** A pull request that is told and merged; the App hears of no more than the end. */
async function merged(
  method: MergeMethod,
  tell: (story: Story) => Promise<string>,
  report = blockerIn(),
) {
  const { repository } = world()
  return untold(world(), async () => {
    const story = await blockedPull(repository, { report })
    const fix = await tell(story)
    // The base goes on, so that a rebase has something to do.
    const files = { 'docs/other.md': `${story.base}\n` }
    await story.casey('Another matter', files, { branch: story.base })
    const { head } = await repository.pull(story.number)
    return { ...story, fix, head: head.sha, merged: await repository.merge(story.number, method) }
  })
}

const linkTo = (sha: string) =>
  `[\`${short(sha)}\`](${world().github.url}/acme/widgets/commit/${sha})`

/** The rows of a record: blocker, state, fix, what it became. */
const recorded = (record: CheckRun | undefined) =>
  rowsIn(record?.summary ?? '', 'Blockers').map(([id, , state, fix, now]) => [id, state, fix, now])

/** GitHub's word that a pull request was closed. */
const closing = (number: number) => (delivery: Delivery) =>
  delivery.event === 'pull_request' &&
  delivery.action === 'closed' &&
  JSON.stringify(delivery.payload).includes(`"number":${number},`)

const inPull = ({ review }: Story) =>
  `fixed: named by its Fixes-Blocker trailer; in this pull request, after the review ${short(review)}, touches src/retry.ts`

describe('a pull request that is merged', () => {
  it.each<[MergeMethod, (fix: string, merged: string) => string | null]>([
    ['merge', (fix) => fix],
    ['squash', (_, commit) => commit],
    // The one below the last.
    ['rebase', () => null],
  ])('by "%s" leaves a record of its fixes and what they became', async (method, becomes) => {
    const story = await merged(method, async ({ casey }) => {
      const fix = await casey(TRAILER, fixed)
      await casey('And more', { 'src/more.ts': 'more()\n' })
      return fix
    })
    const [record, ...others] = await recordsAt(story.merged)
    expect(others).toEqual([])
    expect(record).toMatchObject({
      conclusion: 'success',
      title: `Record of #${story.number}: 1 blocker, none open`,
    })
    expect(record?.summary?.split('\n')[0]).toBe(
      `Pull request ${story.number} was merged as ${linkTo(story.merged)}; its head was \`${story.head}\`.`,
    )
    const now = becomes(story.fix, story.merged) ?? (await parentOf(story.merged))
    expect(recorded(record)).toEqual([
      ['R1-B1', inPull(story), `\`${story.fix.slice(0, 12)}\``, linkTo(now)],
    ])
  })

  it('over an open blocker is recorded with it, and fails nobody', async () => {
    const story = await merged('squash', ({ casey }) => casey(TRAILER, fixed), TWO)
    const [record] = await recordsAt(story.merged)
    expect(record).toMatchObject({
      conclusion: 'neutral',
      title: `Record of #${story.number}: merged with B2 open`,
    })
    expect(recorded(record)).toEqual([
      ['R1-B1', inPull(story), `\`${story.fix.slice(0, 12)}\``, linkTo(story.merged)],
      ['R1-B2', 'open', '', ''],
    ])
  })

  it('with a fix that the base had before is recorded with that', async () => {
    const { repository } = world()
    const story = await merged('squash', async ({ base, branch, robin }) => {
      const other = { branch: `${branch}-fix`, from: base, author: CASEY }
      const files = { 'src/retry.ts': 'stop()\n' }
      await repository.commit({ ...other, message: 'Stop', files })
      const pull = { head: other.branch, base, title: 'Stop', as: 'casey' } as const
      const fix = await repository.merge(await repository.openPull(pull), 'squash')
      await robin(blockerIn(`Fixed in ${short(fix)}.`))
      // Both add the file, so that what was there first is taken over.
      await repository.mergeCommit({ into: branch, from: base, as: 'casey' })
      return fix
    })
    const [record] = await recordsAt(story.merged)
    expect(recorded(record).map(([, , fix, now]) => [fix, now])).toEqual([
      [`\`${story.fix.slice(0, 12)}\``, linkTo(story.fix)],
    ])
  })

  it('from the queue is recorded beside the answer of the queue', async () => {
    const { repository } = world()
    const { number, headSha, fix } = await queued(world())
    await world().quiet()
    await repository.leaveQueue(number, 'merged')
    const [record, ...others] = await recordsAt(headSha)
    expect(others).toEqual([])
    expect(record?.title).toBe(`Record of #${number}: 1 blocker, none open`)
    expect(recorded(record).map(([, , , now]) => now)).toEqual([linkTo(fix ?? '')])
    const about = (await repository.checkRuns(headSha)).map((run) => run.externalId?.split('/')[0])
    expect(about.sort()).toEqual(['queue', 'record'])
  })

  it.each([
    ['without blockers', '# Review of the retry change\n\nVerdict: approve\n'],
    ['with nothing but remarks', '# Review\n\nVerdict: approve\n\n## Nits\n\n1. A typo.\n'],
  ])('%s leaves no record', async (_, report) => {
    const tell = ({ casey }: Story) => casey('And more', { 'src/more.ts': 'more()\n' })
    const story = await merged('squash', tell, report)
    expect(await recordsAt(story.merged)).toEqual([])
  })

  it('and of which GitHub tells again is not recorded again, whatever was said since', async () => {
    const { github, redeliver, repository, requestsDuring } = world()
    const story = await merged('squash', ({ casey }) => casey(TRAILER, fixed))
    const [record] = await recordsAt(story.merged)
    await repository.comment(story.number, '/reopen B1 it still loops', 'maintainer')
    const requests = await requestsDuring(() =>
      redeliver(github.deliveries.find(closing(story.number))),
    )
    expect(checkWrites(requests)).toEqual([])
    expect(await recordsAt(story.merged)).toEqual([record])
  })

  it('without a merge is not recorded', async () => {
    const { repository, requestsDuring } = world()
    const story = await blockedPull(repository)
    const requests = await requestsDuring(() => repository.closePull(story.number))
    expect(checkWrites(requests)).toEqual([])
  })
})

/** The commit below another one. */
async function parentOf(sha: string): Promise<string> {
  const { github } = world()
  const answer = await fetch(`${github.url}/repos/acme/widgets/commits/${sha}`)
  const { parents } = (await answer.json()) as { readonly parents: readonly { sha: string }[] }
  return parents[0]?.sha ?? ''
}
