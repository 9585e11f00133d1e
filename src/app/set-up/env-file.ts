import { randomUUID } from 'node:crypto'
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

type Values = Readonly<Record<string, string>>

/** Those of the names that a file of settings has a value for; none where there is no file. Throws when it can't be read. */
export function namesIn(path: string, names: readonly string[]): readonly string[] {
  const found = parseEnv(textOf(path))
  return names.filter((name) => (found[name] ?? '') !== '')
}

/**
 * Adds settings to a file, which only its owner may read from then on. Other lines stay as they are; names that were left
 * empty are filled. Whoever may not replace a value asks {@link namesIn} before. Throws when it can't be written, and the
 * file is as it was then.
 */
export function addToEnvFile(path: string, values: Values): void {
  const kept = textOf(path)
    .split('\n')
    .filter((line) => !(nameIn(line) in values))
    .join('\n')
  const start = kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`
  const added = Object.entries(values).map(([name, value]) => `${name}=${written(value)}\n`)
  const target = realPath(path)
  // In its place at once: a full disk must not cost the lines that were there.
  const beside = `${target}.${randomUUID()}`
  try {
    writeFileSync(beside, start + added.join(''), { mode: 0o600, flag: 'wx' })
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Where the file is that a link may stand for. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const nameIn = (line: string): string => /^\s*(?:export\s+)?(\w+)\s*=/u.exec(line)?.[1] ?? ''

/** In quotes where a mark would end it. Not else: Docker takes them for a part of the value. */
function written(value: string): string {
  if (value === value.trim() && !/["'`#]/u.test(value)) return value
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'"
  return `${quote}${value}${quote}`
}
