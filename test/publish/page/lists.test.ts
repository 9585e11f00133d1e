import { describe, expect, test } from '@jest/globals'
import { HomePage } from '../../../src/publish/page/home-page.tsx'
import { NoticePage } from '../../../src/publish/page/notice-page.tsx'
import { htmlOf } from '../../../src/publish/page/render.ts'
import { RepositoryPage } from '../../../src/publish/page/repository-page.tsx'
import { STYLESHEET } from '../../../src/publish/page/stylesheet.ts'
import { CASEYS, openPull, STRANGERS } from './shown.ts'
import { checkPage, readStrictly } from './strict-html.ts'

const open = {
  total: 70,
  pulls: [
    openPull(1, { conclusion: 'success', title: 'Both blockers are fixed' }),
    openPull(
      2,
      { conclusion: 'failure', title: 'B1 is open' },
      { asked: ['robin'], isDraft: true },
    ),
    openPull(3, null),
    openPull(4, { conclusion: null, title: 'Reading' }),
  ],
}
const headings = (html: string) => [...html.matchAll(/<h2 id="([^"]*)"/gu)].map(([, id]) => id)

describe('a repository', () => {
  const html = htmlOf(
    RepositoryPage({
      owner: 'acme',
      repo: 'widgets',
      webUrl: 'https://github.com/acme/widgets',
      open,
      frame: CASEYS,
    }),
  )
  const text = checkPage(html)

  test('lists the red ones first, each with a link to its page', () => {
    expect(headings(html)).toEqual(['red', 'green', 'neutral'])
    expect([...html.matchAll(/href="(\/acme[^"]*)"/gu)].map(([, href]) => href)).toEqual([
      '/acme/widgets/pull/2',
      '/acme/widgets/pull/1',
      '/acme/widgets/pull/3',
      '/acme/widgets/pull/4',
    ])
  })

  test('says what each check says', () => {
    expect(text).toContain(
      '70 open pull requests; of the 4 that changed last: 1 red, 1 green, 2 neutral',
    )
    expect(text).toContain('Red B1 is open')
    expect(text).toContain('draftby caseyfeat/2review asked of robin')
    expect(text).toContain('Not assessed there is no check on its head yet')
    expect(text).toContain('In progress Reading')
  })

  test('tells where we are', () => {
    expect(html).toContain('<span aria-current="page"><bdi>acme/widgets</bdi></span>')
  })

  test('without pull requests says so', () => {
    const none = RepositoryPage({
      owner: 'acme',
      repo: 'widgets',
      webUrl: 'https://github.com/acme/widgets',
      open: { pulls: [], total: 0 },
      frame: CASEYS,
    })
    expect(checkPage(htmlOf(none))).toContain('No open pull request')
  })
})

describe('the front page', () => {
  test('of a stranger says what this is, and where to sign in', () => {
    const html = htmlOf(HomePage({ needs: [], repositories: [], more: false, frame: STRANGERS }))
    expect(checkPage(html)).toContain('keeps a ledger of their blockers')
    expect(html).toContain('<a class="action" href="/auth/sign-in?to=%2F">Sign in with GitHub</a>')
    expect(headings(html)).toEqual([])
  })

  test('of a stranger offers no sign-in where there is none', () => {
    const frame = { ...STRANGERS, signIn: null }
    expect(
      checkPage(htmlOf(HomePage({ needs: [], repositories: [], more: false, frame }))),
    ).not.toContain('Sign in')
  })

  test('says what waits for the visitor', () => {
    const [pull] = open.pulls.slice(1)
    const html = htmlOf(
      HomePage({
        needs: pull === undefined ? [] : [{ pull, why: 'You wrote it, and B1 is open' }],
        repositories: [
          { owner: 'acme', repo: 'widgets', isPrivate: true, open },
          { owner: 'acme', repo: 'gone', isPrivate: false, open: null },
          { owner: 'acme', repo: 'quiet', isPrivate: false, open: { pulls: [], total: 0 } },
        ],
        more: true,
        frame: CASEYS,
      }),
    )
    const text = checkPage(html)
    expect(text).toContain('What needs you\nChange 2 acme/widgets#2\nYou wrote it, and B1 is open')
    expect(text).toContain('acme/widgetsprivate70 open, of the last 4: 1 red, 1 green, 2 neutral')
    expect(text).toContain('acme/gonecould not be read just now')
    expect(text).toContain('acme/quietnothing open')
    expect(text).toContain('Any other is at its own address')
    expect(text).toContain('Signed in as caseySign out')
    expect(html).toContain('<form class="visitor" method="post" action="/auth/sign-out">')
  })

  test('says when nothing does', () => {
    const text = checkPage(
      htmlOf(HomePage({ needs: [], repositories: [], more: false, frame: CASEYS })),
    )
    expect(text).toContain('Nothing waits for you.')
    expect(text).toContain('Countersign is installed in no repository that you may see.')
  })
})

test('a notice says what it is given', () => {
  const html = htmlOf(NoticePage({ title: 'Not found', text: ['One.', 'Two.'], frame: STRANGERS }))
  expect(checkPage(html)).toContain('Not found\nOne.\nTwo.')
})

test('styles and icon come from our own files alone', () => {
  const { tags } = readStrictly(htmlOf(NoticePage({ title: 'x', text: [], frame: CASEYS })))
  expect(tags.filter(({ name }) => name === 'link')).toMatchObject([
    { attributes: { rel: 'stylesheet', href: '/style.css' } },
    { attributes: { rel: 'icon', href: '/assets/icon.svg' } },
  ])
  expect(STYLESHEET).not.toMatch(/@import|url\(|<\//u)
  expect(STYLESHEET.split('{').length).toBe(STYLESHEET.split('}').length)
})
