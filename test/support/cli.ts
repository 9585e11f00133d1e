import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in a folder, in this process: `countersign check --format json` without its first word. */
export async function countersign(
  folder: string,
  words: readonly string[],
  more: Partial<Terminal> & { readonly answer?: boolean; readonly typed?: string } = {},
): Promise<Ran> {
  const { answer = false, typed = '', ...changed } = more
  const [out, err]: [string[], string[]] = [[], []]
  const terminal: Terminal = {
    out: (text) => void out.push(`${text}\n`),
    err: (text) => void err.push(`${text}\n`),
    input: async () => Buffer.from(typed),
    confirm: async (question) => {
      err.push(`${question} ${answer ? 'y' : 'n'}\n`)
      return answer
    },
    isWatched: false,
    colours: false,
    columns: 100,
    env: {},
    folder,
    ...changed,
  }
  const code = await run(words, terminal)
  return { code, out: out.join(''), err: err.join('') }
}
