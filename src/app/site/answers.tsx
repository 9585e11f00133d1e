import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { ICON } from '../../publish/page/icon.ts'
import { NoticePage } from '../../publish/page/notice-page.tsx'
import { htmlOf } from '../../publish/page/render.ts'
import type { Frame } from '../../publish/page/shown.ts'
import { STYLESHEET } from '../../publish/page/stylesheet.ts'
import type { Failure } from './failure.ts'
import type { Sessions, Visitor } from './session.ts'

/** What is known of a request: who is signed in. */
export interface SiteEnv {
  readonly Variables: { visitor?: Visitor | null }
}

export type Asked = Context<SiteEnv>

/** The answers that more than one route gives. None says more than the visitor may know. */
export interface Answers {
  readonly page: (c: Asked, of: (frame: Frame) => JSX.Element) => Response
  readonly stylesheet: (c: Asked) => Response
  readonly icon: (c: Asked) => Response
  /** To anybody who may not see it or for whom it isn't there: always the same. */
  readonly notHere: (c: Asked) => Response
  readonly unseen: (c: Asked) => Response
  /** GitHub takes the visitor's token no more. */
  readonly signedOut: (c: Asked) => Response
  /** The form that signs out was sent from elsewhere. */
  readonly notSignedOut: (c: Asked) => Response
  readonly notAllowed: (c: Asked) => Response
  readonly fails: (c: Asked, whose: Failure['whose'], id: string) => Response
  /** Signing in came to nothing. `to` is where it should have led. */
  readonly notSignedIn: (c: Asked, status: 400 | 403 | 503, text: string, to: string) => Response
}

/** The address changes with the content, so browsers may keep it for good. */
export const STYLESHEET_PATH = `/assets/style-${createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 12)}.css`

/** @param canSignIn whether this server can sign anybody in */
export function answers(session: Sessions, canSignIn: boolean): Answers {
  const frameOf = (c: Asked, to = c.req.path): Frame => {
    const visitor = c.get('visitor')?.login ?? null
    const signIn = canSignIn && visitor === null ? signInPath(to) : null
    return { visitor, signIn, stylesheet: STYLESHEET_PATH }
  }
  const notice = (c: Asked, status: Status, { title, text }: Words, to?: string): Response => {
    c.header('Cache-Control', 'no-store')
    const frame = frameOf(c, to)
    return c.html(htmlOf(<NoticePage title={title} text={text} frame={frame} />), status)
  }
  const notHere = (c: Asked) => notice(c, 404, NOT_HERE)
  return {
    page: (c, of) => {
      c.header('Cache-Control', c.get('visitor') == null ? 'no-cache' : 'private, no-store')
      c.header('Vary', 'Cookie')
      return c.html(htmlOf(of(frameOf(c))))
    },
    stylesheet: (c) => {
      c.header('Cache-Control', 'public, max-age=31536000, immutable')
      return c.body(STYLESHEET, 200, { 'Content-Type': 'text/css; charset=utf-8' })
    },
    icon: (c) => {
      c.header('Cache-Control', 'public, max-age=86400')
      return c.body(ICON, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
    },
    notHere,
    unseen: (c) => {
      if (c.get('visitor') != null) return notHere(c)
      return notice(c, 401, canSignIn ? SIGN_IN : NOBODY_SIGNS_IN)
    },
    signedOut: (c) => {
      session.end(c)
      c.set('visitor', null)
      return notice(c, 401, ENDED)
    },
    notSignedOut: (c) => notice(c, 403, NOT_SIGNED_OUT, '/'),
    notAllowed: (c) => {
      const isSignOut = c.req.path === SIGN_OUT_PATH
      c.header('Allow', isSignOut ? 'POST' : 'GET, HEAD')
      return notice(c, 405, isSignOut ? NOT_SIGNED_OUT : NOT_ALLOWED)
    },
    fails: (c, whose, id) => {
      if (whose === 'ours') return notice(c, 500, weFail(id))
      c.header('Retry-After', whose === 'busy' ? '60' : '10')
      return notice(c, 503, whose === 'busy' ? BUSY : gitHubFails(id))
    },
    notSignedIn: (c, status, text, to) =>
      notice(c, status, { title: 'You are not signed in', text: [text, AGAIN] }, to),
  }
}

export const SIGN_OUT_PATH = '/auth/sign-out'
export const signInPath = (to: string): string => `/auth/sign-in?to=${encodeURIComponent(to)}`

type Status = 400 | 401 | 403 | 404 | 405 | 500 | 503
interface Words {
  readonly title: string
  /** Its paragraphs. */
  readonly text: readonly string[]
}

const AGAIN = 'Choose “Sign in with GitHub” to try again.'

const NOT_HERE: Words = {
  title: 'There is nothing here that you can see',
  text: [
    'Either it does not exist, or Countersign is not installed there, or GitHub does not show it to you.',
    'Check the address. If it is right, ask an owner of the repository.',
  ],
}
const SIGN_IN: Words = {
  title: 'Sign in to see this page',
  text: ['You see here what GitHub shows you. Choose “Sign in with GitHub”.'],
}
const NOBODY_SIGNS_IN: Words = {
  title: 'Sign in to see this page',
  text: [
    'Nobody can sign in on this server yet. Whoever runs it has to set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.',
  ],
}
const ENDED: Words = {
  title: 'Sign in again',
  text: ['GitHub has ended your sign-in. Choose “Sign in with GitHub” to go on.'],
}
const NOT_SIGNED_OUT: Words = {
  title: 'You were not signed out',
  text: ['That did not come from a page of this site. Use the button “Sign out” on one.'],
}
const NOT_ALLOWED: Words = {
  title: 'This can only be read',
  text: ['Open the page in a browser.'],
}

const BUSY: Words = {
  title: 'Too much at once',
  text: [
    'More was asked for than this server asks of GitHub within a minute, or it took too long. Reload the page in a minute.',
  ],
}
const gitHubFails = (id: string): Words => ({
  title: 'GitHub does not answer right now',
  text: [
    'This site shows what GitHub says. Reload the page in a few seconds.',
    `If it stays so, tell whoever runs this server. It is ${id} in the log.`,
  ],
})
const weFail = (id: string): Words => ({
  title: 'Something failed here',
  text: [`It is not your fault. Tell whoever runs this server. It is ${id} in the log.`],
})
