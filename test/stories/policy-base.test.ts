import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  CASEY,
  checkAt,
  type Files,
  rowOf,
  sectionOf,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const FILE = '.github/countersign.yml'
const STRICT = 'requirements:\n  approved: error\n'
const LOOSE = 'requirements:\n  approved: off\n  blockers-fixed: off\n'

/** A pull request that changes the policy, and maybe more. */
async function changing(policy: string, files: Files): Promise<{ work: Work; head: string }> {
  const work = await workUnder(world().repository, { policy })
  return { work, head: await work.commit(CASEY, 'Change the rules', files) }
}

const proposedIn = (summary: string): readonly string[] =>
  sectionOf(summary, 'This pull request changes the policy')
    .split('\n')
    .filter((line) => line.startsWith('- '))

describe('a pull request is judged by the policy of its base', () => {
  it('whatever it brings itself, which is shown', async () => {
    const { work, head } = await changing(STRICT, { [FILE]: LOOSE })
    const said = await checkAt(world(), work, head)
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: 'Not approved: 0 of 1 approvals',
    })
    expect(proposedIn(said.summary)).toEqual([
      '- `requirements.blockers-fixed`: error (default) → off',
      '- `requirements.approved`: error → off',
    ])
    expect(said.summary).toContain(
      'It is judged by the policy of its base; from its merge on, this would hold:',
    )
    expect(rowOf(said, 'policy readable').looked).toBe(FILE)
    expect(said.summary).toContain(`Judged by [\`${FILE}\`](`)
  })

  it('and after its merge the next one is judged by what it brought', async () => {
    const { repository } = world()
    const { work } = await changing(STRICT, { [FILE]: LOOSE })
    await repository.merge(await work.pull(), 'merge')
    const branch = `${work.branch}-next`
    const files = { 'REVIEW.md': 'Verdict: blocking\n\n## Blockers\n\n1. It is open.\n' }
    const next = await repository.commit({ branch, from: work.base, message: 'Next', files })
    const pull = () => repository.openPull({ head: branch, base: work.base, title: 'Next' })
    expect((await checkAt(world(), { pull }, next)).conclusion).toBe('success')
  })

  it('also where it has none and the pull request brings the first', async () => {
    const work = await workUnder(world().repository, { work: { [FILE]: STRICT } })
    const said = await checkAt(world(), work, work.work)
    expect(said.conclusion).toBe('neutral')
    expect(said.summary).toContain('- `requirements.approved`: off (default) → error')
  })

  it('also where it has one and the pull request deletes it', async () => {
    const { work, head } = await changing(STRICT, { [FILE]: null })
    const said = await checkAt(world(), work, head)
    expect(said.title).toBe('Not approved: 0 of 1 approvals')
    expect(proposedIn(said.summary)).toEqual(['- `requirements.approved`: error → off (default)'])
  })

  it('also where the pull request moves it away', async () => {
    const { work, head } = await changing(STRICT, { [FILE]: null, 'old-policy.yml': STRICT })
    const said = await checkAt(world(), work, head)
    expect(said.title).toBe('Not approved: 0 of 1 approvals')
    expect(proposedIn(said.summary)).toEqual(['- `requirements.approved`: error → off (default)'])
  })
})

describe('what a pull request would change in the policy', () => {
  it('is the file’s mistakes, when it has any', async () => {
    const text = 'requirements:\n  aproved: error\n  fresh: never\n'
    const { work, head } = await changing(STRICT, { [FILE]: text })
    const said = await checkAt(world(), work, head)
    expect(proposedIn(said.summary)).toEqual([
      `- ⚠️ \`${FILE}:2\` "aproved" is no requirement. Did you mean "approved"?`,
      `- ⚠️ \`${FILE}:3\` "never" is none of error, warn, off. Write one of error, warn, off.`,
    ])
    expect(rowOf(said, 'policy readable').mark).toBe('✅')
  })

  it('is nothing, when only its words differ', async () => {
    const { work, head } = await changing(STRICT, { [FILE]: `# Our rules\n${STRICT}` })
    const said = await checkAt(world(), work, head)
    expect(proposedIn(said.summary)).toEqual(['- Nothing: only its wording differs.'])
  })

  it('is nothing, when a later commit takes it back', async () => {
    const { work } = await changing(STRICT, { [FILE]: LOOSE })
    const head = await work.commit(CASEY, 'Rather not', { [FILE]: STRICT })
    const said = await checkAt(world(), work, head)
    expect(said.summary).not.toContain('changes the policy')
  })

  it('is not what a merge of the base brings', async () => {
    const { repository } = world()
    const work = await workUnder(repository, { policy: STRICT })
    await repository.commit({ branch: work.base, message: 'Rules', files: { [FILE]: LOOSE } })
    await repository.mergeCommit({ into: work.branch, from: work.base, as: 'casey' })
    const head = await work.commit(CASEY, 'More', code(2, 'more()'))
    const said = await checkAt(world(), work, head)
    expect(said.summary).not.toContain('changes the policy')
    expect(said.conclusion).toBe('neutral')
  })

  it('is shown beside an approval, too', async () => {
    const { work } = await changing(STRICT, { [FILE]: LOOSE })
    const said = await checkAt(world(), work, await work.report(approval()))
    expect(said.conclusion).toBe('success')
    expect(proposedIn(said.summary)).toHaveLength(2)
  })
})
