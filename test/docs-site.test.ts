import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { peopleOfThisFile, seen } from './browser/people.ts'
import { textOf } from './support/documentation.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SOURCES = readdirSync('docs').filter((name) => name.endsWith('.md'))
const NAMES = SOURCES.map((name) => name.replace(/md$/, 'html'))
const { url: REPOSITORY }: { readonly url: string } = parse(textOf('app.yml'))

const somebody = peopleOfThisFile()
const folder = mkdtempSync(join(tmpdir(), 'countersign-docs-'))
let server: Server
let site = ''

beforeAll(async () => {
  execFileSync('npm', ['run', '--silent', 'docs', '--', '--outDir', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  server = createServer((request, response) => {
    const path = join(folder, decodeURI(new URL(request.url ?? '/', 'http://x').pathname))
    const file = path.endsWith('/') ? `${path}index.html` : path
    if (!existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 300_000)

afterAll(() => {
  server?.close()
  rmSync(folder, { recursive: true })
})

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
}

/** The values of attributes in a built page. */
const valuesOf = (html: string, attribute: RegExp): readonly string[] =>
  [...html.matchAll(attribute)].map(([, value = '']) => value.replaceAll('&amp;', '&'))

const built = (name: string): string => readFileSync(join(folder, name), 'utf8')
/** Without scripts, which are no part of what is read. */
const markupOf = (name: string): string => built(name).replaceAll(/<script[\s\S]*?<\/script>/g, '')
const hrefs = (name: string): readonly string[] =>
  valuesOf(markupOf(name), /<a\s[^>]*?href="([^"]*)"/g)

describe('npm run docs', () => {
  test('makes a page of every page', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(NAMES))
  })

  test('leads to every page from every page', () => {
    const others = NAMES.filter((name) => name !== 'index.html').map((name) => `/${name}`)
    for (const name of NAMES) expect(hrefs(name)).toEqual(expect.arrayContaining(['/', ...others]))
  })

  test.each(NAMES)('%s: its links, pictures and files lead somewhere', (name) => {
    const links = [
      ...hrefs(name),
      ...valuesOf(markupOf(name), /<(?:img|source)\s[^>]*?\bsrc(?:set)?="([^"]*)"/g),
      ...valuesOf(built(name), /<(?:script|link)\s[^>]*?\b(?:src|href)="([^"]*)"/g),
    ]
    const inside = links.filter((link) => !/^[a-z]+:/.test(link))
    expect(inside.length).toBeGreaterThan(NAMES.length)
    expect(inside.filter((link) => !leadsSomewhere(link, name))).toEqual([])
  })

  test('what is no page is in the repository, at a place that is there', () => {
    const source = `${REPOSITORY}/blob/main/`
    const paths = NAMES.flatMap(hrefs)
      .filter((link) => link.startsWith(source))
      .map((link) => link.slice(source.length).replace(/#.*/, ''))
    expect(new Set(paths)).toEqual(new Set([...paths, 'app.yml', 'CHANGELOG.md']))
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  test('the gallery shows every picture that there is, light and dark', () => {
    const shown = [...textOf('docs/gallery.md').matchAll(/pictures\/([\w-]+\.png)/g)]
    expect(shown.map(([, file]) => file).sort()).toEqual(readdirSync('docs/pictures').sort())
    const built = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.png'))
    expect(built).toHaveLength(shown.length)
  })
})

/** A page, a heading of it, or a file of the site. */
function leadsSomewhere(link: string, from: string): boolean {
  const { pathname, hash } = new URL(link, `http://site/${from}`)
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  if (!existsSync(join(folder, name))) return false
  return hash === '' || built(name).includes(`id="${decodeURIComponent(hash.slice(1))}"`)
}

describe('in a browser', () => {
  // Whoever asks another host, or writes to the console, fails: see people.ts.
  test('the pages ask nobody else for anything', async () => {
    const { page } = await somebody()
    const missing: string[] = []
    page.on('response', (answer) => {
      if (!answer.ok()) missing.push(answer.url())
    })
    for (const name of NAMES) {
      await page.goto(`${site}/${name}`, { waitUntil: 'networkidle' })
      expect(await page.locator('h1').count()).toBe(1)
    }
    expect(missing).toEqual([])
  })

  test('somebody searches for what to do after a rebase, and gets there', async () => {
    const { page } = await somebody()
    await page.goto(site)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('searchbox').fill('rebase force-push')
    await page
      .getByRole('option', { name: /After a rebase/ })
      .first()
      .click()
    await page.waitForURL(/policy\.html#after-a-rebase-or-force-push$/)
    expect(await seen(page.locator('h1'))).toContain('Policy')
  })

  test.each(['index.html', 'policy.html'])('%s can be used by everybody', async (name) => {
    const { page } = await somebody()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${site}/${name}`, { waitUntil: 'networkidle' })
      await page.evaluate(AXE)
      const found = (await page.evaluate('axe.run({ preload: false })')) as AxeResults
      expect(found.passes.length).toBeGreaterThan(10)
      const grave = found.violations.filter(({ impact }) => /serious|critical/.test(impact))
      const told = grave.map(
        ({ id, help, nodes }) =>
          `${colorScheme} ${id}: ${help}, ${nodes.map((n) => n.html).join(' ')}`,
      )
      expect(told).toEqual([])
    }
  })
})

interface AxeResults {
  readonly passes: readonly unknown[]
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly help: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}
