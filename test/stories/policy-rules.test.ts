import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { approval, blocking, CASEY, checkAt, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const PAYMENTS = `
rules:
  - paths: [src/payments/**]
    requirements:
      approved: error
`

describe('a rule for paths', () => {
  it('holds for a pull request that changes one of them', async () => {
    const files = { 'src/payments/pay.ts': 'pay()\n', 'src/other.ts': 'other()\n' }
    const work = await workUnder(world().repository, { policy: PAYMENTS, work: files })
    const said = await checkAt(world(), work, work.work)
    expect(said).toMatchObject({ conclusion: 'failure', title: 'Not approved: 0 of 1 approvals' })
  })

  it('and not for any other', async () => {
    const work = await workUnder(world().repository, { policy: PAYMENTS })
    expect((await checkAt(world(), work, work.work)).conclusion).toBe('neutral')
  })

  it('holds also where a file is moved away from there', async () => {
    const before = { 'src/payments/pay.ts': 'pay()\n' }
    const work = await workUnder(world().repository, {
      policy: PAYMENTS,
      before,
      work: { 'src/payments/pay.ts': null, 'src/pay.ts': 'pay()\n' },
    })
    expect((await checkAt(world(), work, work.work)).conclusion).toBe('failure')
  })

  it('holds also where a later commit takes the change back', async () => {
    const files = { 'src/payments/pay.ts': 'pay()\n' }
    const work = await workUnder(world().repository, { policy: PAYMENTS, work: files })
    const head = await work.commit(CASEY, 'Not so', {
      ...code(1, 'x'),
      'src/payments/pay.ts': null,
    })
    expect((await checkAt(world(), work, head)).conclusion).toBe('failure')
  })

  it('does not hold for what a merge of the base brings', async () => {
    const { repository } = world()
    const work = await workUnder(repository, { policy: PAYMENTS })
    const files = { 'src/payments/pay.ts': 'pay()\n' }
    await repository.commit({ branch: work.base, message: 'Pay', files })
    const head = await repository.mergeCommit({ into: work.branch, from: work.base, as: 'casey' })
    expect((await checkAt(world(), work, head)).conclusion).toBe('neutral')
  })
})

describe('a rule for branches', () => {
  const RULES = `
requirements:
  approved: off
rules:
  - branches: [story-*-base]
    requirements:
      approved: error
  - branches: [release/*]
    approvals: 2
`

  it('holds for pull requests into them, whatever stands above', async () => {
    const work = await workUnder(world().repository, { policy: RULES })
    expect((await checkAt(world(), work, work.work)).title).toBe('Not approved: 0 of 1 approvals')
  })

  it('holds when the pull request gets such a base', async () => {
    const { repository } = world()
    const work = await workUnder(repository, { policy: RULES })
    const release = `release/${work.branch}`
    const tip = await repository.branchHead(work.base)
    await repository.createBranch(release, tip)
    const number = await work.pull()
    await checkAt(world(), work, work.work)
    const policy = RULES.replace(
      '    approvals: 2',
      '    requirements: { approved: error }\n    approvals: 2',
    )
    await repository.commit({
      branch: release,
      message: 'Two for a release',
      files: { '.github/countersign.yml': policy },
    })
    await repository.changeBase(number, release)
    await repository.waitForCheck(
      work.work,
      ({ title }) => title === 'Not approved: 0 of 2 approvals',
    )
  })

  it('of several, the later one wins', async () => {
    const policy = `${RULES}  - branches: ["*-base"]\n    paths: [src/**]\n    requirements:\n      approved: off\n`
    const work = await workUnder(world().repository, { policy })
    expect((await checkAt(world(), work, work.work)).conclusion).toBe('neutral')
  })

  it('with paths beside it wants both', async () => {
    const policy = `
rules:
  - branches: [story-*-base]
    paths: [docs/**]
    requirements:
      approved: error
`
    const work = await workUnder(world().repository, { policy })
    expect((await checkAt(world(), work, work.work)).conclusion).toBe('neutral')
  })
})

describe('the policy’s own idea of what a report is', () => {
  const policy = 'reports: ["notes/**/*.review"]\n'

  it('is read, and the usual names are ordinary files', async () => {
    const work = await workUnder(world().repository, { policy })
    await work.report(blocking('Nobody reads this.'))
    const head = await work.commit(CASEY, 'Review', {
      'notes/one/first.review': blocking('Retries never stop.'),
    })
    const said = await checkAt(world(), work, head)
    expect(said.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(said.summary).toContain('| **B1** | Retries never stop |')
    expect(said.summary).not.toContain('Nobody reads this')
  })

  it('is named where there is none', async () => {
    const work = await workUnder(world().repository, { policy })
    const head = await work.report(approval())
    const said = await checkAt(world(), work, head)
    expect(said.conclusion).toBe('neutral')
    expect(said.summary).toContain('A report is a file named `notes/**/*.review`.')
  })
})

describe('ignored paths', () => {
  const policy = 'requirements:\n  fresh: error\nignore:\n  - CHANGELOG.md\n  - docs/**\n'

  it.each([
    ['leave an approval fresh', { 'CHANGELOG.md': '# 1\n', 'docs/a/b.md': 'b\n' }, 'success'],
    ['make it stale together with others', { 'CHANGELOG.md': '# 1\n', 'b.ts': 'b\n' }, 'failure'],
  ])('%s', async (_, files, conclusion) => {
    const work = await workUnder(world().repository, { policy })
    await work.report(approval())
    const head = await work.commit(CASEY, 'More', files)
    expect((await checkAt(world(), work, head)).conclusion).toBe(conclusion)
  })
})
