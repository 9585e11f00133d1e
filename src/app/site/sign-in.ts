import { Hono } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Answers, type Asked, SIGN_OUT_PATH, type SiteEnv } from './answers.tsx'
import type { GitHubSignIn, SignedIn } from './github-sign-in.ts'
import { ownAddress } from './own-address.ts'
import { sealedCookie } from './sealed-cookie.ts'
import type { Sessions } from './session.ts'
import type { VisitorsGitHub } from './visitors-github.ts'

export interface SignInMeans {
  readonly publicUrl: string
  readonly secret: string
  readonly oauth: GitHubSignIn
  readonly github: VisitorsGitHub
  readonly session: Sessions
  readonly answer: Answers
  readonly log: Logger
}

/** How long somebody may take on GitHub's page. */
const MOST_SECONDS = 600

/** Signing in with GitHub, and out. */
export function signInRoutes(means: SignInMeans): Hono<SiteEnv> {
  const { publicUrl, secret, oauth, github, session, answer, log } = means
  const secure = publicUrl.startsWith('https:')
  const flowCookie = sealedCookie({ name: 'flow', secret, secure, shape: flowShape })
  const routes = new Hono<SiteEnv>()

  routes.get('/auth/sign-in', async (c) => {
    const { url, flow } = await oauth.begin()
    await flowCookie.write(
      c,
      { ...flow, to: ownAddress(publicUrl, c.req.query('to')) },
      MOST_SECONDS,
    )
    return away(c, url)
  })

  routes.get('/auth/callback', async (c) => {
    const flow = await flowCookie.read(c)
    // Good for one return, whatever comes of it.
    flowCookie.remove(c)
    const path = flow === null ? '/' : flow.to.slice(publicUrl.length)
    if (flow === null) return answer.notSignedIn(c, 400, TOO_LATE, path)
    const came = new URL(c.req.url).searchParams
    const found = await oauth.finish(came, flow)
    if (found.kind !== 'token') return refused(c, found, path)
    const { token, seconds } = found
    await session.start(c, { login: await github.login(token), token }, seconds)
    return away(c, flow.to)
  })

  routes.get(SIGN_OUT_PATH, (c) => answer.notAllowed(c))

  routes.post(SIGN_OUT_PATH, async (c) => {
    // Browsers say where a form comes from; other sites' are not heeded.
    if (c.req.header('origin') !== publicUrl) return answer.notSignedOut(c)
    const visitor = c.get('visitor')
    session.end(c)
    c.set('visitor', null)
    if (visitor != null) await revoke(visitor.token)
    return away(c, `${publicUrl}/`, 303)
  })

  const refused = (c: Asked, found: Exclude<SignedIn, { kind: 'token' }>, to: string) => {
    switch (found.kind) {
      case 'denied':
        return answer.notSignedIn(c, 403, DENIED, to)
      case 'invalid':
        return answer.notSignedIn(c, 400, INVALID, to)
      case 'misconfigured':
        log.error({ reason: found.reason }, 'GitHub refuses our sign-in')
        return answer.notSignedIn(c, 503, MISCONFIGURED, to)
    }
  }
  // They are signed out here, whether or not GitHub hears of it now; the token ends by itself within hours.
  const revoke = (token: string) =>
    github.revoke(token).catch((err: unknown) => log.warn({ err }, 'could not revoke a token'))
  return routes
}

/** To a whole address, as one that was put together from a request's own host could lead anywhere. */
const away = (c: Asked, url: string, status: 302 | 303 = 302): Response => {
  c.header('Cache-Control', 'no-store')
  return c.redirect(url, status)
}

const flowShape = z.object({ state: z.string(), verifier: z.string(), to: z.string() })

const TOO_LATE =
  'This sign-in was begun more than 10 minutes ago, or in another browser, or is over already.'
const DENIED = 'You did not allow it on GitHub.'
const INVALID =
  'GitHub’s answer does not belong to the sign-in that was begun here, or was used before.'
const MISCONFIGURED =
  'GitHub does not accept this server’s settings for signing in. Tell whoever runs it: the reason is in its log.'
