import { describe, expect, test } from '@jest/globals'
import { HomePage } from '../../../src/publish/page/home-page.tsx'
import { NoticePage } from '../../../src/publish/page/notice-page.tsx'
import { PullPage } from '../../../src/publish/page/pull-page.tsx'
import { htmlOf } from '../../../src/publish/page/render.ts'
import { RepositoryPage } from '../../../src/publish/page/repository-page.tsx'
import type { Shown } from '../../../src/publish/page/shown.ts'
import { broken, full, isHash, POISONS, poisoned } from '../hostile.ts'
import { CASEYS, openPull } from './shown.ts'
import { checkPage, readStrictly } from './strict-html.ts'

describe.each(POISONS)('%s', (_, by) => {
  const shown = (one: Shown): Shown => poisoned(one, by)
  const inPlace = (one: Shown): Shown => ({
    ...poisoned(one, (text) => (isHash(text) ? text : by(text))),
    snapshot: {
      ...poisoned(one.snapshot, (text) => (isHash(text) ? text : by(text))),
      webUrl: one.snapshot.webUrl,
    },
  })

  test.each<[string, Shown]>([
    ['in everything', shown(full)],
    ['in everything but hashes and our own address', inPlace(full)],
    ['where the policy is broken', inPlace(broken)],
    ['in the assessment alone', { ...full, assessment: poisoned(full.assessment, by) }],
  ])('does no harm to the page of a pull request, %s', (__, nasty) => {
    const html = htmlOf(PullPage({ shown: nasty, frame: { ...CASEYS, visitor: by('casey') } }))
    checkPage(html)
    expectSafeLinks(html)
  })

  test('does no harm to lists of pull requests and notices', () => {
    const pulls = [
      openPull(1, { conclusion: 'failure', title: 'B1 is open' }, { asked: ['robin'] }),
      openPull(2, null, { isDraft: true }),
    ].map((pull) => poisoned(pull, by))
    const open = { pulls, total: 2 }
    const [owner, repo, webUrl] = [by('acme'), by('widgets'), by('https://github.com/acme/widgets')]
    const repositories = [{ owner, repo, isPrivate: true, open }]
    const needs = pulls.map((pull) => ({ pull, why: by('it is red') }))
    for (const page of [
      RepositoryPage({ owner, repo, webUrl, open, frame: CASEYS }),
      HomePage({ needs, repositories, more: true, frame: CASEYS }),
      NoticePage({ title: by('Not found'), text: [by('It is not here.')], frame: CASEYS }),
    ]) {
      checkPage(htmlOf(page))
      expectSafeLinks(htmlOf(page))
    }
  })
})

test('every part is on the page that is poisoned', () => {
  const { tags } = readStrictly(htmlOf(PullPage({ shown: full, frame: CASEYS })))
  expect(
    tags.filter(({ name }) => name === 'h2').flatMap(({ attributes }) => attributes.id ?? []),
  ).toEqual([
    'next',
    'blockers',
    'diagnostics',
    'commands',
    'unseen',
    'timeline',
    'requirements',
    'reports',
    'validation',
    'discrepancies',
    'policy',
  ])
})

test('a page stays small, whatever is written', () => {
  const html = htmlOf(
    PullPage({
      shown: poisoned(full, (text) => (isHash(text) ? text : text + 'W'.repeat(100_000))),
      frame: CASEYS,
    }),
  )
  expect(html.length).toBeLessThan(400_000)
})

/** A link leads to this page, this site, or to the site of which the data say that it is GitHub, nowhere else. */
function expectSafeLinks(html: string): void {
  for (const { attributes } of readStrictly(html).tags) {
    const { href } = attributes
    if (href === undefined) continue
    expect(href).toMatch(
      /^(?:#[a-z0-9-]+$|\/|https:\/\/(?:github\.com\/acme\/widgets|ci\.example)\b)/u,
    )
    const { pathname } = new URL(href, 'https://countersign.example')
    if (href.startsWith('https://github.com')) expect(pathname).toMatch(/^\/acme\/widgets/u)
  }
}
