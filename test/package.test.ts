import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { blockedBranch } from './support/blocked-branch.ts'
import { fences } from './support/documentation.ts'
import { type InstalledPackage, installNodes, installPackage } from './support/installed-package.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

/** The versions that package.json says it is for, but for the one that runs this. */
const own = Number(process.versions.node.split('.')[0])
const supported = [...manifest.engines.node.matchAll(/\^(\d+)/g)].map(([, major]) => Number(major))
const others = supported.filter((version) => version !== own)
const isLinux = process.platform === 'linux' && process.arch === 'x64'
if (!isLinux) {
  process.stderr.write(`Node ${others.join(' and ')} are not tried here: only on Linux, x64.\n`)
}

let there: InstalledPackage
let nodes: ReturnType<typeof installNodes>
beforeAll(() => {
  there = installPackage()
  nodes = installNodes(isLinux ? others : [])
}, 600_000)
afterAll(() => {
  there?.remove()
  nodes?.remove()
})

/** Runs a program under that Node. */
function run(node: number, folder: string, program: string, words: readonly string[]) {
  const PATH = [nodes.folders.get(node) ?? [], process.env.PATH ?? ''].flat().join(delimiter)
  const options = { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8' as const }
  const { status, stdout, stderr } = spawnSync(program, words, options)
  return { status, out: stdout, err: stderr }
}

describe('what is in it', () => {
  const paths = () => there.tarball.files.map(({ path }) => path)
  const textOf = (path: string) =>
    readFileSync(join(there.folder, 'node_modules/countersign', path), 'utf8')

  test('is what runs, its types, and what one reads about it', () => {
    const known = /^dist\/(?:[\w-]+\/)*[\w-]+\.(?:js|d\.ts)$/
    expect(
      paths()
        .filter((path) => !known.test(path))
        .sort(),
    ).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'app.yml', 'package.json'])
  })

  test('is nothing that only its developers run', () => {
    const tools = Object.values<string>(manifest.scripts).flatMap(
      (script) => /dist\/([\w-]+)\/main\.js/.exec(script)?.[1] ?? [],
    )
    expect(tools).toContain('bench')
    for (const tool of tools) expect(paths()).not.toContain(`dist/${tool}/main.js`)
  })

  test('is less than 600 KB, and 2 MB unpacked', () => {
    expect(there.tarball.size).toBeLessThan(600_000)
    expect(there.tarball.unpackedSize).toBeLessThan(2_000_000)
  })

  test('is whole: what a file imports is in it, or is a dependency', () => {
    const missing = paths()
      .filter((path) => /\.(?:js|d\.ts)$/.test(path))
      .flatMap((path) =>
        [...textOf(path).matchAll(/(?:\bfrom |\bimport\()'([^']+)'/g)].flatMap(([, target = '']) =>
          isThere(path, target) ? [] : [`${path}: ${target}`],
        ),
      )
    expect(missing).toEqual([])
    for (const path of paths()) expect(textOf(path)).not.toContain('sourceMappingURL')
  })

  function isThere(path: string, target: string): boolean {
    // Declarations name the source that they were made of; its own declarations are found by that.
    if (target.startsWith('.')) {
      const file = posix.join(posix.dirname(path), target)
      return paths().includes(path.endsWith('.d.ts') ? file.replace(/\.tsx?$/, '.d.ts') : file)
    }
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? ''
    return target.startsWith('node:') || name in manifest.dependencies || path.endsWith('.d.ts')
  }
})

test('package.json says where the project is, as app.yml does', () => {
  const [, url = ''] = /^url: (\S+)$/m.exec(readFileSync('app.yml', 'utf8')) ?? []
  expect(manifest).toMatchObject({
    homepage: `${url}#readme`,
    bugs: `${url}/issues`,
    repository: { type: 'git', url: `git+${url}.git` },
  })
})

describe.each(isLinux ? [own, ...others] : [own])('under Node %d', (node) => {
  test('is that Node', () => {
    const { out } = run(node, there.folder, 'node', ['--version'])
    expect(out).toMatch(new RegExp(`^v${node}\\.`))
  })

  test('npx countersign prints its version', () => {
    expect(run(node, there.folder, 'npx', ['countersign', '--version'])).toEqual({
      status: 0,
      out: `${manifest.version}\n`,
      err: expect.any(String),
    })
  })

  test('npx countersign check is red until the blocker is fixed', () => {
    const { repo, fix } = blockedBranch()
    symlinkSync(join(there.folder, 'node_modules'), join(repo.folder, 'node_modules'))
    const red = run(node, repo.folder, 'npx', ['countersign', 'check'])
    expect(red.out).toContain('0 of 1 blocker fixed: B1 is open')
    expect(red.status).toBe(1)
    fix()
    const green = run(node, repo.folder, 'npx', ['countersign', 'check'])
    expect(green.out).toContain('The blocker is fixed, awaiting re-review')
    expect(green.status).toBe(0)
  })

  test('the library has these functions, and there is no other way in', () => {
    const script = `
      for (const name of ['review', 'commit', 'assess']) {
        console.log(name, Object.keys(await import('countersign/' + name)).join(' '))
      }
      for (const name of ['countersign', 'countersign/dist/main.js']) {
        await import(name).catch(({ code }) => console.log(code))
      }`
    const { out } = run(node, there.folder, 'node', ['--input-type=module', '-e', script])
    expect(out.trim().split('\n')).toEqual([
      'review applyEdits readReport',
      'commit readCommit',
      'assess assess assessClone read',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    ])
  })
})

describe('the page about the library', () => {
  const blocks = fences('docs/library.md')
  const examples = blocks.flatMap(({ language, code, at }, index) =>
    language === 'ts'
      ? [{ at, code, prints: blocks[index + 1]?.code ?? '', name: `${index}` }]
      : [],
  )
  const folder = () => join(there.folder, 'examples')

  /** Wrong on purpose: were a type lost on the way, it would be `any`, and this no mistake. */
  const MISUSE = `
    import { assessClone } from 'countersign/assess'
    import { readCommit } from 'countersign/commit'
    import { readReport } from 'countersign/review'
    // @ts-expect-error
    export const title: number = readReport('').title
    // @ts-expect-error
    export const subject: number = readCommit('').subject
    // @ts-expect-error
    export const answer: number = (await assessClone({ folder: '.' })).assessment
  `

  beforeAll(() => {
    mkdirSync(folder())
    for (const { name, code } of examples) writeFileSync(join(folder(), `${name}.ts`), code)
    writeFileSync(join(folder(), 'misuse.ts'), MISUSE)
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: [],
    }
    writeFileSync(join(folder(), 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  })

  test('its examples are right by their types, without the types of anything else', () => {
    const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
    const { out, status } = run(own, folder(), process.execPath, [tsc, '-p', '.'])
    expect(out).toBe('')
    expect(status).toBe(0)
    expect(existsSync(join(folder(), 'misuse.js'))).toBe(true)
  })

  test.each(examples)('the one at $at prints what stands below it', ({ name, prints }) => {
    const { repo } = blockedBranch()
    const script = join(folder(), `${name}.js`)
    const out = execFileSync(process.execPath, [script], { cwd: repo.folder, encoding: 'utf8' })
    expect(out).toBe(prints)
  })
})
