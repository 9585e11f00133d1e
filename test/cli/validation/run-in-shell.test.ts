import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, describe, expect, test } from '@jest/globals'
import { runInShell } from '../../../src/cli/validation/run-in-shell.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-run-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (command: string, stop = new AbortController()) => {
  const lines: string[] = []
  const ran = await runInShell(command, {
    folder,
    stop: stop.signal,
    onLine: (line) => void lines.push(line),
  })
  return { ...ran, lines }
}

const appears = async (name: string): Promise<void> => {
  while (!existsSync(join(folder, name))) await delay(20)
}

describe('a command', () => {
  test('is run by a shell, in its folder, and its output is handed on line by line', async () => {
    const { ending, lines } = await run('pwd; printf "a\\r\\nb" >&2; exit 0')
    expect(ending).toEqual({ how: 'exited', status: 0 })
    expect(lines.sort()).toEqual([folder, 'a', 'b'].sort())
  })

  test('has nothing on its standard input', async () => {
    expect((await run('cat; echo done')).lines).toEqual(['done'])
  })

  test.each([
    ['exit 3', { how: 'exited', status: 3 }],
    ['no-such-program-here --all', { how: 'absent', status: 127 }],
    [`${folder}`, { how: 'absent', status: 126 }],
    ['kill -SEGV $$', { how: 'killed', signal: 'SIGSEGV' }],
    ['npm test \0', { how: 'absent', status: 127 }],
  ])('%j', async (command, ending) => {
    expect((await run(command)).ending).toEqual(ending)
  })

  test.each([
    [
      'echo "Tests:       1 skipped, 12 passed, 13 total"',
      { passed: 12, failed: null, ignored: 1 },
    ],
    ['echo "3 failed, 9 passed in 1.2s"', null],
    [
      'printf "\\033[1mTests:\\033[0m  2 passed, 2 total\\n"',
      { passed: 2, failed: null, ignored: null },
    ],
    [
      'echo "test result: FAILED. 3 passed; 1 failed; 0 ignored"; exit 1',
      { passed: 3, failed: 1, ignored: 0 },
    ],
    // These were somebody else's: the command itself says that all is well.
    ['echo "test result: FAILED. 3 passed; 1 failed; 0 ignored"', null],
  ])('figures of %j', async (command, figures) => {
    expect((await run(command)).figures).toEqual(figures)
  })

  test('figures are not told of more output than is read', async () => {
    const flood = `node -e 'for (let i = 0; i < 300; i++) console.log("x".repeat(60000))'`
    const { figures, lastLines } = await run(`${flood}; echo "Tests:  2 passed, 2 total"`)
    expect(figures).toBeNull()
    expect(lastLines.at(-1)).toBe('Tests:  2 passed, 2 total')
  })

  test('can be stopped, with all that it has started', async () => {
    const stop = new AbortController()
    const running = run('(sleep 600; touch survived) & touch started; wait', stop)
    await appears('started')
    stop.abort()
    expect((await running).ending).toEqual({ how: 'stopped' })
    expect(existsSync(join(folder, 'survived'))).toBe(false)
  })

  test('that does not heed Ctrl-C is ended all the same', async () => {
    const stop = new AbortController()
    const running = run(`trap '' INT; touch deaf; sleep 600; touch survived`, stop)
    await appears('deaf')
    stop.abort()
    expect((await running).ending).toEqual({ how: 'stopped' })
  })

  test('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const held = createReadStream(join(folder, 'pipe'))
    const running = run(`(trap '' INT; exec 3> pipe; touch holds; sleep 600) & wait`, stop)
    await appears('holds')
    stop.abort()
    await running
    // It ends when nobody is left who could write to it.
    await once(held.resume(), 'end')
  })

  test('has ended when what it left behind still runs', async () => {
    const { ending, lines } = await run('sleep 600 & echo "done, $!"')
    expect(ending).toEqual({ how: 'exited', status: 0 })
    const pid = Number(lines[0]?.split(' ')[1])
    process.kill(pid)
  })
})
