import { describe, expect, it } from '@jest/globals'
import type { Role } from '../../src/demo/github/roles.ts'
import type { User } from '../../src/demo/github/world.ts'
import { worldOfThisFile } from '../support/app.ts'
import { blocking, checkAt, standing, unheardIn, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

/** A blocker that somebody waives, under that policy. */
async function waivedBy(user: User, policy = '') {
  const work = await workUnder(world().repository, { policy })
  const head = await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
  await world().repository.comment(await work.pull(), '/waive B1 it is fine', user)
  const said = await checkAt(world(), work, head)
  return { state: standing(said).B1, unheard: unheardIn(said), conclusion: said.conclusion }
}

const waived = (user: User) => ({
  state: `➖ waived: waived by ${user} (DAY): it is fine`,
  unheard: [],
  conclusion: 'success',
})

const refused = (user: User, role: string | null, next: string) => ({
  state: '❌ open: no commit is linked to it yet',
  unheard: [
    `\`comment by ${user}:1\` ${user} may not decide on blockers here${role === null ? '' : ` (role: ${role})`}. ${next}`,
  ],
  conclusion: 'failure',
})

const role = (least: string): string => `decisions:\n  role: ${least}\n`

describe('who may decide', () => {
  it.each<readonly [given: Role, wanted: string]>([
    ['push', 'write'],
    ['maintain', 'write'],
    ['admin', 'write'],
    ['triage', 'triage'],
    ['maintain', 'maintain'],
    ['admin', 'admin'],
  ])('%s may where the policy wants %s', async (given, wanted) => {
    await world().repository.setPermission('robin', given)
    const policy = wanted === 'write' ? '' : role(wanted)
    expect(await waivedBy('robin', policy)).toEqual(waived('robin'))
  })

  it.each<readonly [given: Role, wanted: string, called: string]>([
    ['triage', 'write', 'triage'],
    ['pull', 'write', 'read'],
    ['pull', 'triage', 'read'],
    ['push', 'maintain', 'write'],
    ['maintain', 'admin', 'maintain'],
  ])('%s may not where the policy wants %s', async (given, wanted, called) => {
    await world().repository.setPermission('robin', given)
    const policy = wanted === 'write' ? '' : role(wanted)
    const next = `Ask somebody whose role is ${wanted} or more.`
    expect(await waivedBy('robin', policy)).toEqual(refused('robin', called, next))
  })

  it('a stranger may not', async () => {
    const next = 'Ask somebody whose role is write or more.'
    expect(await waivedBy('outsider')).toEqual(refused('outsider', 'read', next))
  })
})

describe('where the policy lists who may decide', () => {
  const people = 'decisions:\n  role: admin\n  people: [Outsider]\n'
  const teams = 'decisions:\n  teams: [acme/deciders]\n'

  it('these may, whatever their role', async () => {
    expect(await waivedBy('outsider', people)).toEqual(waived('outsider'))
  })

  it('others may not, whatever theirs', async () => {
    const next = 'Ask one of Outsider: the policy lists them.'
    expect(await waivedBy('maintainer', people)).toEqual(refused('maintainer', null, next))
  })

  it('members of these teams may', async () => {
    await world().github.team('deciders', ['outsider'])
    expect(await waivedBy('outsider', teams)).toEqual(waived('outsider'))
  })

  it('others may not', async () => {
    await world().github.team('deciders', ['outsider'])
    const next = 'Ask one of acme/deciders: the policy lists them.'
    expect(await waivedBy('casey', teams)).toEqual(refused('casey', null, next))
  })

  it('either list will do', async () => {
    await world().github.team('deciders', ['maintainer'])
    const both = 'decisions:\n  people: [casey]\n  teams: [acme/deciders]\n'
    expect((await waivedBy('casey', both)).state).toContain('waived by casey')
    expect((await waivedBy('maintainer', both)).state).toContain('waived by maintainer')
  })
})

describe('a decision', () => {
  it('ends when the one who took it may no longer', async () => {
    const { repository } = world()
    await repository.setPermission('robin', 'push')
    const work = await workUnder(repository, {})
    const head = await work.report(blocking('Retries never stop, `src/retry.ts:1`.'))
    await repository.comment(await work.pull(), '/waive B1 it is fine', 'robin')
    expect((await checkAt(world(), work, head)).conclusion).toBe('success')
    await repository.setPermission('robin', 'pull')
    const { id } = await repository.waitForCheck(head)
    await repository.rerunCheck(id)
    await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'failure')
  })
})
