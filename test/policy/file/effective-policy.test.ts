import { describe, expect, it } from '@jest/globals'
import {
  effectivePolicy,
  policyBeforeRules,
  reportGlobs,
} from '../../../src/policy/file/effective-policy.ts'
import type { PolicyFile } from '../../../src/policy/file/schema.ts'
import { DEFAULT_POLICY, type Policy } from '../../../src/policy/policy.ts'

const PULL = { branch: 'main', paths: ['src/a.ts', 'docs/b.md'] }
const run = (command: string) =>
  ({ command, by: 'anyone', outcome: 'passed', on: 'last-code' }) as const

describe('a policy comes together', () => {
  it.each<[string, readonly PolicyFile[], Partial<Policy>]>([
    ['from nothing', [], {}],
    ['from an empty file', [{}], {}],
    [
      'from keys under requirements, each by itself',
      [{ requirements: { fresh: 'error', approved: 'warn' } }, { requirements: { fresh: 'off' } }],
      { requirements: { ...DEFAULT_POLICY.requirements, fresh: 'off', approved: 'warn' } },
    ],
    [
      'from lists, as a whole',
      [
        { reports: ['a', 'b'], ignore: ['c'], validation: [run('x'), run('y')] },
        { reports: ['d'], ignore: [], validation: [run('z')] },
      ],
      { reports: ['d'], ignore: [], validation: [run('z')] },
    ],
    ['from the last number', [{ approvals: 2 }, { approvals: 3 }, {}], { approvals: 3 }],
    [
      'from people, teams and role, each by itself',
      [
        {
          reviewers: { people: ['mona'], teams: ['acme/core'] },
          decisions: { role: 'admin', people: ['mona'] },
        },
        { reviewers: { people: [] }, decisions: { teams: ['acme/core'] } },
      ],
      {
        reviewers: { people: [], teams: ['acme/core'] },
        decisions: { role: 'admin', people: ['mona'], teams: ['acme/core'] },
      },
    ],
    [
      'from commands and their checks, each by itself',
      [{ corroborate: { a: '1', b: '2' } }, { corroborate: { b: '3', c: '4' } }],
      { corroborate: { a: '1', b: '3', c: '4' } },
    ],
    [
      'from all files before all rules',
      [{ approvals: 2, rules: [{ branches: ['main'], approvals: 4 }] }, { approvals: 3 }],
      { approvals: 4 },
    ],
    [
      'from the organisation’s rules before the repository’s',
      [
        { rules: [{ branches: ['main'], approvals: 4, ignore: ['x'] }] },
        { rules: [{ branches: ['main'], approvals: 5 }] },
      ],
      { approvals: 5, ignore: ['x'] },
    ],
    [
      'from rules in their order',
      [
        {
          rules: [
            { paths: ['**'], requirements: { fresh: 'error', signed: 'warn' } },
            { branches: ['*'], requirements: { fresh: 'off' } },
            { branches: ['other'], requirements: { fresh: 'warn' } },
          ],
        },
      ],
      { requirements: { ...DEFAULT_POLICY.requirements, fresh: 'off', signed: 'warn' } },
    ],
  ])('%s', (_, files, expected) => {
    expect(effectivePolicy(files, PULL)).toEqual({ ...DEFAULT_POLICY, ...expected })
  })
})

describe('a rule', () => {
  type Condition = Pick<NonNullable<PolicyFile['rules']>[number], 'branches' | 'paths'>
  const applies = (rule: Condition, pull = PULL): boolean =>
    effectivePolicy([{ rules: [{ ...rule, approvals: 9 }] }], pull).approvals === 9

  it.each<[string, Condition]>([
    ['for its branch', { branches: ['main'] }],
    ['for one of its branches', { branches: ['next', 'm*'] }],
    ['for any branch', { branches: ['**'] }],
    ['for one changed file of several', { paths: ['docs/**'] }],
    ['for one of its paths', { paths: ['x', '**/*.ts'] }],
    ['for both', { branches: ['main'], paths: ['src/*'] }],
  ])('applies %s', (_, rule) => expect(applies(rule)).toBe(true))

  it.each<[string, Condition]>([
    ['to another branch', { branches: ['next', 'main2', 'mai'] }],
    ['to a branch in other letters', { branches: ['MAIN'] }],
    ['to other files', { paths: ['*.ts', 'lib/**'] }],
    ['where only the branch matches', { branches: ['main'], paths: ['lib/**'] }],
    ['where only a path matches', { branches: ['next'], paths: ['src/**'] }],
    ['where its branches are none', { branches: [], paths: ['src/**'] }],
  ])('doesn’t apply %s', (_, rule) => expect(applies(rule)).toBe(false))

  it('for paths doesn’t apply where nothing is changed', () => {
    expect(applies({ paths: ['**'] }, { branch: 'main', paths: [] })).toBe(false)
  })

  it('for branches in folders applies', () => {
    const pull = { branch: 'release/1.x', paths: [] }
    expect(applies({ branches: ['release/*'] }, pull)).toBe(true)
    expect(applies({ branches: ['*'] }, pull)).toBe(false)
  })
})

describe('before the changed files are known', () => {
  it.each<[string, readonly PolicyFile[], readonly string[]]>([
    ['the default reports', [{}], DEFAULT_POLICY.reports],
    ['the organisation’s', [{ reports: ['a'] }, {}], ['a']],
    ['the repository’s', [{ reports: ['a'] }, { reports: ['b'] }], ['b']],
  ])('%s', (_, files, expected) => expect(reportGlobs(files)).toEqual(expected))

  it('no rule counts', () => {
    const file: PolicyFile = { approvals: 2, rules: [{ branches: ['**'], approvals: 3 }] }
    expect(policyBeforeRules([file])).toEqual({ ...DEFAULT_POLICY, approvals: 2 })
  })
})
