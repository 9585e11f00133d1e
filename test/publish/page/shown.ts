import { PullPage } from '../../../src/publish/page/pull-page.tsx'
import { htmlOf } from '../../../src/publish/page/render.ts'
import type { Frame, Shown } from '../../../src/publish/page/shown.ts'
import type { OpenPull } from '../../../src/snapshot/open-pulls.ts'
import type { Snapshot } from '../../../src/snapshot/snapshot.ts'
import { judged } from '../../support/history.ts'
import { checkPage } from './strict-html.ts'

/** What the page of these facts shows. */
export const shownOf = (snapshot: Snapshot): Shown => ({
  snapshot,
  assessment: judged(snapshot),
  at: '2026-01-05T09:40:12Z',
})

/** Around a page for Casey, and for somebody whom we don't know. */
export const CASEYS: Frame = { visitor: 'casey', signIn: null, stylesheet: '/style.css' }
export const STRANGERS: Frame = {
  visitor: null,
  signIn: '/auth/sign-in?to=%2F',
  stylesheet: '/style.css',
}

/** An open pull request with that check. */
export const openPull = (
  number: number,
  check: OpenPull['check'],
  more: Partial<OpenPull> = {},
): OpenPull => ({
  owner: 'acme',
  repo: 'widgets',
  number,
  title: `Change ${number}`,
  author: 'casey',
  branch: `feat/${number}`,
  isDraft: false,
  updatedAt: '2026-01-05T09:40:00Z',
  url: `https://github.com/acme/widgets/pull/${number}`,
  check,
  asked: [],
  ...more,
})

/** The page of a pull request with these facts: its HTML, and what it says. */
export const pageOf = (snapshot: Snapshot): { readonly html: string; readonly text: string } => {
  const html = htmlOf(PullPage({ shown: shownOf(snapshot), frame: CASEYS }))
  return { html, text: checkPage(html) }
}

/** Each of these stands on the page, in this order. */
export const says = (text: string, ...parts: readonly string[]) => {
  let at = 0
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found === -1)
      throw new Error(`"${part}" is missing behind ${text.slice(Math.max(0, at - 200), at + 1500)}`)
    at = found + part.length
  }
}

/** Where the story's repository is. */
export const GITHUB = 'https://github.com/acme/widgets'
