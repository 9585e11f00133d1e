import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { type BuiltCheckout, builtCheckout } from './support/built-checkout.ts'
import { blocks } from './support/documentation.ts'
import { type Forge, forge } from './support/forge.ts'

const PAGE = 'docs/ci.md'

/** What a recipe does besides `countersign`: the installed package has a test of its own. */
const INSTALLS = 'npm install --global countersign'

const Workflow = z.object({
  on: z.object({ pull_request: z.object({ types: z.array(z.string()) }) }),
  jobs: z.object({
    countersign: z.object({
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          with: z.record(z.string(), z.unknown()).default({}),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  }),
})
const GitLabJob = z.object({
  variables: z.object({ GIT_DEPTH: z.string() }),
  before_script: z.array(z.string()),
  script: z.array(z.string()),
})
const Pipeline = z.object({ countersign: GitLabJob })

/** The recipe of a shape, of those on the page the n-th. */
function recipe<T>(shape: z.ZodType<T>, index = 0): T {
  const found = blocks(PAGE, 'yaml').flatMap((block) => {
    const read = shape.safeParse(parse(block))
    return read.success ? [read.data] : []
  })
  const [one] = found.slice(index)
  if (one === undefined) throw new Error(`${PAGE} has no such recipe`)
  return one
}

let built: BuiltCheckout
beforeAll(() => {
  built = builtCheckout()
}, 300_000)
afterAll(() => built?.remove())

type Env = Readonly<Record<string, string>>

/** Runs lines of a script as a runner does: one after the other in one shell, until one fails. */
function run(folder: string, lines: readonly string[], env: Env) {
  const script = lines.filter((line) => line !== INSTALLS).join('\n')
  expect(script).toContain('countersign check')
  const PATH = [built.bin, process.env.PATH ?? ''].join(delimiter)
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
  const ran = spawnSync('bash', words, {
    cwd: folder,
    env: { PATH, HOME: '/nonexistent', CI: 'true', ...env },
    encoding: 'utf8',
  })
  return { code: ran.status, said: ran.stdout + ran.stderr }
}

/** Red at first, green after the fix. */
function tellsBoth(here: Forge, judge: () => ReturnType<typeof run>): void {
  const red = judge()
  expect(red.said).toContain('0 of 1 blocker fixed: B1 is open')
  expect(red.code).toBe(1)
  here.fix()
  const green = judge()
  expect(green.said).toContain('The blocker is fixed, awaiting re-review')
  expect(green.code).toBe(0)
}

describe('GitHub', () => {
  const { steps } = recipe(Workflow).jobs.countersign

  test('the recipe has the whole history, and gives the action what it takes', () => {
    const [checkout, ours] = steps
    expect(checkout?.with).toEqual({ 'fetch-depth': 0 })
    const { inputs, name } = parse(readFileSync('action.yml', 'utf8'))
    expect(ours?.uses).toMatch(new RegExp(`^countersign/${name}@`, 'i'))
    for (const input of Object.keys(ours?.with ?? {})) expect(inputs).toHaveProperty([input])
  })

  test('the table of its inputs has all of them', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8'))
    const [, table = ''] =
      /^\| input .*\n\| -.*\n((?:\|.*\n)+)/m.exec(readFileSync(PAGE, 'utf8')) ?? []
    expect([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name)).toEqual(
      Object.keys(inputs),
    )
  })
})

describe('GitLab', () => {
  const { variables, before_script, script } = recipe(Pipeline).countersign
  // GitLab's own default is 20, and then it fetches no other branch.
  const isWhole = variables.GIT_DEPTH === '0'

  test.each([
    ['a merge request', 'feat', 'refs/pull/1/head'],
    ['merged results', 'merged', 'refs/pull/1/merge'],
  ] as const)('a pipeline for %s', (_, commit, ref) => {
    const here = forge()
    tellsBoth(here, () => {
      const at = here.refs[commit]
      const branches = isWhole ? ['refs/heads/*:refs/remotes/origin/*'] : []
      const refspecs = [`${ref}:refs/pipelines/7`, ...branches]
      const folder = here.checkedOut({ refspecs, at, ...(isWhole ? {} : { depth: 20 }) })
      return run(folder, [...before_script, ...script], {
        CI_COMMIT_SHA: at,
        CI_PIPELINE_SOURCE: 'merge_request_event',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: commit === 'merged' ? here.refs.feat : '',
      })
    })
  })
})

describe('Forgejo and Gitea', () => {
  const { steps } = recipe(Workflow, 1).jobs.countersign
  const depth = Number(steps[0]?.with['fetch-depth'] ?? 1)

  test.each([
    ['a pull request', false],
    ['one from a fork', true],
  ])('%s', (_, isFork) => {
    const here = forge({ isFork })
    tellsBoth(here, () => {
      const folder = here.checkedOut({
        refspecs: [
          'refs/pull/1/head:refs/remotes/pull/1/head',
          'refs/heads/*:refs/remotes/origin/*',
        ],
        at: 'refs/remotes/pull/1/head',
        ...(depth === 0 ? {} : { depth }),
      })
      const known = new Map([['github.event.pull_request.head.sha', here.refs.feat]])
      const env = steps.flatMap((step) =>
        Object.entries(step.env).map(([name, value]) => [
          name,
          value.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, path) => known.get(path) ?? ''),
        ]),
      )
      return run(
        folder,
        steps.flatMap((step) => step.run ?? []),
        { ...Object.fromEntries(env), GITHUB_BASE_REF: 'main', GITHUB_SHA: here.refs.feat },
      )
    })
  })
})

test('any other CI', () => {
  const here = forge()
  const [script = ''] = blocks(PAGE, 'sh')
  tellsBoth(here, () => {
    const refspecs = ['refs/heads/*:refs/remotes/origin/*']
    const folder = here.checkedOut({ refspecs, at: 'origin/feat' })
    return run(folder, [script], { TARGET: 'origin/main', COMMIT: here.refs.feat })
  })
})
