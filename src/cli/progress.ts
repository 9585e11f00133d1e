import yoctoSpinner from 'yocto-spinner'
import type { Terminal } from './terminal.ts'

/** What takes less than this needs no word. */
const PATIENCE_MS = 1_000

/** Does something; if that takes more than a second and somebody watches, says on standard error what goes on. */
export async function withProgress<T>(
  { isWatched }: Pick<Terminal, 'isWatched'>,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!isWatched) return work()
  const spinner = yoctoSpinner({ text, stream: process.stderr })
  const soon = setTimeout(() => spinner.start(), PATIENCE_MS)
  try {
    return await work()
  } finally {
    clearTimeout(soon)
    if (spinner.isSpinning) spinner.stop()
  }
}
