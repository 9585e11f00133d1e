import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This project, as a folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Copies what packages are made of into a new folder: no tests, nothing installed, nothing built. */
export function copyProject(to: string): void {
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.test(name)) cpSync(join(ROOT, name), join(to, name), { recursive: true })
  }
}

const LEFT_OUT = /^(?:\.git|node_modules|dist|coverage|site|test|docs|\.env.*)$/
