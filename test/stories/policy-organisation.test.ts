import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { newBranch } from '../support/story.ts'
import { approval, checkAt, rowOf, workUnder } from './trust-support.ts'

const FILE = '.github/countersign.yml'
const GENERAL = 'requirements:\n  approved: error\n  fresh: error\n'

const world = worldOfThisFile({
  repositories: [
    { name: 'widgets' },
    { name: '.github', files: { 'README.md': '# acme\n', [FILE]: GENERAL } },
  ],
})

const general = (text: string | null): Promise<string> =>
  world()
    .github.repository('acme', '.github')
    .commit({ branch: 'main', message: 'Our defaults', files: { [FILE]: text } })

describe('the policy of the organisation', () => {
  it('holds where the repository has none', async () => {
    const work = await workUnder(world().repository, {})
    const said = await checkAt(world(), work, work.work)
    expect(said.title).toBe('Not approved: 0 of 1 approvals')
    expect(rowOf(said, 'policy readable').looked).toBe(`acme/.github/${FILE}`)
    expect(said.summary).toContain(`Judged by [\`acme/.github/${FILE}\`](`)
  })

  it('holds for the keys that the repository does not name', async () => {
    const policy = 'requirements:\n  approved: off\n'
    const work = await workUnder(world().repository, { policy })
    const said = await checkAt(world(), work, await work.report(approval()))
    expect(rowOf(said, 'policy readable').looked).toBe(`acme/.github/${FILE}, ${FILE}`)
    expect(() => rowOf(said, 'approved')).toThrow('No requirement')
    expect(rowOf(said, 'fresh').mark).toBe('✅')
    expect(said.summary).toContain(`Judged by [\`acme/.github/${FILE}\`](`)
    expect(said.summary).toContain(` and [\`${FILE}\`](`)
  })

  it('is what a repository falls back to when a pull request deletes its own', async () => {
    const policy = 'requirements:\n  approved: off\n  fresh: warn\n'
    const work = await workUnder(world().repository, { policy, work: { [FILE]: null } })
    const said = await checkAt(world(), work, work.work)
    expect(said.summary).toContain('- `requirements.approved`: off → error (default)')
    expect(said.summary).toContain('- `requirements.fresh`: warn → error (default)')
  })

  it('has rules that a repository’s first lines cannot change, and its rules can', async () => {
    await general(`rules:\n  - branches: [story-*-base]\n    requirements: { approved: error }\n`)
    const first = 'requirements:\n  approved: off\n'
    const work = await workUnder(world().repository, { policy: first })
    expect((await checkAt(world(), work, work.work)).conclusion).toBe('failure')
    const rule = 'rules:\n  - branches: ["*-base"]\n    requirements: { approved: off }\n'
    const other = await workUnder(world().repository, { policy: rule })
    expect((await checkAt(world(), other, other.work)).conclusion).toBe('neutral')
  })

  it('fails every check while it has a mistake, and is named with its line', async () => {
    await general('requirements:\n  aproved: error\n')
    const work = await workUnder(world().repository, { policy: 'approvals: 1\n' })
    const said = await checkAt(world(), work, work.work)
    expect(said.title).toBe(
      `The policy can't be read: acme/.github/${FILE}:2 "aproved" is no requirement.`,
    )
    await general(null)
    const { id } = await world().repository.waitForCheck(work.work)
    await world().repository.rerunCheck(id)
    await world().repository.waitForCheck(work.work, ({ conclusion }) => conclusion === 'neutral')
  })

  it('judges a pull request of that repository itself, which is not read twice', async () => {
    await general('approvals: 2\n')
    const own = world().github.repository('acme', '.github')
    const branch = newBranch()
    const head = await own.commit({ branch, message: 'One', files: { [FILE]: 'approvals: 1\n' } })
    await own.openPull({ head: branch, title: 'One will do' })
    const { conclusion, summary } = await own.waitForCheck(head)
    expect(conclusion).toBe('neutral')
    expect(summary).toContain('- `approvals`: 2 → 1')
  })
})
