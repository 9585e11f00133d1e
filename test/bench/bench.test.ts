import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readWords } from '../../src/bench/command-line.ts'
import { spreadOf } from '../../src/bench/figures.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

let home: string

/** The bench starts threads and processes, which run no TypeScript. */
beforeAll(() => {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  home = mkdtempSync(join(cache, 'countersign-bench-'))
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  // The embedded GitHub looks for GitHub's schema beside the folder that it was built into.
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'))
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', join(home, 'dist')], {
    stdio: 'inherit',
  })
}, 120_000)

afterAll(() => rmSync(home, { recursive: true, force: true }))

const bench = (...words: readonly string[]) =>
  spawnSync(process.execPath, [join(home, 'dist', 'bench', 'main.js'), ...words], {
    encoding: 'utf8',
  })

/** As docs/bench.md describes it. */
const Spread = z.strictObject({
  median: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
const Report = z.strictObject({
  at: z.iso.datetime(),
  node: z.string(),
  cpu: z.string(),
  cores: z.int().positive(),
  quick: z.literal(true),
  parts: z.strictObject({
    core: z.strictObject({
      blockers: z.int(),
      revisions: z.int(),
      rows: z.array(z.strictObject({ commits: z.int(), assessing: Spread, withReading: Spread })),
    }),
    check: z.strictObject({
      reports: z.int(),
      rows: z.array(z.strictObject({ commits: z.int(), checking: Spread, logging: Spread })),
    }),
    alone: z.strictObject({
      repetitions: z.int(),
      settle: z.int(),
      rows: z.array(
        z.strictObject({
          name: z.string(),
          delay: z.int(),
          opened: z.strictObject({ toCheck: Spread, gitHub: Spread, requests: z.int() }),
          push: z.strictObject({ toCheck: Spread, gitHub: Spread, requests: z.int() }),
        }),
      ),
    }),
  }),
})

describe('the bench', () => {
  it('measures the parts that it is asked for, prints them, and writes all figures as JSON', () => {
    const file = join(home, 'figures.json')
    const parts = ['alone', 'core', 'check'].flatMap((name) => ['--only', name])
    const words = ['--quick', ...parts, '--json', file]
    const { status, stdout, stderr } = bench(...words)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { parts: figures } = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
    expect(figures.core.rows.map(({ commits }) => commits)).toEqual([10, 30])
    expect(figures.check.rows.map(({ commits }) => commits)).toEqual([20, 50])
    expect(figures.alone.rows.map(({ name, delay }) => `${name}, ${delay} ms`)).toEqual([
      'Countersign, 0 ms',
      'smallest Probot app, 0 ms',
      'Countersign, 50 ms',
      'smallest Probot app, 50 ms',
    ])
    expect(figures.alone.rows.map(({ opened }) => opened.requests)).toEqual([7, 1, 7, 1])
    expect(stdout).toContain('The pure core')
    expect(stdout).toContain('git log --patch')
    expect(stdout).toMatch(/^ {2}smallest Probot app +50 ms +[\d.]+ +[\d.]+/mu)
  }, 180_000)

  it('lists its parts', () => {
    const { status, stdout } = bench('--help')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ {2}acknowledgement +how soon/mu)
  })

  it('says what it doesn’t know', () => {
    const { status, stderr } = bench('--only', 'everything')
    expect(status).toBe(2)
    expect(stderr).toContain('bench: there is no part "everything".')
  })
})

describe('its words', () => {
  const names = ['reading', 'burst', 'memory']
  it.each([
    [[], { kind: 'run', parts: names, quick: false, json: null }],
    [
      ['--only', 'memory', '--only', 'reading', '--quick'],
      { kind: 'run', parts: ['reading', 'memory'], quick: true, json: null },
    ],
    [['--json', 'figures.json'], { kind: 'run', parts: names, quick: false, json: 'figures.json' }],
    [['-h'], { kind: 'help' }],
    [['--only', 'x'], { kind: 'wrong', problem: 'there is no part "x".' }],
  ])('%j', (words, meant) => expect(readWords(words, names)).toEqual(meant))

  it.each([[['--slowly']], [['burst']], [['--json']]])('%j is refused', (words) =>
    expect(readWords(words, names)).toMatchObject({ kind: 'wrong' }),
  )
})

describe('a spread', () => {
  it('has values that did occur', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(spreadOf(hundred)).toEqual({ median: 50, p95: 95, p99: 99, max: 100 })
    expect(spreadOf([7])).toEqual({ median: 7, p95: 7, p99: 7, max: 7 })
  })

  it('of nothing is a mistake', () => expect(() => spreadOf([])).toThrow('nothing'))
})
