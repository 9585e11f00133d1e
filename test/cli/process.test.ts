import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { blockedBranch } from '../support/blocked-branch.ts'
import { type BuiltApp, buildApp } from '../support/built-app.ts'

let app: BuiltApp
beforeAll(() => {
  app = buildApp()
})
afterAll(() => app.remove())

const { repo } = blockedBranch()

/** A line of a shell, in which `$0 $1` is countersign. */
const shell = (line: string, program = 'sh') => {
  const { status, stdout, stderr } = spawnSync(program, ['-c', line, process.execPath, app.main], {
    cwd: repo.folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TERM: 'xterm' },
  })
  return { code: status, out: stdout, err: stderr }
}

describe('whoever reads it', () => {
  test.each([
    ['--help', 0],
    ['completion bash', 0],
    ['check', 1],
    ['check --format json', 1],
    ['chekc', 2],
  ])('may end before countersign %s does: the exit code is %i all the same', (words, code) => {
    const { err } = shell(`{ "$0" "$1" ${words} 2>&1; echo "ended with $?" >&2; } | true`)
    expect(err).toBe(`ended with ${code}\n`)
  })

  test('may be gone from the errors, too', () => {
    expect(shell('{ "$0" "$1" chekc; echo "ended with $?"; } 2>&-').out).toBe('ended with 2\n')
  })
})

// Other systems have no such devices, and a `script` that takes other words.
const onLinux = process.platform === 'linux' ? describe : describe.skip

onLinux('on Linux', () => {
  test('a full disk is neither green nor red', () => {
    const { code, err } = shell('"$0" "$1" check > /dev/full')
    expect(err).toBe('countersign: what it says can’t be written (ENOSPC).\n')
    expect(code).toBe(2)
  })

  test.each([
    ['read /dev/zero', '/dev/zero has more than 16 MB.'],
    ['read - < /dev/zero', 'Standard input has more than 16 MB.'],
    ['read - < /bin/sh', 'Standard input is no text.'],
  ])('countersign %s ends', (words, problem) => {
    const { code, err } = shell(`"$0" "$1" ${words}`)
    expect({ code, err }).toEqual({ code: 2, err: `countersign: ${problem}\n` })
  })

  test('a pipe is read like a file', () => {
    const { code, out } = shell(
      'mkfifo report; printf "# Review\\n\\nVerdict: approve\\n" > report & "$0" "$1" read report',
    )
    expect(out).toContain('Read without a doubt.')
    expect(code).toBe(0)
  })

  test('a terminal that has no size is as wide as a pipe', () => {
    const command = `'${process.execPath}' '${app.main}' check`
    const { out } = shell(`script --quiet --command "${command}" /dev/null < /dev/null`)
    expect(out).toContain('0 of 1 blocker fixed: B1 is open')
  })

  test('a folder that was taken away keeps nobody from naming another', () => {
    const there = `cd "$(mktemp -d)" && rmdir "$PWD" &&`
    expect(shell(`${there} "$0" "$1" -C "${repo.folder}" check`).code).toBe(1)
    const { code, err } = shell(`${there} "$0" "$1" check`)
    expect(err).toContain('countersign: There is no folder')
    expect(code).toBe(2)
  })
})
