import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

let folder = ''

/** The demo as `npm run demo` runs it: built, and beside `node_modules`. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-demo-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
  const outDir = join(folder, 'dist')
  mkdirSync(outDir)
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  execFileSync(process.execPath, [tsc, '-p', project, '--outDir', outDir], { stdio: 'inherit' })
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs it; `until` is what it has to write before `then` is done. */
async function run(
  given: readonly string[],
  until: string | null = null,
  then: (output: string, signal: (name: NodeJS.Signals) => void) => Promise<void> = async () => {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(folder, 'dist', 'demo', 'main.js'), ...given])
  let output = ''
  let look = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      look()
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  try {
    if (until !== null) {
      const written = new Promise<void>((resolve) => {
        look = () => {
          if (output.includes(until)) resolve()
        }
      })
      await Promise.race([written, ended])
      await then(output, (name) => void child.kill(name))
    }
    return { code: await ended, output }
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

const fetched = async (url: string): Promise<string> => {
  const response = await fetch(url)
  expect([url, response.status]).toEqual([url, 200])
  return response.text()
}

test('--serve leaves everything up where it says, until somebody ends it', async () => {
  const { code, output } = await run(['--serve'], 'Ctrl-C ends both.', async (written, send) => {
    const urls = written.split('stay up')[1]?.match(/http:\S+/gu) ?? []
    const [page = '', onGitHub = '', badge = '', second = '', secondOnGitHub = ''] = urls
    expect(await fetched(page)).toContain('approved by REVIEW-R2.md (stale)')
    expect(await fetched(onGitHub)).toContain('Send again when the server is down')
    expect(await fetched(badge)).toContain('countersign: stale')
    expect(await fetched(second)).toContain('0 of 1 blocker fixed: B1 is open')
    const [, sha = ''] = /\/fixed B1 ([0-9a-f]{12})/u.exec(written) ?? []
    expect(await fetched(second)).toContain(sha)
    expect(await fetched(secondOnGitHub)).toContain('Keep answers')
    send('SIGINT')
  })
  expect(output).toMatch(/Both are stopped\.\n$/u)
  expect(code).toBe(0)
}, 60_000)

test('what it doesn’t know is wrong use', async () => {
  const { code, output } = await run(['--sevre'])
  expect(output).toMatch(/^The demo doesn't know "--sevre"\.\nUsage:\n {2}npm run demo /u)
  expect(code).toBe(2)
})
