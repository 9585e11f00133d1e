import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformFileSync } from '@swc/core'

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url))
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))

/** Jest, before the first test: builds what the App's threads run, without looking at its types. */
export default function buildForThreads() {
  mkdirSync(CACHE, { recursive: true })
  const built = mkdtempSync(join(CACHE, 'countersign-threads-'))
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  for (const file of readdirSync(SOURCES, { recursive: true })) {
    if (!FOLDERS.test(file)) continue
    const { code } = transformFileSync(join(SOURCES, file), {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript' },
        target: 'es2022',
        rewriteRelativeImportExtensions: true,
      },
      module: { type: 'es6' },
    })
    const target = join(built, file.replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, code)
  }
  process.env.COUNTERSIGN_BUILT = built
}

/** A thread reads, and does nothing else; the queue is for the workers that its tests kill. */
const FOLDERS = /^(?:reader|reading|review|commit|command|queue|redis)[/\\].*\.ts$/
