import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { approval, checkAt, type Files, rowOf, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const FILE = '.github/countersign.yml'

/** What the check says of an approved pull request whose base has these files. */
async function saidUnder(before: Files) {
  const work = await workUnder(world().repository, { before })
  return checkAt(world(), work, await work.report(approval()))
}

const unread = (problem: string) => ({
  conclusion: 'failure',
  title: expect.stringContaining(`The policy can't be read: ${FILE}:1 ${problem}`),
})

describe('a policy file', () => {
  it.each([
    // GitHub has the whole text of the first, cuts the second, and hands out nothing of the third.
    ['100 KB', 100_000],
    ['600 KB', 600_000],
    ['1.5 MB', 1_500_000],
  ])('of %s is refused, not read in part', async (_, size) => {
    const text = `approvals: 1\n${'# Nothing.\n'.repeat(size / 11)}`
    expect(await saidUnder({ [FILE]: text })).toMatchObject(unread(''))
  })

  it('that is binary is refused', async () => {
    const said = await saidUnder({ [FILE]: 'approvals: 1\n\0\0\0' })
    expect(said).toMatchObject({ conclusion: 'failure' })
    expect(said.title).toMatch(/^The policy can't be read: /u)
  })

  it('that is a symbolic link is what it leads to', async () => {
    const said = await saidUnder({
      [FILE]: { symlink: '../rules.yml' },
      'rules.yml': 'approvals: 2\nrequirements:\n  approved: error\n',
    })
    expect(said.conclusion).toBe('failure')
    expect(rowOf(said, 'approved')).toMatchObject({ mark: '❌' })
  })

  it.each<[string, Files]>([
    ['a folder', { [`${FILE}/rules.yml`]: 'approvals: 2\n' }],
    ['a submodule', { [FILE]: { submodule: 'a'.repeat(40) } }],
  ])('that is %s is none', async (_, before) => {
    const said = await saidUnder(before)
    expect(said.conclusion).toBe('success')
    expect(said.summary).toContain(`No \`${FILE}\` on the base branch: the defaults hold.`)
  })
})
