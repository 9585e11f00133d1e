import { readFileSync, writeFileSync } from 'node:fs'
import { withKeys } from './policy-keys.ts'
import { schemaTexts } from './schema-texts.ts'

const DOCS = new URL('../../docs/', import.meta.url)

/** `npm run schemas`: writes the JSON Schemas and what the documentation says of the policy file's keys anew. */
function main(): void {
  const page = new URL('policy.md', DOCS)
  const written = withKeys(readFileSync(page, 'utf8'))
  if (written === null) {
    console.error('docs/policy.md has no place for the table of keys: put its two comments back.')
    process.exitCode = 1
    return
  }
  writeFileSync(page, written)
  for (const [file, text] of Object.entries(schemaTexts())) writeFileSync(new URL(file, DOCS), text)
}

main()
