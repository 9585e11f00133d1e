import { readFileSync } from 'node:fs'

/** What `app.yml` asks of GitHub. */
export interface Manifest {
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
}

/** Reads the two lists of `app.yml` that count; it is too plain a file to need a YAML parser. */
export function manifest(): Manifest {
  const yaml = readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')
  const permissions = section(yaml, 'default_permissions').matchAll(/^ {2}(\w+): (\w+)$/gmu)
  const events = section(yaml, 'default_events').matchAll(/^ {2}- (\w+)$/gmu)
  return {
    permissions: Object.fromEntries([...permissions].map(([, name, level]) => [name, level])),
    events: [...events].map(([, name = '']) => name),
  }
}

/** The lines of a YAML file below a key, up to the next one. */
function section(yaml: string, key: string): string {
  const [, found] = new RegExp(`^${key}:\\n((?: .*\\n|\\n)*)`, 'mu').exec(yaml) ?? []
  if (found === undefined) throw new Error(`app.yml has no ${key}`)
  return found
}
