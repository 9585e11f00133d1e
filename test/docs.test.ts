import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../src/app/config.ts'
import { readCommit } from '../src/commit/read-commit.ts'
import { DEFAULT_POLICY } from '../src/policy/policy.ts'
import { readReport } from '../src/review/read-report.ts'
import { reportPaths } from '../src/snapshot/report-paths.ts'
import { blocks, DOCS, examples, textOf } from './support/documentation.ts'
import { assessed, feature, review, short, step } from './support/history.ts'
import { readAs } from './support/read-as.ts'

const isReport = reportPaths(DEFAULT_POLICY.reports)

/** Why a link doesn't hold, which the check's table says in words. */
const NO_DIAGNOSTICS = /^links[\\/](?!claims|resolutions)|^(?:heard|ledger|state)\.ts$/

/** The codes that a source gives to diagnostics. */
const codesIn = (source: string): readonly string[] =>
  [...source.matchAll(/(?:\bcode: |\brefusal\(line, |\['reading-)[^\n]*/g)].flatMap(([line]) =>
    [...line.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code ?? ''),
  )

describe('the pages', () => {
  test.each(DOCS)('%s: its links lead somewhere', (path) => {
    const targets = [...textOf(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target ?? '',
    )
    const missing = targets.filter((target) => !existsSync(normalize(join(dirname(path), target))))
    expect(missing).toEqual([])
  })

  test.each(DOCS)('%s: its reports are read without a doubt', (path) => {
    for (const { code, file, reading } of examples(path, 'markdown')) {
      if (reading !== null || (file !== null && !isReport(file))) continue
      expect(readReport(code).diagnostics).toEqual([])
      expect(readReport(code).verdict.outcome).not.toBe('none')
    }
  })

  test('README has the two commands, one line each', () => {
    expect(blocks('README.md', 'sh')).toEqual(
      expect.arrayContaining(['npm ci && npm run demo\n', 'npm ci && npm test\n']),
    )
  })

  test('no example stands in a list, where it would not be tested', () => {
    for (const path of DOCS) expect(textOf(path)).not.toMatch(/^[ \t]+`{3,}/m)
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

describe('review format', () => {
  const page = 'docs/review-format.md'
  const read = examples(page, 'markdown')

  test.each(read.filter(({ reading }) => reading !== null))(
    '$at reads $reading',
    ({ code, reading }) => {
      expect(readAs(code)).toBe(reading)
    },
  )

  test('round 2 of its template answers round 1', () => {
    const [{ code: first = '' } = {}, { code: second = '' } = {}] = read
    const fix = step('fix', 'fix: stop after five tries', { 'src/retry.ts': 'stop' })
    const named = second.replace('4e1f09a', short('fix'))
    const { ledger } = assessed([
      feature,
      review('one', first),
      fix,
      review('two', named, 'REVIEW-R2.md'),
    ])
    expect(ledger.blockers.map(({ id, state }) => [id, state])).toEqual([
      ['R1-B1', 'fixed'],
      ['R1-B2', 'open'],
      ['R1-B3', 'withdrawn'],
      ['R2-B4', 'open'],
    ])
  })

  test('every diagnostic is in its table', () => {
    const codes = ['review', 'reading', 'reader', 'ledger', 'commit'].flatMap((folder) =>
      readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !NO_DIAGNOSTICS.test(name))
        .flatMap((name) => codesIn(textOf(`src/${folder}/${name}`))),
    )
    const table = textOf(page).split('### Diagnostics')[1] ?? ''
    const explained = [...table.matchAll(/`([a-z]+(?:-[a-z]+)+)`(?=[^|\n]*\| (?:error|warning))/g)]
    expect([...new Set(explained.map(([, code]) => code))].sort()).toEqual(
      [...new Set(codes)].sort(),
    )
  })
})

test('getting started: red, green, approved, as the page says', () => {
  const page = textOf('docs/getting-started.md')
  const [first = '', second = ''] = blocks('docs/getting-started.md', 'markdown')
  const [message = ''] = blocks('docs/getting-started.md', 'text')
  const red = [feature, review('review', first)]
  const green = [...red, step('fix', message, { 'src/hello.ts': 'Hello' })]
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

describe('for agents', () => {
  const page = 'docs/for-agents.md'
  const [reviewers = '', coders = ''] = blocks(page, 'text')
  const [first = '', second = ''] = blocks(page, 'markdown', reviewers)
  const [message = ''] = blocks(page, 'text', coders)

  test('its reports and its message do what it says', () => {
    for (const text of [first, second]) expect(readReport(text).diagnostics).toEqual([])
    const fix = step('fix', message)
    const steps = [feature, review('one', first), fix]
    const answered = second.replace('4e1f09a', short('fix'))
    const states = (...more: typeof steps) =>
      assessed([...steps, ...more]).ledger.blockers.map(({ id, state }) => [id, state])
    for (const found of [states(), states(review('two', answered, 'REVIEW-R2.md'))]) {
      expect(found).toEqual([
        [expect.stringContaining('B1'), 'fixed'],
        [expect.stringContaining('B2'), 'open'],
      ])
    }
  })

  test('every trailer in it is one', () => {
    const trailers = [...coders.matchAll(/`(Fixes-Blocker: [^`]+)`/g)].map(([, line]) => line)
    expect(trailers).toHaveLength(3)
    for (const trailer of trailers) {
      const { fixesBlockers, diagnostics } = readCommit(`fix: retry\n\n${trailer}\n`)
      expect(fixesBlockers).not.toEqual([])
      expect(diagnostics).toEqual([])
    }
  })
})
