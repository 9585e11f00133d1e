import { createHash } from 'node:crypto'
import { diagnosticsOf, type Reading } from '../../publish/reading.ts'
import { type Reader, startReader } from '../../reader/reader.ts'
import { withProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { correct } from './correct.ts'
import type { Input } from './inputs.ts'

/** What was read, and what was changed on the way. */
export interface ReadInputs {
  readonly readings: readonly Reading[]
  readonly notes: readonly string[]
}

/**
 * Reads texts in a thread, as the App does: they may be written to do harm.
 * @param fix makes the edits of the diagnostics in the files, and reads them once more
 */
export async function readInputs(
  terminal: Pick<Terminal, 'isWatched'>,
  inputs: readonly Input[],
  fix: boolean,
): Promise<ReadInputs> {
  const reader = startReader({ threads: 1 })
  const readings: Reading[] = []
  const notes: string[] = []
  try {
    await withProgress(terminal, 'Reading…', async () => {
      for (const input of inputs) {
        const first = await read(reader, input)
        if (!fix) {
          readings.push(first)
          continue
        }
        const { text, told } = await correct(input, diagnosticsOf(first))
        readings.push(told === null ? first : await read(reader, { ...input, text }))
        if (told !== null) notes.push(told)
      }
    })
    return { readings, notes }
  } finally {
    await reader.close()
  }
}

async function read(reader: Reader, { kind, input, path, sha, text }: Input): Promise<Reading> {
  const key = createHash('sha256').update(text).digest('hex')
  return kind === 'report'
    ? { kind, input, path, text, report: await reader.report(text, key) }
    : { kind, input, path, text, sha, message: await reader.message(text, key) }
}
