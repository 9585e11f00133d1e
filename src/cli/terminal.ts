import { createInterface } from 'node:readline/promises'
import { EXIT } from './exit.ts'
import { readUpTo } from './read-up-to.ts'

/** Where a command was called, and whom it talks to. Tests put another one in its place. */
export interface Terminal {
  /** Prints to standard output; a line break is added. */
  readonly out: (text: string) => void
  /** Prints to standard error; a line break is added. */
  readonly err: (text: string) => void
  /** All of standard input, null where it is more. */
  readonly input: (mostBytes: number) => Promise<Buffer | null>
  /** Asks a person; false at once where nobody is there to answer. */
  readonly confirm: (question: string) => Promise<boolean>
  /** Whether a person sees what is printed, and may be shown what goes on. */
  readonly isWatched: boolean
  /** Whether standard output takes colours. */
  readonly colours: boolean
  /** The width of the terminal, in columns. */
  readonly columns: number
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder in which the command works. */
  readonly folder: string
}

/** More columns than this make lines that nobody likes to read; a pipe has none, and a terminal without a size 0. */
const [MOST_COLUMNS, PIPE_COLUMNS] = [110, 100]

/** The terminal of this process. */
export function thisTerminal(): Terminal {
  const { stdout, stderr, stdin, env } = process
  endOn(stdout)
  endOn(stderr)
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    input: (mostBytes) => readUpTo(stdin, mostBytes),
    confirm: async (question) => {
      if (!stdin.isTTY || !stderr.isTTY) return false
      const lines = createInterface({ input: stdin, output: stderr })
      // Without these, Ctrl-C and the end of the input leave the question open, and Node ends with 0.
      lines.once('SIGINT', () => {
        lines.close()
        process.kill(process.pid, 'SIGINT')
      })
      const ended = new Promise<string>((resolve) => {
        lines.once('close', () => resolve(''))
      })
      try {
        const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
        return /^y(?:es)?$/iu.test(answer.trim())
      } finally {
        lines.close()
      }
    },
    isWatched: stderr.isTTY === true && env.CI === undefined,
    colours: takesColours(stdout.isTTY === true, env),
    columns: Math.min(stdout.columns || PIPE_COLUMNS, MOST_COLUMNS),
    env,
    folder: presentFolder(env),
  }
}

/** What reads us may end before we do (`countersign check | head -1`): that changes no exit code. */
function endOn(stream: NodeJS.WriteStream): void {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return
    if (stream !== process.stderr) {
      process.stderr.write(`countersign: what it says can’t be written (${code}).\n`)
    }
    process.exit(EXIT.wrong)
  })
}

/** Somebody may take away the folder in which we are; whoever names another one by `-C` needs none of its own. */
function presentFolder({ PWD }: Terminal['env']): string {
  try {
    return process.cwd()
  } catch {
    process.chdir('/')
    return PWD || '(taken away)'
  }
}

/** https://no-color.org, and its opposite, https://force-color.org: each counts unless it is empty. */
export function takesColours(isTerminal: boolean, env: Terminal['env']): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}
