import type { Oddity } from './report-revisions.ts'

/** Git's modes of what is no file with a text of its own. */
export const SYMBOLIC_LINK = 0o120000
export const SUBMODULE = 0o160000

/** What these are called where a report is looked for. */
export const ODDITIES: ReadonlyMap<number, Oddity> = new Map([
  [SYMBOLIC_LINK, 'a symbolic link'],
  [SUBMODULE, 'a submodule'],
])
