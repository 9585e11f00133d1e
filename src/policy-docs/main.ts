import { readFileSync, writeFileSync } from 'node:fs'
import { schemaText, withKeys } from './texts.ts'

const DOCS = new URL('../../docs/', import.meta.url)

/** `npm run policy-docs`: writes what the documentation says of the policy file's keys anew. */
function main(): void {
  const page = new URL('policy.md', DOCS)
  const written = withKeys(readFileSync(page, 'utf8'))
  if (written === null) {
    console.error('docs/policy.md has no place for the table of keys: put its two comments back.')
    process.exitCode = 1
    return
  }
  writeFileSync(page, written)
  writeFileSync(new URL('policy.schema.json', DOCS), schemaText())
}

main()
