import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { type BuiltCheckout, builtCheckout } from './support/built-checkout.ts'
import { forge, type Wanted } from './support/forge.ts'

const text = readFileSync('action.yml', 'utf8')

/** What GitHub takes of a composite action, and nothing else. */
const Step = z.union([
  z.strictObject({
    id: z.string().optional(),
    if: z.string().optional(),
    shell: z.literal('bash'),
    env: z.record(z.string(), z.string()).default({}),
    run: z.string(),
  }),
  z.strictObject({
    if: z.string().optional(),
    uses: z.string(),
    with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  }),
])
const Action = z.strictObject({
  name: z.string(),
  // The marketplace takes no more.
  description: z.string().max(125),
  branding: z.strictObject({ icon: z.string(), color: z.string() }),
  inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({ using: z.literal('composite'), steps: z.array(Step) }),
})
const action = Action.parse(parse(text))

let built: BuiltCheckout
beforeAll(() => {
  built = builtCheckout()
}, 300_000)
afterAll(() => built?.remove())

describe('action.yml', () => {
  test('puts no value into a script', () => {
    for (const step of action.runs.steps) if ('run' in step) expect(step.run).not.toContain('${{')
  })

  test('pins what it uses to a commit', () => {
    const used = action.runs.steps.flatMap((step) => ('uses' in step ? [step.uses] : []))
    expect(used).toEqual([expect.stringMatching(/^actions\/setup-node@[0-9a-f]{40}$/)])
  })
})

describe('on a pull request', () => {
  test('it is red until the blocker is fixed, and says so in its outputs', () => {
    const here = forge()
    const red = runAction(here.checkedOut(WHOLE), pullOf(here.refs))
    expect(red.log).toContain('::error ')
    expect(red.summary).toContain('It never gives up')
    expect(red.outputs).toEqual({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      'open-blockers': '1',
    })
    expect(red.code).toBe(1)

    here.fix()
    const green = runAction(here.checkedOut(WHOLE), pullOf(here.refs))
    expect(green.outputs).toEqual({
      conclusion: 'success',
      title: 'The blocker is fixed, awaiting re-review',
      'open-blockers': '0',
    })
    expect(green.code).toBe(0)
  })

  test('it is the same for a fork, whose branch is not here', () => {
    const here = forge({ isFork: true })
    const { code, outputs } = runAction(here.checkedOut(WHOLE), pullOf(here.refs))
    expect(outputs.title).toBe('0 of 1 blocker fixed: B1 is open')
    expect(code).toBe(1)
  })

  test('a shallow checkout is told how to be a whole one', () => {
    const here = forge()
    for (const refspecs of [WHOLE.refspecs, WHOLE.refspecs.slice(0, 1)]) {
      const folder = here.checkedOut({ ...WHOLE, refspecs, depth: 1 })
      const { code, log, outputs } = runAction(folder, pullOf(here.refs))
      expect(log).toContain('shallow')
      expect(log).toContain('have the checkout fetch the whole history (fetch-depth: 0)')
      expect(outputs.conclusion).toBe('')
      expect(code).toBe(2)
    }
  })

  test('in a container, where the checkout is another user’s, it says what to do', () => {
    const here = forge()
    const { code, log } = runAction(here.checkedOut(WHOLE), {
      ...pullOf(here.refs),
      env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
    })
    expect(log).toContain('it belongs to another user')
    expect(log).toContain('git config --global --add safe.directory ')
    expect(code).toBe(2)
  })
})

test('a push has its own commit, and the base is found', () => {
  const here = forge()
  const folder = here.checkedOut({ ...WHOLE, at: 'origin/feat' })
  const { outputs } = runAction(folder, { sha: here.refs.feat })
  expect(outputs.title).toBe('0 of 1 blocker fixed: B1 is open')
})

test('inputs go before what the event says', () => {
  const here = forge()
  const folder = here.checkedOut(WHOLE)
  const inputs = { base: 'origin/main', head: 'origin/main', 'working-directory': folder }
  const { code, outputs } = runAction(tmpdir(), { ...pullOf(here.refs), inputs })
  expect(outputs.conclusion).toBe('neutral')
  expect(code).toBe(0)
})

