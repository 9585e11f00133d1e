import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { chromiumPath, launch } from '../../src/pictures/chromium.ts'

/** Starts Chromium; where there is none, Debian's is installed first. Throws, and says what to do, where that fails. */
export const chromium = async (): Promise<Browser> => launch(chromiumPath() ?? installed())

/** Another test file may have installed it while this one waited for the lock. */
const INSTALL = `command -v chromium || {
  apt-get update &&
  apt-get install -o DPkg::Lock::Timeout=300 -y --no-install-recommends chromium
}`

/** As root, else by sudo if it asks for no password. */
function installed(): string {
  process.stderr.write('There is no Chromium here: installing Debian’s for the browser tests.\n')
  const [program = '', ...words] = [
    ...(process.getuid?.() === 0 ? [] : ['sudo', '-n']),
    ...['flock', join(tmpdir(), 'countersign-installs-chromium'), 'sh', '-c', INSTALL],
  ]
  const { error, status, stderr } = spawnSync(program, words, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const path = chromiumPath()
  if (path !== null) return path
  const problem = error?.message ?? stderr.trim().slice(-500)
  throw new Error(
    `The browser tests need Chromium, and it could not be installed (exit code ${status}: ${problem}). Install it (Debian, Ubuntu: apt-get install chromium) or put "chromium" on PATH.`,
  )
}
