import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A command that was given, and what it printed. */
export interface Performed {
  readonly command: string
  readonly output: string
}

/** A page with what its commands really print. */
export interface ActedOut {
  readonly page: string
  readonly performed: readonly Performed[]
}

/** Behind a line that says where, a block of code. */
const BLOCK = /(?<=^(.*)\n\n)(`{3,})(\w+)\n([\s\S]*?)^\2$/gm

/**
 * Acts out a page in a new folder: blocks of `console` hold commands behind "$ ", each with what it prints; a block behind
 * a line that ends in "`path`:" is that file.
 * @param main the script that `countersign` runs
 * @param env what is set besides what makes each turn the same
 */
export function actOut(
  page: string,
  main: string,
  env: Readonly<Record<string, string>> = {},
): ActedOut {
  const home = mkdtempSync(join(tmpdir(), 'countersign-told-'))
  const performed: Performed[] = []
  try {
    const [bin, folder] = [join(home, 'bin'), join(home, 'retry')]
    for (const one of [bin, folder]) mkdirSync(one)
    const script = `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`
    writeFileSync(join(bin, 'countersign'), script, { mode: 0o755 })
    const acted = page.replaceAll(BLOCK, (whole, before, fence, kind, code: string) => {
      if (kind === 'console') {
        const place = { home, folder, bin, env, minutes: performed.length }
        const done = perform(commandsIn(code), place)
        performed.push(...done)
        const printed = done.map(({ command, output }) => `$ ${command}\n${output}`).join('')
        return `${fence}console\n${printed}${fence}`
      }
      const path = /`([^`\s]+)`:$/u.exec(before)?.[1]
      if (path !== undefined) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), code)
      }
      return whole
    })
    return { page: acted, performed }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const commandsIn = (code: string): readonly string[] =>
  code.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []))

interface Place {
  readonly home: string
  readonly folder: string
  readonly bin: string
  readonly env: Readonly<Record<string, string>>
  readonly minutes: number
}

/** Between the outputs of two commands. */
const MARK = '\x1e'

function perform(
  commands: readonly string[],
  { home, folder, bin, env, minutes }: Place,
): readonly Performed[] {
  const steps = commands.map((command, index) => {
    // Commits have the same names each time.
    const date = `2026-01-05T09:${String(minutes + index).padStart(2, '0')}:00Z`
    return [
      `export GIT_AUTHOR_DATE=${date} GIT_COMMITTER_DATE=${date}`,
      '(exit $code)',
      `${command}`,
      `code=$?; printf '\\036'`,
    ].join('\n')
  })
  const { stdout, error } = spawnSync('bash', ['-c', `exec 2>&1\ncode=0\n${steps.join('\n')}`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      HOME: home,
      PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_EDITOR: 'true',
      ...env,
    },
  })
  if (error !== undefined) throw error
  const outputs = stdout.split(MARK)
  return commands.map((command, index) => {
    const output = (outputs[index] ?? '').replaceAll(/[ \t]+$/gm, '').replace(/\n*$/u, '')
    return { command, output: output === '' ? '' : `${output}\n` }
  })
}
