import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type BuiltApp, buildApp } from '../support/built-app.ts'
import { gitRepository } from '../support/git-repository.ts'

const HOSTILE =
  '# Review\n\nVerdict: approve\n\n## Validation\n\n- `touch pwned && make -v`: passed\n'

let app: BuiltApp
beforeAll(() => {
  app = buildApp()
})
afterAll(() => app.remove())

const branch = (policy: string, review: string = HOSTILE) => {
  const repo = gitRepository({ '.github/countersign.yml': policy })
  repo.commit('feat: more', { 'more.ts': 'more()\n' })
  repo.commit('docs: review', { 'REVIEW.md': review }, { by: 'robin' })
  return { ...repo, has: (name: string) => existsSync(join(repo.folder, name)) }
}

/** A process with what it has printed so far, on both of its outputs apart. */
function started(program: string, words: readonly string[], folder: string) {
  const child = spawn(program, words, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm', SHELL: '/bin/sh' },
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      if (hasEnded(child)) throw new Error(`It ended too soon: ${said.out}${said.err}`)
      await delay(20)
    }
  }
  return { child, said, ended, until }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

const main = () => [join(app.dist, 'main.js'), 'run', '--as', 'reviewer']

/** With a terminal of its own, as somebody who types has. */
const inTerminal = (folder: string) => {
  const command = [process.execPath, ...main()].map((word) => `'${word}'`).join(' ')
  return started(
    'script',
    ['--quiet', '--return', '--flush', '--command', command, '/dev/null'],
    folder,
  )
}

describe('where nobody can answer', () => {
  test('a report’s command is not run, whatever is piped in', async () => {
    const repo = branch('validation: [make -v]')
    const { child, said, ended } = started(process.execPath, main(), repo.folder)
    child.stdin.end('y\ny\ny\n')
    expect(await ended).toBe(1)
    expect(said.out).toContain('not run, only a report names it, and nobody here said yes to it')
    expect(repo.has('pwned')).toBe(false)
  })
})

// The `script` of other systems takes other words.
const onLinux = process.platform === 'linux' ? describe : describe.skip

onLinux('in a terminal', () => {
  test.each([
    ['y\r', true],
    ['yes\r', true],
    ['\r', false],
    ['n\r', false],
    ['yellow\r', false],
    ['\u0004', false],
  ])('an answer of %j', async (answer, isRun) => {
    const repo = branch('validation: [make -v]')
    const { child, said, ended, until } = inTerminal(repo.folder)
    await until(() => said.out.includes('Run it here? [y/N]'))
    expect(said.out).toContain('    touch pwned && make -v')
    expect(repo.has('pwned')).toBe(false)
    child.stdin.write(answer)
    expect(await ended).toBe(isRun ? 0 : 1)
    expect(repo.has('pwned')).toBe(isRun)
  })

  test('Ctrl-C at the question ends it, and nothing is run', async () => {
    const repo = branch('validation: [touch done]')
    const { child, said, ended, until } = inTerminal(repo.folder)
    await until(() => said.out.includes('Run it here? [y/N]'))
    child.stdin.write('\u0003')
    expect(await ended).not.toBe(0)
    expect([repo.has('pwned'), repo.has('done')]).toEqual([false, false])
  })
})

describe('Ctrl-C', () => {
  test('stops the command, begins no other, and the section is written', async () => {
    const policy = 'validation: [make -v, "touch started && sleep 600 && make test", touch done]'
    const repo = branch(policy, '# Review\n\nVerdict: approve\n')
    const { child, said, ended, until } = started(process.execPath, main(), repo.folder)
    await until(() => repo.has('started'))
    child.kill('SIGINT')
    expect(await ended).toBe(1)
    expect(said.out).toMatch(/`make -v`: passed/u)
    expect(said.out).toMatch(/sleep 600 && make test`: not run to its end, stopped after/u)
    expect(said.out).toMatch(/`touch done`: not run, stopped before it began/u)
    expect(repo.has('done')).toBe(false)
  })
})
