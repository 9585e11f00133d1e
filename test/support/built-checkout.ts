import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './project-copy.ts'

/** A checkout of this project in which `npm run build` was run, for what calls the command line from outside. */
export interface BuiltCheckout {
  readonly folder: string
  /** A folder for `PATH`, with `countersign` in it. */
  readonly bin: string
  readonly remove: () => void
}

/** Builds it where its imports find `node_modules`, and beside nobody's `dist`. */
export function builtCheckout(): BuiltCheckout {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'countersign-checkout-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  for (const name of ['package.json', 'app.yml']) copyFileSync(join(ROOT, name), join(folder, name))
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const project = join(ROOT, 'tsconfig.package.json')
  const dist = join(folder, 'dist')
  try {
    // Types are checked by `npm run typecheck`.
    const words = [tsc, '-p', project, '--noCheck', '--outDir', dist]
    execFileSync(process.execPath, words, { stdio: 'inherit' })
  } catch (error) {
    remove()
    throw error
  }
  const bin = join(folder, 'bin')
  const program = join(bin, 'countersign')
  mkdirSync(bin)
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${dist}/main.js" "$@"\n`)
  chmodSync(program, 0o755)
  return { folder, bin, remove }
}
