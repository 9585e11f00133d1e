import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const AppFile = z.object({
  url: z.string(),
  description: z.string(),
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
})

let known: z.output<typeof AppFile> | null = null

/**
 * What the App is on GitHub: `app.yml` at the root of the package, whether this runs from the source or from what was
 * built of it.
 */
export function appFile(): z.output<typeof AppFile> {
  if (known !== null) return known
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    const file = new URL('app.yml', folder)
    if (existsSync(file)) {
      known = AppFile.parse(parse(readFileSync(file, 'utf8')))
      return known
    }
    if (fileURLToPath(folder) === fileURLToPath(new URL('../', folder))) {
      throw new Error('app.yml is missing: install Countersign again')
    }
  }
}
