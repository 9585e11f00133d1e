import { readFile, writeFile } from 'node:fs/promises'
import { plainText } from '../../publish/escape.ts'
import { placeholdersIn } from '../../reading/placeholder.ts'
import type { Diagnostic } from '../../reading/types.ts'
import { applyEdits } from '../../review/apply-edits.ts'
import { Stopped } from '../stopped.ts'
import { written } from '../written.ts'
import type { Input } from './inputs.ts'

/** A file with the edits of its diagnostics made. */
export interface Corrected {
  readonly text: string
  /** What was done and what is left to do, null where there was nothing to do. */
  readonly told: string | null
}

/**
 * Makes the edits in the file itself.
 * @throws Stopped when its bytes are no UTF-8, as others than those of the edit would change
 */
export async function correct(
  { input, file, text }: Input,
  diagnostics: readonly Diagnostic[],
): Promise<Corrected> {
  const edits = new Set(
    diagnostics.flatMap(({ edit }) => (edit === null ? [] : [JSON.stringify(edit)])),
  )
  const corrected = applyEdits(text, diagnostics)
  if (file === null || corrected === text) return { text, told: null }
  const name = plainText(input, 500)
  if (!(await readFile(file)).equals(Buffer.from(text))) {
    throw new Stopped(
      `${name} is not in UTF-8, or was changed just now.`,
      'Save it as UTF-8, and try again.',
    )
  }
  await written(input, () => writeFile(file, corrected))
  const left = corrected
    .split(/\r\n|\n|\r/u)
    .flatMap((line, index) => (placeholdersIn(line).length > 0 ? [index + 1] : []))
  const made = edits.size === 1 ? '1 edit was' : `${edits.size} edits were`
  const fill =
    left.length === 0
      ? ''
      : ` Fill in what only you can know, at line ${left.join(', ')}: {fill in: …}.`
  return { text: corrected, told: `${name}: ${made} made.${fill}` }
}
