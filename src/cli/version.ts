import { existsSync, readFileSync } from 'node:fs'

/** The version of this package: of the nearest folder around this file that is ours. */
export function version(): string {
  for (let folder = new URL('.', import.meta.url); ; folder = new URL('..', folder)) {
    const file = new URL('package.json', folder)
    if (existsSync(file)) {
      const { name, version: found } = JSON.parse(readFileSync(file, 'utf8')) as Package
      if (name === 'countersign' && typeof found === 'string') return found
    }
    if (folder.pathname === '/') throw new Error('The package has lost its package.json')
  }
}

/** Read at each start: it is our own file, and the library that examines data takes longer to load than all else. */
interface Package {
  readonly name?: unknown
  readonly version?: unknown
}