test('a value that is a command stays a value', () => {
  const here = forge()
  const folder = here.checkedOut(WHOLE)
  const inputs = { base: '$(touch here)', head: '"; touch here; "', 'working-directory': folder }
  const { code, log } = runAction(folder, { ...pullOf(here.refs), inputs })
  expect(log).toContain('there is no such branch or commit here')
  expect(code).toBe(2)
  const nowhere = runAction(folder, { inputs: { 'working-directory': '/nowhere' } })
  expect(nowhere.log).toContain('There is no folder /nowhere.')
})

/** As actions/checkout does it with `fetch-depth: 0`. */
const WHOLE: Wanted = {
  refspecs: ['refs/pull/1/merge:refs/remotes/pull/1/merge', 'refs/heads/*:refs/remotes/origin/*'],
  at: 'refs/remotes/pull/1/merge',
}

interface Event {
  readonly sha?: string
  readonly baseRef?: string
  readonly pullHead?: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

/** What GitHub tells of a pull request: the commit of the run is the merge. */
const pullOf = ({ feat, merged }: { readonly feat: string; readonly merged: string }): Event => ({
  sha: merged,
  baseRef: 'main',
  pullHead: feat,
})

/** Runs the steps of the action as GitHub's runner does, up to the one that fails. */
function runAction(workspace: string, event: Event) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-action-'))
  try {
    return runSteps(workspace, folder, event)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function runSteps(workspace: string, folder: string, event: Event) {
  const { sha = '', baseRef = '', pullHead = '', inputs = {}, env = {} } = event
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default])
  const context: Record<string, unknown> = {
    github: { event: pullHead === '' ? {} : { pull_request: { head: { sha: pullHead } } } },
    inputs: { ...Object.fromEntries(defaults), ...inputs },
    steps: {},
  }
  const outputs: Record<string, Readonly<Record<string, string>>> = {}
  const summary = join(folder, 'summary')
  writeFileSync(summary, '')
  let [log, code] = ['', 0]
  for (const [index, step] of action.runs.steps.entries()) {
    if (code !== 0 || !holds(step.if ?? '', context)) continue
    if (!('run' in step)) throw new Error(`${step.uses} would be run`)
    const script = join(folder, `${index}.sh`)
    const output = join(folder, `${index}.output`)
    writeFileSync(script, step.run)
    writeFileSync(output, '')
    const given = Object.entries(step.env).map(([name, value]) => [name, filledIn(value, context)])
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
        HOME: folder,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: built.folder,
        GITHUB_BASE_REF: baseRef,
        GITHUB_SHA: sha,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...env,
        ...Object.fromEntries(given),
      },
    })
    log += ran.stdout + ran.stderr
    code = ran.status ?? -1
    outputs[step.id ?? `${index}`] = outputsIn(readFileSync(output, 'utf8'))
    context.steps = Object.fromEntries(
      Object.entries(outputs).map(([id, values]) => [id, { outputs: values }]),
    )
  }
  const told = Object.entries(action.outputs).map(([name, { value }]) => [
    name,
    filledIn(value, context),
  ])
  return {
    code,
    log,
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries(told) as Readonly<Record<string, string>>,
  }
}

/** Expressions here are a path, or compare one with a word: what is more is for a script. */
const filledIn = (value: string, context: unknown): string =>
  value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, path: string) => valueAt(context, path))

function holds(condition: string, context: unknown): boolean {
  if (condition === '') return true
  const [, path, word] = /^([\w.-]+) == '(\w+)'$/.exec(condition) ?? []
  if (path === undefined) throw new Error(`This test doesn't understand "${condition}"`)
  return valueAt(context, path) === word
}

/** As on GitHub, what isn't there is empty. */
function valueAt(context: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], context)
  return typeof value === 'string' ? value : ''
}

/** `name=value`, or several lines between `name<<END` and `END`. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^([\w-]+)(?:=(.*)|<<(.+)\n([\s\S]*?)\n\3)$/gm)
  return Object.fromEntries([...found].map(([, name, word, , lines]) => [name, word ?? lines]))
}
