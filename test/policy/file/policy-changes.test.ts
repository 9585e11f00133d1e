import { describe, expect, it } from '@jest/globals'
import { policyBeforeRules } from '../../../src/policy/file/effective-policy.ts'
import { fileChanges } from '../../../src/policy/file/policy-changes.ts'
import type { PolicyFile } from '../../../src/policy/file/schema.ts'

type Change = readonly [key: string, from: string, to: string]
const usual = { by: 'anyone', outcome: 'passed', on: 'last-code' } as const

const changes = (...given: Parameters<typeof fileChanges>): readonly Change[] =>
  fileChanges(...given).map(({ key, from, to }) => [key, from, to])

describe('what changes from one policy file to another', () => {
  it.each<[string, PolicyFile | null, PolicyFile | null, readonly Change[]]>([
    ['nothing, without any', null, null, []],
    ['nothing, in the same', { approvals: 2 }, { approvals: 2 }, []],
    ['nothing, where a default is written out', null, { requirements: { fresh: 'warn' } }, []],
    ['nothing, where it is left out again', { approvals: 1, ignore: [] }, {}, []],
    [
      'a level',
      { requirements: { fresh: 'warn' } },
      { requirements: { fresh: 'error' } },
      [['requirements.fresh', 'warn', 'error']],
    ],
    [
      'what was left out',
      {},
      { requirements: { 'blockers-fixed': 'off' }, approvals: 2 },
      [
        ['requirements.blockers-fixed', 'error (default)', 'off'],
        ['approvals', '1 (default)', '2'],
      ],
    ],
    ['a file that goes', { approvals: 3 }, null, [['approvals', '3', '1 (default)']]],
    [
      'lists',
      { ignore: ['a'], reviewers: { people: ['mona'] } },
      { ignore: ['a', 'b c'], reviewers: { teams: ['acme/core'] } },
      [
        ['ignore', '["a"]', '["a", "b c"]'],
        ['reviewers.people', '["mona"]', '[] (default)'],
        ['reviewers.teams', '[] (default)', '["acme/core"]'],
      ],
    ],
    [
      'commands',
      { validation: [{ ...usual, command: 'npm test' }] },
      { validation: [{ ...usual, command: 'npm test', by: 'reviewer' }] },
      [['validation', '["npm test"]', '[{"command":"npm test","by":"reviewer"}]']],
    ],
    [
      'checks of commands',
      { corroborate: { make: 'CI', 'npm test': 'CI' } },
      { corroborate: { make: 'CI / make' } },
      [
        ['corroborate.make', 'CI', 'CI / make'],
        ['corroborate["npm test"]', 'CI', 'not set'],
      ],
    ],
    [
      'rules',
      { rules: [{ branches: ['main'], requirements: { fresh: 'error' } }, { paths: ['a'] }] },
      { rules: [{ branches: ['main'], requirements: { fresh: 'warn' }, approvals: 2 }] },
      [
        ['rules[0].requirements.fresh', 'error', 'warn'],
        ['rules[0].approvals', 'not set', '2'],
        ['rules[1].paths', '["a"]', 'not set'],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })

  it('from what the organisation says, where the repository left it out', () => {
    const below = policyBeforeRules([{ approvals: 3, requirements: { fresh: 'error' } }])
    const after: PolicyFile = { approvals: 3, requirements: { fresh: 'warn' } }
    expect(changes(null, after, below)).toEqual([['requirements.fresh', 'error (default)', 'warn']])
  })

  it('in the middle of a long list shows the difference', () => {
    const list = (odd: string) => [...Array(30).fill('docs/**/*.md'), odd, ...Array(30).fill('x/*')]
    const [change] = changes({ ignore: list('old') }, { ignore: list('new') })
    const [, from = '', to = ''] = change ?? []
    expect(from).toMatch(/^….*"old", "x\/\*".*…$/)
    expect(to).toBe(from.replace('old', 'new'))
    expect(from.length).toBeLessThan(170)
  })
})
