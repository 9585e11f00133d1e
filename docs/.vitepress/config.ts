import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { parse } from 'yaml'
import { anchorOf, asOnGitHub } from './as-on-github.ts'

/** The pages in the order in which a reader needs them; each is called by its title. */
const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  'Get started': ['walk-through', 'command-line', 'getting-started', 'ci', 'comparison', 'gallery'],
  'Write reviews': ['review-format', 'for-agents', 'commands', 'pages'],
  'Set the rules': ['policy', 'accuracy'],
  'Run the App': ['set-up', 'deploying', 'reliability', 'security'],
  'Look inside': ['library', 'architecture', 'bench'],
}

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const titleOf = (page: string): string => /^# (.+)$/m.exec(textOf(`../${page}.md`))?.[1] ?? page

const { url: repository }: { readonly url: string } = parse(textOf('../../app.yml'))

export default defineConfig({
  lang: 'en',
  title: 'Countersign',
  titleTemplate: ':title · Countersign',
  description: 'A review that says "blocking" keeps the pull request red until it is fixed.',
  outDir: '../site',
  // The pages say where the App is on the reader’s own machine.
  ignoreDeadLinks: 'localhostLinks',
  cacheDir: '../node_modules/.cache/vitepress',
  // The pictures are light or dark as the system is; a switch of the page's own would not change them.
  appearance: 'force-auto',
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => asOnGitHub(markdown, repository),
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Changelog', link: `${repository}/blob/main/CHANGELOG.md` },
      { text: 'Source', link: repository },
    ],
    sidebar: Object.entries(CHAPTERS).map(([text, pages]) => ({
      text,
      items: pages.map((page) => ({ text: titleOf(page), link: `/${page}` })),
    })),
  },
})
