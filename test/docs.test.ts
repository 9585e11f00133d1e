import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../src/app/config.ts'
import { DEFAULT_POLICY } from '../src/policy/policy.ts'
import { readReport } from '../src/review/read-report.ts'
import { assessed, feature, review, step } from './support/history.ts'

const DOCS = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
const textOf = (path: string): string => readFileSync(path, 'utf8')

/** The code blocks of a page in that language. */
const blocks = (path: string, language: string): string[] =>
  [...textOf(path).matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, is]) => is === language)
    .map(([, , code]) => code ?? '')

describe('the pages', () => {
  test.each(DOCS)('%s: its links lead somewhere', (path) => {
    const targets = [...textOf(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    )
    const missing = targets.filter((target) => !existsSync(normalize(join(dirname(path), target))))
    expect(missing).toEqual([])
  })

  test.each(DOCS)('%s: its reports are read without a doubt', (path) => {
    for (const report of blocks(path, 'markdown')) {
      expect(readReport(report).diagnostics).toEqual([])
      expect(readReport(report).verdict.outcome).not.toBe('none')
    }
  })

  test('README has the two commands, one line each', () => {
    expect(blocks('README.md', 'sh')).toEqual(
      expect.arrayContaining(['npm ci && npm run demo\n', 'npm ci && npm test\n']),
    )
  })

  test('the patterns are those that hold', () => {
    for (const pattern of DEFAULT_POLICY.reports) {
      expect(textOf('docs/review-format.md')).toContain(`\`${pattern}\``)
    }
  })

  test('every setting is on the page about deploying', () => {
    const configured = readConfig({ NODE_ENV: 'production', PRIVATE_KEY: '-----BEGIN X-----' })
    const named =
      configured.kind === 'wrong'
        ? configured.problems.flatMap((problem) => /^[A-Z_]+/.exec(problem) ?? [])
        : []
    expect(named).toEqual(['APP_ID', 'WEBHOOK_SECRET', 'PRIVATE_KEY'])
    for (const name of [...named, 'HOST', 'PORT', 'LOG_LEVEL', 'GITHUB_API_URL']) {
      expect(textOf('docs/deploying.md')).toContain(`| \`${name}\``)
    }
  })
})

test('getting started: red, green, approved, as the page says', () => {
  const page = textOf('docs/getting-started.md')
  const [first = '', second = ''] = blocks('docs/getting-started.md', 'markdown')
  const [message = ''] = blocks('docs/getting-started.md', 'text')
  const red = [feature, review('review', first)]
  const green = [...red, step('fix', message)]
  const approved = [...green, review('second', second, 'REVIEW-R2.md')]
  for (const steps of [red, green, approved]) {
    const last = assessed(steps).title.split(', ').at(-1) ?? ''
    expect(page).toContain(last)
  }
  expect([red, green, approved].map((steps) => assessed(steps).conclusion)).toEqual([
    'failure',
    'success',
    'success',
  ])
  expect(assessed(approved).ledger.blockers.map(({ state }) => state)).toEqual(['verified'])
})
