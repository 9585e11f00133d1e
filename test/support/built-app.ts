import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The App as `npm start` runs it: built, and a process of its own. */
export interface BuiltApp {
  /** What was built: `dist`, by another name. */
  readonly dist: string
  /** Starts it with this environment and no other, in a folder without `.env`, or where another one was. */
  readonly start: (env: Env, folder?: string, ...options: readonly string[]) => AppProcess
  /** Runs another script on what was built, whose folder is the first of its words. */
  readonly script: (env: Env, file: URL, ...words: readonly string[]) => AppProcess
  /** Runs another command of it. */
  readonly run: (env: Env, ...words: readonly string[]) => AppProcess
  /** Its script, for those who start it themselves. */
  readonly main: string
  readonly remove: () => void
}

type Env = Readonly<Record<string, string>>

export interface AppProcess {
  readonly folder: string
  /** The first line that it writes with this in it, so far or yet to come; throws when it ends without. */
  readonly wrote: (part: string) => Promise<string>
  readonly output: () => string
  /** `host:port` of whoever it tried to reach. */
  readonly called: () => readonly string[]
  readonly signal: (name: NodeJS.Signals) => void
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const STAY_HOME = new URL('stay-home.js', import.meta.url).href

/** Builds it where its imports find `node_modules`, and beside nobody's `dist`. */
export function buildApp(): BuiltApp {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const built = mkdtempSync(join(cache, 'countersign-'))
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  try {
    // Types are checked by `npm run typecheck`.
    const words = [tsc, '-p', project, '--noCheck', '--outDir', built]
    execFileSync(process.execPath, words, { stdio: 'inherit' })
  } catch (error) {
    rmSync(built, { recursive: true })
    throw error
  }
  const made = [built]
  const main = join(built, 'main.js')
  const run = (env: Env, folder: string, script: string, words: readonly string[]) => {
    made.push(folder)
    return startProcess([script, ...words], folder, env)
  }
  return {
    dist: built,
    start: (env, folder = newHome(), ...options) => run(env, folder, main, ['start', ...options]),
    script: (env, file, ...words) => run(env, newHome(), fileURLToPath(file), [built, ...words]),
    run: (env, ...words) => run(env, newHome(), main, words),
    main,
    remove: () => {
      for (const one of made) rmSync(one, { recursive: true, force: true })
    },
  }
}

/** An empty folder, but for what Probot's setup page reads. */
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'countersign-'))
  for (const name of ['package.json', 'app.yml']) copyFileSync(join(ROOT, name), join(home, name))
  return home
}

function startProcess(words: readonly string[], folder: string, env: Env): AppProcess {
  const child = spawn(process.execPath, ['--import', STAY_HOME, ...words], { cwd: folder, env })
  let output = ''
  let over = false
  let waiting: (() => void)[] = []
  const tell = () => {
    for (const look of waiting) look()
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      tell()
    })
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      over = true
      tell()
      resolve(code)
    })
  })
  return {
    folder,
    wrote: (part) =>
      new Promise((resolve, reject) => {
        const look = () => {
          // What follows the last line break is still being written.
          const line = output
            .split('\n')
            .slice(0, -1)
            .find((one) => one.includes(part))
          if (line !== undefined) resolve(line)
          else if (over) reject(new Error(`It ended without "${part}":\n${output}`))
          else return
          waiting = waiting.filter((other) => other !== look)
        }
        waiting.push(look)
        look()
      }),
    output: () => output,
    called: () => [...output.matchAll(/^called: (.*)$/gmu)].map(([, whom = '']) => whom),
    signal: (name) => void child.kill(name),
    ended,
  }
}

/** A port that nobody listens at; somebody may be faster, so only for those who can't take any. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => {
    probe.close(resolve)
  })
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}
