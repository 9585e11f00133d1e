import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import { gitRepository } from '../support/git-repository.ts'
import { installed } from '../support/install-debian.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/** Where a script of each shell is, and a program of ours that names two blockers. */
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-completion-'))
  for (const shell of SHELLS) {
    const { code, out } = await countersign(folder, ['completion', shell])
    expect(code).toBe(0)
    writeFileSync(join(folder, `script.${shell}`), out)
  }
  writeFileSync(join(folder, 'countersign'), "#!/bin/sh\nprintf 'B1\\nreviews/$(id).md#B2\\n'\n")
  chmodSync(join(folder, 'countersign'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

const env = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${folder}:${process.env.PATH}` })

/** Debian's package, where there is no such shell. */
const shellOf = (program: 'zsh' | 'fish'): string =>
  installed({
    neededBy: 'the tests of completions',
    program,
    debianPackage: program,
    find: () =>
      spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim() || null,
  })

/** What bash offers for the last of these words, in a folder. */
function bash(where: string, ...words: readonly string[]): readonly string[] {
  const body = `. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _countersign; printf '%s\\n' "\${COMPREPLY[@]}"`
  const args = ['--norc', '-c', body, join(folder, 'script.bash'), ...words]
  const out = execFileSync('bash', args, { cwd: where, env: env(), encoding: 'utf8' })
  return out.split('\n').filter(Boolean)
}

describe('countersign completion bash', () => {
  test('completes commands, options, and what they take', () => {
    expect(bash(folder, 'countersign', 'ch')).toEqual(['check'])
    expect(bash(folder, 'countersign', '')).toEqual(expect.arrayContaining(['fix', 'new', 'help']))
    expect(bash(folder, 'countersign', 'check', '--f')).toEqual(['--format'])
    expect(bash(folder, 'countersign', 'check', '--format', 's')).toEqual(['sarif'])
    expect(bash(folder, 'countersign', 'check', '--format', '=', 'j')).toEqual(['json'])
    expect(bash(folder, 'countersign', '-C', 'check', 'hook', 'un')).toEqual(['uninstall'])
    expect(bash(folder, 'countersign', 'completion', '')).toEqual([...SHELLS])
    expect(bash(folder, 'countersign', 'help', 'co')).toEqual(['completion'])
    expect(bash(folder, 'countersign', 'hook', 'commit')).toEqual([])
  })

  test('completes files, and branches of the clone', () => {
    const repo = gitRepository({ 'REVIEW one.md': 'x' })
    expect(bash(repo.folder, 'countersign', 'new', 'RE')).toEqual(['REVIEW one.md'])
    expect(bash(repo.folder, 'countersign', 'check', '--base', '')).toEqual(['feat', 'main'])
    expect(bash(repo.folder, 'countersign', 'fix', 'B1', '--commit', '--', 'RE')).toHaveLength(1)
  })

  test('completes the names of blockers, and runs nothing of what is in them', () => {
    expect(bash(folder, 'countersign', 'fix', 'B')).toEqual(['B1'])
    expect(bash(folder, 'countersign', 'fix', 'r')).toEqual(['reviews/\\$\\(id\\).md#B2'])
  })
})

describe('countersign completion fish', () => {
  const fish = (line: string): readonly string[] => {
    const body = `source ${join(folder, 'script.fish')}; complete -C ${JSON.stringify(line)}`
    const out = execFileSync(shellOf('fish'), ['--no-config', '-c', body], {
      cwd: folder,
      env: { ...env(), HOME: folder },
      encoding: 'utf8',
    })
    return out.split('\n').flatMap((one) => one.split('\t')[0] || [])
  }

  test('completes commands, options, and what they take', () => {
    execFileSync(shellOf('fish'), ['--no-execute', join(folder, 'script.fish')])
    expect(fish('countersign ch')).toEqual(['check'])
    expect(fish('countersign check --format s')).toEqual(['sarif'])
    expect(fish('countersign check --fo')).toEqual(['--format'])
    expect(fish('countersign hook ')).toEqual(['install', 'uninstall'])
    expect(fish('countersign fix B')).toEqual(['B1'])
    expect(fish('countersign new script.z')).toEqual(['script.zsh'])
  })
})

describe('countersign completion zsh', () => {
  /** Types a line into a zsh, presses tab, and waits until it shows that word. */
  const zshShows = (line: string, word: string): string => {
    const start = `PS1=; autoload -Uz compinit; compinit -u -D; source ${join(folder, 'script.zsh')}; echo re""ady`
    const body = `
      zmodload zsh/zpty
      zpty z ${JSON.stringify(`${shellOf('zsh')} -f -i`)}
      zpty -w z '${start}'
      zpty -r z out '*ready*'
      zpty -n -w z $'${line}\\t'
      zpty -r z out '*${word}*'
      print -r -- $out`
    return execFileSync(shellOf('zsh'), ['-f', '-c', body], {
      cwd: folder,
      env: { ...env(), HOME: folder, TERM: 'dumb' },
      encoding: 'utf8',
      timeout: 30_000,
    })
  }

  test('is a script that zsh takes, and completes', () => {
    execFileSync(shellOf('zsh'), ['-n', join(folder, 'script.zsh')])
    expect(zshShows('countersign check --format sar', 'sarif')).toContain('sarif')
    expect(zshShows('countersign fix r', '#B2')).toContain('reviews/')
    expect(zshShows('countersign hook uni', 'uninstall')).toContain('uninstall')
  })
})

test('another shell is not known', async () => {
  const { code, err } = await countersign(folder, ['completion', 'tcsh'])
  expect(err).toContain('Allowed choices are bash, zsh, fish')
  expect(code).toBe(2)
})
