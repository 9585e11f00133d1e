import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { newBranch } from '../support/story.ts'
import { approval, checkAt, type Work, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const POLICY = `
requirements:
  validated: error
validation: [npm test]
corroborate:
  npm test: CI / test
`
const CLAIM = approval('## Validation', '', '- `npm test`: 312 passed')

/** A pull request whose check waits for a job of CI. */
async function waiting(job = 'test'): Promise<{ work: Work; head: string }> {
  const policy = POLICY.replace('CI / test', `CI / ${job}`)
  const work = await workUnder(world().repository, { policy })
  const head = await work.report(CLAIM)
  expect((await checkAt(world(), work, head)).conclusion).toBe('failure')
  return { work, head }
}

const run = (sha: string, conclusion: string, job = 'test') =>
  world().repository.workflowJob({ workflow: 'CI', job, sha, conclusion })

describe('a check that the policy names', () => {
  it('turns ours when it ends, and when it ends otherwise after a re-run', async () => {
    const { repository } = world()
    const { work, head } = await waiting()
    await run(head, 'failure')
    const red = await checkAt(world(), work, head)
    expect(red.summary).toContain('"CI / test" ended with failure')
    await run(head, 'success')
    const { summary } = await repository.waitForCheck(
      head,
      ({ conclusion }) => conclusion === 'success',
    )
    expect(summary).toContain('seen to pass in "CI / test"')
  })

  it('is heard of after another pull request into the same base was closed', async () => {
    const { repository } = world()
    // A job that no other pull request waits for.
    const { work, head } = await waiting('unit')
    const branch = newBranch()
    await repository.commit({ branch, from: work.base, message: 'Other', files: { 'x.txt': 'x' } })
    const other = await repository.openPull({ head: branch, base: work.base, title: 'Other' })
    await world().quiet()
    await repository.closePull(other)
    await repository.comment(other, '/rereview', 'robin')
    await world().quiet()
    await run(head, 'success', 'unit')
    await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
  })

  it('is heard of on a pull request from a fork', async () => {
    const { repository } = world()
    const fork = await repository.fork('outsider')
    const policy = POLICY.replace('validated: error', 'corroborated: error').replace(
      'validation: [npm test]\n',
      '',
    )
    const work = await workUnder(repository, { policy, from: fork })
    const head = await work.report(CLAIM)
    expect((await checkAt(world(), work, head)).conclusion).toBe('success')
    await run(head, 'failure')
    await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'failure')
  })
})

describe('any other check', () => {
  it('costs no request', async () => {
    const { repository, requestsDuring } = world()
    const { head } = await waiting()
    const requests = await requestsDuring(async () => {
      await run(head, 'success', 'lint')
      await run(head, 'failure', 'latest')
      await repository.foreignCheck({ name: 'codecov/patch', sha: head, conclusion: 'success' })
    })
    expect(requests).toEqual([])
  })
})
