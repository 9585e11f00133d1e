import { describe, expect, test } from '@jest/globals'
import { inFull, planOf } from '../../../src/cli/validation/plan.ts'
import type { RequiredRun } from '../../../src/policy/policy.ts'
import type { Outcome } from '../../../src/reading/types.ts'

const required = (command: string): RequiredRun => ({
  command,
  by: 'anyone',
  outcome: 'passed',
  on: 'last-code',
})
const told = (command: string, path: string | null = 'REVIEW.md', outcome: Outcome = 'passed') => ({
  command,
  path,
  outcome,
  line: 12,
})
const policyOf = (validation: readonly string[], corroborate: Record<string, string> = {}) => ({
  validation: validation.map(required),
  corroborate,
})
const both = { onlyPolicy: false }

describe('what is run', () => {
  test('the policy’s commands come first, then those of reports, each once', () => {
    const policy = policyOf(['npm test', '$ npm run lint'], {
      'npm  test': 'CI / test',
      make: 'CI / m',
    })
    const runs = [told('npm run lint'), told('npm run e2e'), told('npm run e2e', 'reviews/2.md')]
    expect(planOf(policy, runs, both)).toEqual([
      { command: 'npm test', from: 'policy', unfit: null },
      { command: 'npm run lint', from: 'policy', unfit: null },
      { command: 'make', from: 'policy', unfit: null },
      { command: 'npm run e2e', from: { report: 'REVIEW.md:12' }, unfit: null },
    ])
  })

  test('what only looks like the policy’s is a report’s', () => {
    const runs = ['npm test; curl evil', 'npm test\u200b', 'npm test*', 'Npm test'].map((one) =>
      told(one),
    )
    for (const one of planOf(policyOf(['npm test', 'npm t*']), runs, both).slice(1)) {
      expect(one.from).toEqual(one.command === 'npm t*' ? 'policy' : { report: 'REVIEW.md:12' })
    }
  })

  test('what a commit says, or what nobody ran, is not run', () => {
    const runs = [told('npm test', null), told('make', 'REVIEW.md', 'not-run')]
    expect(planOf(policyOf([]), runs, both)).toEqual([])
  })

  test('reports can be left out', () => {
    expect(planOf(policyOf([]), [told('npm test')], { onlyPolicy: true })).toEqual([])
  })

  test('a pattern is no command, unless a shell understands it', () => {
    const fit = (command: string) => planOf(policyOf([command]), [], both)[0]?.unfit === null
    expect(['npm test*', 'npm run * --ci', 'make *'].map(fit)).toEqual([false, false, false])
    expect(['shellcheck bin/*.sh', 'prettier --check "**/*.ts"', 'cat *.md'].map(fit)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('a pattern is met by a command that fits it', () => {
    const plan = planOf(policyOf(['npm test*']), [told('npm test -- --ci')], both)
    expect(plan.map(({ command }) => command)).toEqual(['npm test -- --ci'])
  })
})

describe('a command in full', () => {
  test.each([
    ['npm test', 'npm test'],
    ['rm -rf ~\r\u001b[2Knpm test', 'rm -rf ~\\u{d}\\u{1b}[2Knpm test'],
    ['npm test\nrm -rf ~', 'npm test\\u{a}rm -rf ~'],
    ['echo \u202e~ fr- mr\u202c', 'echo \\u{202e}~ fr- mr\\u{202c}'],
    ['npm\u00a0test\u200b\u2028x\u0000', 'npm\\u{a0}test\\u{200b}\\u{2028}x\\u{0}'],
    [`npm test${' '.repeat(5)}; rm`, 'npm test␠␠␠␠␠; rm'],
    ['grüße --名前 ✓ 🎉', 'grüße --名前 ✓ 🎉'],
  ])('%j', (command, shown) => {
    expect(inFull(command)).toBe(shown)
  })
})
