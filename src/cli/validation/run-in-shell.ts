import { StringDecoder } from 'node:string_decoder'
import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { type Figures, readRunnerOutput } from '../../reading/runner-output.ts'

/** How a command ended. `absent`: the shell found no such program, or may not start it. `stopped`: by us. */
export type Ending =
  | { readonly how: 'exited'; readonly status: number }
  | { readonly how: 'absent'; readonly status: number }
  | { readonly how: 'killed'; readonly signal: string }
  | { readonly how: 'stopped' }

export interface Ran {
  readonly ending: Ending
  /** What its output says in figures; null where it doesn't, or contradicts how it ended. */
  readonly figures: Figures | null
  readonly ms: number
  /** The last lines that it printed, without colours. */
  readonly lastLines: readonly string[]
}

/** Characters of output that are read for figures; of more, none are told: some may have been missed. */
const MOST_OUTPUT = 1 << 24
const LAST_LINES = 30
/** A longer line is handed on in parts. */
const MOST_LINE = 1 << 16
/** So long a stopped command may take to clean up behind itself. */
const GRACE_MS = 5_000
/** What a command has left running may go on printing; it is over when nothing came for so long, or after so long. */
const [QUIET_MS, DRAIN_MS] = [1_000, 10_000]

/** What a POSIX shell says where it can't start a program. */
const NOT_STARTED = 127
const ABSENT: readonly number[] = [126, NOT_STARTED]

/**
 * Runs a command in a shell, with nothing on its standard input, and the environment of this process.
 * @param onLine gets its output, standard error included, line by line
 * @param stop ends it, with all that it has started
 */
export async function runInShell(
  command: string,
  {
    folder,
    onLine,
    stop,
  }: {
    readonly folder: string
    readonly onLine: (line: string) => void
    readonly stop: AbortSignal
  },
): Promise<Ran> {
  const began = performance.now()
  const output = listenTo(onLine)
  const isGroup = process.platform !== 'win32'
  const child = execa(command, {
    shell: true,
    cwd: folder,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    // A group of its own, so that stopping it stops all that it has started.
    detached: isGroup,
  })
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) return
    try {
      process.kill(isGroup ? -child.pid : child.pid, name)
    } catch {
      // It has ended already.
    }
  }
  let killing: NodeJS.Timeout | undefined
  const onStop = (): void => {
    signal('SIGINT')
    killing = setTimeout(() => signal('SIGKILL'), GRACE_MS)
  }
  stop.addEventListener('abort', onStop, { once: true })
  if (stop.aborted) onStop()
  child.all.on('data', output.add)
  const closed = child.then((result) => ({
    // What no shell takes, such as a NUL, never started.
    status: result.exitCode ?? (result.signal === undefined ? NOT_STARTED : null),
    name: result.signal ?? null,
  }))
  const exited = new Promise<{ status: number | null; name: string | null }>((resolve) => {
    child.once('exit', (status, name) => resolve({ status, name }))
  })
  const { status, name: killedBy } = await Promise.race([exited, closed])
  // A server that a command has left behind holds its output open.
  const drain = performance.now() + DRAIN_MS
  for (let isOpen = true; isOpen && performance.now() < drain; ) {
    const heard = output.size()
    isOpen = await Promise.race([closed.then(() => false), delay(QUIET_MS, true, { ref: false })])
    if (output.size() === heard) isOpen = false
  }
  if (stop.aborted) signal('SIGKILL')
  for (const stream of [child.all, child.stdout, child.stderr]) stream?.destroy()
  clearTimeout(killing)
  stop.removeEventListener('abort', onStop)
  const { text, lastLines } = output.end()
  const ending = endingOf(status, killedBy, stop.aborted)
  return {
    ending,
    figures: text === null ? null : credible(readRunnerOutput(text), ending),
    ms: performance.now() - began,
    lastLines,
  }
}

function endingOf(status: number | null, signal: string | null, stopped: boolean): Ending {
  if (stopped) return { how: 'stopped' }
  if (status === null) return { how: 'killed', signal: signal ?? 'a signal' }
  return { how: ABSENT.includes(status) ? 'absent' : 'exited', status }
}

/** Figures of failures and a good end: these were read from something else than the command's own closing lines. */
const credible = (figures: Figures | null, ending: Ending): Figures | null =>
  ending.how === 'exited' && ending.status === 0 && (figures?.failed ?? 0) > 0 ? null : figures

function listenTo(onLine: (line: string) => void) {
  const decoder = new StringDecoder('utf8')
  const kept: string[] = []
  let lastLines: string[] = []
  let size = 0
  let open = ''
  const take = (line: string): void => {
    const whole = line.replace(/\r$/u, '')
    const plain = stripVTControlCharacters(whole)
    size += plain.length + 1
    if (size <= MOST_OUTPUT) kept.push(plain)
    lastLines.push(plain)
    if (lastLines.length > 2 * LAST_LINES) lastLines = lastLines.slice(-LAST_LINES)
    onLine(whole)
  }
  const split = (text: string): void => {
    const lines = (open + text).split('\n')
    open = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (open.length > MOST_LINE) {
      take(open)
      open = ''
    }
  }
  let heard = 0
  return {
    /** Bytes that came. */
    size: () => heard,
    add: (chunk: Buffer | string): void => {
      heard += chunk.length
      split(typeof chunk === 'string' ? chunk : decoder.write(chunk))
    },
    end: () => {
      split(decoder.end())
      if (open !== '') take(open)
      return {
        text: size > MOST_OUTPUT ? null : kept.join('\n'),
        lastLines: lastLines.filter((line) => line.trim() !== '').slice(-LAST_LINES),
      }
    },
  }
}
