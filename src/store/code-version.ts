import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const SOURCE = new URL('../', import.meta.url)

/**
 * A name for the code in these folders of ours, as it runs here: what it made of something is good for no other code.
 * @returns the same on every machine that runs the same build
 */
export function codeVersion(...folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const root = new URL(`${folder}/`, SOURCE)
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => /\.(?:js|ts)$/u.test(name)).sort()) {
      hash.update(file).update(readFileSync(new URL(file, root)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}
