import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A program that tests need, and Debian's package of it. */
export interface DebianProgram {
  /** As in "the browser tests". */
  readonly neededBy: string
  readonly program: string
  readonly debianPackage: string
  /** Where it is, null where there is none. */
  readonly find: () => string | null
}

/**
 * Where the program is; where there is none, Debian's is installed first: as root, else by sudo if it asks for no
 * password. Throws, and says what to do, where that fails.
 */
export function installed(wanted: DebianProgram): string {
  const { neededBy, program, debianPackage, find } = wanted
  const there = find()
  if (there !== null) return there
  process.stderr.write(`There is no ${program} here: installing Debian’s for ${neededBy}.\n`)
  const lock = join(tmpdir(), `countersign-installs-${debianPackage}`)
  const [command = '', ...words] = [
    ...(process.getuid?.() === 0 ? [] : ['sudo', '-n']),
    ...['flock', lock, 'sh', '-c', install(wanted)],
  ]
  const { error, status, stderr } = spawnSync(command, words, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const path = find()
  if (path !== null) return path
  const problem = error?.message ?? stderr.trim().slice(-500)
  throw new Error(
    `${neededBy} need ${program}, and it could not be installed (exit code ${status}: ${problem}). Install it (Debian, Ubuntu: apt-get install ${debianPackage}) or put "${program}" on PATH.`,
  )
}

/** Another test file may have installed it while this one waited for the lock. */
const install = ({ program, debianPackage }: DebianProgram): string => `command -v ${program} || {
  apt-get update &&
  apt-get install -o DPkg::Lock::Timeout=300 -y --no-install-recommends ${debianPackage}
}`
