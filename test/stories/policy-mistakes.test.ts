import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { approval, checkAt, rowOf, sectionOf, type Work, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const FILE = '.github/countersign.yml'

const correct = ({ base }: Work, text: string): Promise<string> =>
  world().repository.commit({ branch: base, message: 'Correct', files: { [FILE]: text } })

describe('a mistake in the policy of the base fails the check', () => {
  it.each<readonly [name: string, policy: string, line: number, said: string, next: string]>([
    [
      'a key that nobody knows',
      'requirements:\n  fresch: error\n',
      2,
      '"fresch" is no requirement.',
      'Did you mean "fresh"?',
    ],
    [
      'a word for a level that is none',
      'requirements:\n  fresh: waring\n',
      2,
      '"waring" is none of error, warn, off.',
      'Did you mean "warn"?',
    ],
    [
      'a value of another kind',
      'approvals: two\n',
      1,
      '"approvals" is text, not a whole number.',
      'Write it in digits, without quotes.',
    ],
    [
      'a list that is none',
      'reports: REVIEW.md\n',
      1,
      '"reports" is text, not a list.',
      'Write each entry on a line of its own, with "- " before it.',
    ],
  ])('%s', async (_, policy, line, message, next) => {
    const work = await workUnder(world().repository, { policy })
    const head = await work.report(approval())
    const said = await checkAt(world(), work, head)
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: `The policy can't be read: ${FILE}:${line} ${message}`,
    })
    const list = sectionOf(said.summary, 'The policy cannot be read')
    expect(list).toMatch(new RegExp(`^- ❌ \\[\`${FILE}:${line}\`\\]\\(http.*#L${line}\\) `, 'u'))
    expect(list).toContain(`) ${message} ${next}`)
    expect(rowOf(said, 'policy readable')).toEqual({
      mark: '❌',
      looked: FILE,
      found: `${FILE}:${line} ${message}`,
      next: `Correct it on the base branch: line ${line}: ${next}`,
    })
  })

  it('where YAML itself is broken', async () => {
    const work = await workUnder(world().repository, { policy: 'approvals: 1\nreports: [\n' })
    const said = await checkAt(world(), work, await work.report(approval()))
    expect(said.conclusion).toBe('failure')
    expect(said.title).toMatch(new RegExp(`^The policy can't be read: ${FILE}:[23] `, 'u'))
  })

  it('each on its line, and nothing of the file is used', async () => {
    const policy = 'aprovals: 2\nrequirements:\n  approved: error\n  fresh: 1\n'
    const work = await workUnder(world().repository, { policy })
    const said = await checkAt(world(), work, await work.report(approval()))
    expect(said.summary.match(/- ❌ \[`\.github\/countersign\.yml:\d+`/gu)).toEqual([
      `- ❌ [\`${FILE}:1\``,
      `- ❌ [\`${FILE}:4\``,
    ])
    expect(() => rowOf(said, 'approved')).toThrow('No requirement approved')
  })

  it('also without any report', async () => {
    const work = await workUnder(world().repository, { policy: 'aprovals: 2\n' })
    const said = await checkAt(world(), work, work.work)
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: `The policy can't be read: ${FILE}:1 "aprovals" is no key of a policy.`,
    })
    expect(said.summary).toContain('Did you mean "approvals"?')
  })

  it('and the pull request that corrects it is told so', async () => {
    const policy = 'aprovals: 2\n'
    const work = await workUnder(world().repository, { policy, work: { [FILE]: 'approvals: 2\n' } })
    const said = await checkAt(world(), work, work.work)
    expect(said.conclusion).toBe('failure')
    expect(sectionOf(said.summary, 'This pull request changes the policy')).toContain(
      '- `approvals`: 1 (default) → 2',
    )
  })

  it('until it is corrected there and the check is run again', async () => {
    const { repository } = world()
    const work = await workUnder(repository, { policy: 'aprovals: 2\n' })
    const head = await work.report(approval())
    expect((await checkAt(world(), work, head)).conclusion).toBe('failure')
    await correct(work, 'approvals: 1\nrequirements:\n  approved: error\n')
    const { id } = await repository.waitForCheck(head)
    await repository.rerunCheck(id)
    const { title } = await repository.waitForCheck(
      head,
      ({ conclusion }) => conclusion === 'success',
    )
    expect(title).toBe('No blockers, approved by REVIEW.md')
  })
})

// GitHub leaves a pull request's base at the branch's tip of when it was pushed to last.
it('a correction is seen although GitHub still tells the base’s former tip', async () => {
  const { repository } = world()
  const work = await workUnder(repository, { policy: 'aprovals: 2\n' })
  const head = await work.report(approval())
  expect((await checkAt(world(), work, head)).conclusion).toBe('failure')
  const corrected = await correct(work, 'approvals: 1\n')
  await repository.rerunCheck((await repository.waitForCheck(head)).id)
  await world().quiet()
  expect((await repository.pull(await work.pull())).base.sha).not.toBe(corrected)
  expect((await repository.waitForCheck(head)).conclusion).toBe('success')
})

describe('a policy file that says nothing', () => {
  it.each([
    ['because it is empty', ''],
    ['because it holds comments only', '# Rules follow.\n'],
  ])('%s leaves the defaults', async (_, policy) => {
    const work = await workUnder(world().repository, { policy })
    const said = await checkAt(world(), work, await work.report(approval()))
    expect(said.conclusion).toBe('success')
    expect(rowOf(said, 'policy readable')).toMatchObject({ mark: '✅', looked: FILE })
  })
})
