import { Hono } from 'hono'
import { timeout } from 'hono/timeout'
import type { Logger } from 'pino'
import type { Probot } from 'probot'
import type { Addresses } from '../../publish/addresses.ts'
import { ourCheck } from '../../publish/check-run.ts'
import type { Shown } from '../../publish/page/shown.ts'
import type { Octokit } from '../../snapshot/asking.ts'
import type { PullRef } from '../../snapshot/snapshot.ts'
import { type Config, openBadges } from '../config.ts'
import { answers, SIGN_OUT_PATH, type SiteEnv } from './answers.tsx'
import { failedBadge, isBadge } from './badge-answer.ts'
import { badgeRoutes } from './badge-routes.ts'
import { failureOf, tooSlow } from './failure.ts'
import { gitHubSignIn } from './github-sign-in.ts'
import { installations, unlessHidden } from './installations.ts'
import { pageRoutes } from './page-routes.tsx'
import { securityHeaders } from './security-headers.ts'
import { NO_SESSIONS, sessions } from './session.ts'
import { signInRoutes } from './sign-in.ts'
import { visitorsGitHub } from './visitors-github.ts'
import { whoMaySee } from './who-may-see.ts'

/** A pull request as its page shows it; null where there is none. Throws when GitHub fails. */
export type ShowPull = (octokit: Octokit, pull: PullRef) => Promise<Shown | null>

/** The same, with the App's own client for that repository; null, too, where the App isn't installed. */
export type ShownAt = (pull: PullRef) => Promise<Shown | null>

export interface SiteMeans {
  readonly config: Config
  readonly probot: Probot
  readonly log: Logger
  readonly show: ShowPull
  readonly addresses: Addresses
}

/** A large pull request is read from GitHub in many requests. Who asks again meanwhile waits for the same reading. */
const MOST_MS = 30_000

/** The pages and badges: everything that people and browsers ask of this server. */
export function site({ config, probot, log, show, addresses }: SiteMeans): Hono<SiteEnv> {
  const { webUrl, apiUrl, signIn, publicPages, appId } = config
  const publicUrl = addresses.root
  const secure = publicUrl.startsWith('https:')
  const ours = ourCheck(appId)
  const session = signIn === null ? NO_SESSIONS : sessions(signIn.clientSecret, secure)
  const github = signIn && visitorsGitHub(apiUrl, signIn)
  const installed = installations(probot)
  const who = whoMaySee({
    github,
    installations: installed,
    publicPages,
    openBadges: openBadges(config),
  })
  const answer = answers(session, signIn !== null)

  const shownAt: ShownAt = async (pull) => {
    const octokit = await installed.at(pull)
    return octokit && unlessHidden(() => show(octokit, pull))
  }

  const routes = new Hono<SiteEnv>()
  routes.use(securityHeaders(publicUrl))
  routes.use(async (c, next) => {
    const isSignOut = c.req.method === 'POST' && c.req.path === SIGN_OUT_PATH
    if (!isSignOut && !['GET', 'HEAD'].includes(c.req.method)) return answer.notAllowed(c)
    return next()
  })
  routes.use(timeout(MOST_MS, tooSlow))
  routes.route('/', badgeRoutes({ who, show: shownAt, addresses, installed, ours }))
  routes.use(async (c, next) => {
    c.set('visitor', await session.visitor(c))
    return next()
  })
  if (signIn !== null && github !== null) {
    const callback = `${publicUrl}/auth/callback`
    const oauth = gitHubSignIn({ webUrl, ...signIn, callback })
    const { clientSecret: secret } = signIn
    routes.route('/', signInRoutes({ publicUrl, secret, oauth, github, session, answer, log }))
  }
  routes.route(
    '/',
    pageRoutes({ who, show: shownAt, installed, github, answer, ours, webUrl, log }),
  )
  routes.notFound((c) => answer.notHere(c))
  routes.onError((error, c) => {
    const { id, whose } = failureOf(error, c, log)
    return isBadge(c) ? failedBadge(c) : answer.fails(c, whose, id)
  })
  return routes
}
