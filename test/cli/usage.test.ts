import { describe, expect, test } from '@jest/globals'
import { blockedBranch } from '../support/blocked-branch.ts'
import { countersign } from '../support/cli.ts'

const { repo } = blockedBranch()
const run = (line: string) => countersign(repo.folder, line.split(' '))

const COMMANDS = ['check', 'read', 'new', 'fix', 'run', 'init', 'hook', 'completion'].concat([
  'start',
  'doctor',
  'reconcile',
  'given-up',
])

describe('help', () => {
  test('lists every command', async () => {
    const { code, out } = await run('--help')
    for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'mu'))
    expect(out).toContain('Exit codes: 0 well, 1 red, 2 wrong use, 3 a fault')
    expect(code).toBe(0)
  })

  test.each(COMMANDS)('of %s has examples', async (name) => {
    const { code, out, err } = await run(`${name} --help`)
    expect(out).toMatch(/\n(?:Examples|To install):\n {2}\S/u)
    expect(out).toMatch(new RegExp(`\\n {2}.*countersign .*\\b${name}\\b`, 'u'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  test.each(COMMANDS)('of %s fits into 40 columns as far as a table can', async (name) => {
    const { out } = await countersign(repo.folder, [name, '--help'], { columns: 40 })
    const [, description = ''] = out.split('\n\n')
    for (const line of description.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  })
})

describe('wrong use', () => {
  test.each([
    ['chekc', 'unknown command', '(Did you mean check?)', '--help lists the commands'],
    ['hook isntall', 'unknown command', '(Did you mean install?)', 'hook --help shows how'],
    ['check --formt json', 'unknown option', '(Did you mean --format?)', 'check --help shows how'],
    ['check --format xml', "'xml' is invalid", 'text, json, markdown', 'check --help shows how'],
    ['check feat', 'too many arguments', 'got 1', 'check --help shows how'],
    ['check --base', "'--base <branch>'", 'missing', 'check --help shows how'],
    ['check --base nope', '--base nope: there is no such branch', 'here', 'Fetch it'],
    ['check --head nope', '--head nope: there is no such branch', 'here', 'Fetch it'],
    ['check --base --end-of-options', 'no such branch', 'here', 'Fetch it'],
    ['read', 'missing', "'input'", 'read --help shows how'],
    ['read nope', 'nope: there is no such file', 'no such commit', ''],
    ['new --round 0', "'0' is invalid", 'A round is 1, 2, 3', 'new --help shows how'],
    ['completion tcsh', "'tcsh' is invalid", 'bash, zsh, fish', 'completion --help shows how'],
    ['reconcile --url x', "'x' is invalid", '"http://"', 'reconcile --help shows how'],
    ['-C', "'-C, --directory <folder>'", 'missing', '--help lists the commands'],
    ['fix B1 -m x', 'unknown option', "'-m'", 'fix --help shows how'],
  ])('countersign %s', async (line, ...parts) => {
    const { code, out, err } = await run(line)
    expect(err).toMatch(/^countersign: /u)
    for (const part of parts) expect(err).toContain(part)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test('a name with a line break stays on its line', async () => {
    const { err } = await countersign(repo.folder, ['read', 'a\n::error::b'])
    expect(err).toBe('countersign: a ::error::b: there is no such file, and no such commit.\n')
  })
})
