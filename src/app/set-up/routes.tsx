import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { setCookie } from 'hono/cookie'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Logger } from 'pino'
import { ICON, ICON_PATH } from '../../publish/page/icon.ts'
import { htmlOf } from '../../publish/page/render.ts'
import { ContinuePage } from '../../publish/page/set-up/continue-page.tsx'
import { FormPage } from '../../publish/page/set-up/form-page.tsx'
import { InstalledPage } from '../../publish/page/set-up/installed-page.tsx'
import { KeepPage } from '../../publish/page/set-up/keep-page.tsx'
import { SetUpNotice } from '../../publish/page/set-up/notice-page.tsx'
import { SET_UP_STYLESHEET } from '../../publish/page/set-up/style.ts'
import type { Config } from '../config.ts'
import { PLAN } from '../reconcile/reconciler.ts'
import { securityHeaders } from '../site/security-headers.ts'
import { type Filled, filledIn, readForm, suggested } from './form.ts'
import {
  CREATED_PATH,
  INSTALLED_PATH,
  MOST_OF_A_NAME,
  manifestOf,
  projectUrl,
  type Wanted,
} from './manifest.ts'
import type { Progress } from './progress.ts'
import type { Settings } from './settings.ts'
import { isOurHost, VISITOR_COOKIE } from './visitors.ts'
import {
  FAILED,
  FROM_ELSEWHERE,
  NOT_FOUND,
  NOT_HERE,
  notReached,
  notStarted,
  refused,
  UNKNOWN,
  type Words,
} from './words.ts'

export interface RouteMeans {
  readonly settings: Settings
  /** The settings as they are, with credentials that open nothing. */
  readonly config: Config
  readonly progress: Progress
  readonly log: Logger
}

type Asked = Context<{ Bindings: HttpBindings }>

export const EVERY_MINUTES = PLAN.every / 60_000
export const docsUrl = (): string => `${projectUrl()}/blob/main/docs`

const KEEP_PATH = '/set-up/keep'
const STYLESHEET_PATH = `/set-up/style-${createHash('sha256').update(SET_UP_STYLESHEET).digest('hex').slice(0, 12)}.css`
const MOST_BYTES = 16 * 1024

/** The pages of the set-up. */
export function setUpRoutes({ settings, config, progress, log }: RouteMeans) {
  const { webUrl } = config
  const page = (c: Asked, shown: JSX.Element, status: Status = 200) => {
    c.header('Cache-Control', 'no-store')
    return c.html(htmlOf(shown), status)
  }
  const notice = (c: Asked, status: Status, { title, text, link }: Words) =>
    page(
      c,
      <SetUpNotice title={title} text={text} link={link} stylesheet={STYLESHEET_PATH} />,
      status,
    )
  const form = (c: Asked, filled: Filled, problems: readonly string[] = []) =>
    page(
      c,
      <FormPage
        filled={filled}
        fixedUrl={config.publicUrl}
        problems={problems}
        webHost={new URL(webUrl).host}
        mostOfAName={MOST_OF_A_NAME}
        everyMinutes={EVERY_MINUTES}
        stylesheet={STYLESHEET_PATH}
      />,
      problems.length === 0 ? 200 : 422,
    )

  let last: Filled | null = null

  const routes = new Hono<{ Bindings: HttpBindings }>()
  routes.use(securityHeaders('http://localhost'))
  routes.use(async (c, next) => {
    if (isOurHost(c.req.header('host'), config.host)) return next()
    return notice(c, 421, NOT_HERE)
  })
  routes.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('That is too much.', 413) }))
  routes.use(csrf())
  routes.get(STYLESHEET_PATH, (c) => {
    c.header('Cache-Control', 'public, max-age=31536000, immutable')
    return c.body(SET_UP_STYLESHEET, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })
  routes.get(ICON_PATH, (c) => c.body(ICON, 200, { 'Content-Type': 'image/svg+xml' }))

  routes.get('/', (c) =>
    progress.app() === null ? form(c, last ?? suggested(config)) : onwards(c),
  )

  // Browsers hold the whole way of a form against this, so GitHub is named only where one leads there.
  routes.post('/', securityHeaders('http://localhost', ["'self'", webUrl]), async (c) => {
    if (progress.app() !== null) return onwards(c)
    const filled = filledIn(new URLSearchParams(await c.req.text()))
    last = filled
    const read = readForm(filled, settings, config)
    if (!read.ok) return form(c, filled, read.problems)
    const { wanted } = read
    const manifest = manifestOf(wanted, new URL(c.req.url).origin)
    return page(
      c,
      <ContinuePage
        name={wanted.name}
        owner={wanted.organization}
        action={newAppUrl(webUrl, wanted, progress.begin(wanted))}
        manifest={JSON.stringify(manifest)}
        stylesheet={STYLESHEET_PATH}
      />,
    )
  })

  routes.get(CREATED_PATH, async (c) => {
    if (progress.app() !== null) return onwards(c)
    const { code = '', state = '' } = c.req.query()
    const came = await progress.cameBack(code, state)
    switch (came.kind) {
      case 'unknown':
        return notice(c, 400, UNKNOWN)
      case 'refused':
        return notice(c, 410, refused(webUrl))
      case 'failed':
        return notice(c, 502, notReached(came.reason))
      case 'made':
        return afterKeeping(c)
    }
  })

  routes.post(KEEP_PATH, async (c) => {
    const path = new URLSearchParams(await c.req.text()).get('path') ?? ''
    progress.keepAt(path.trim())
    return afterKeeping(c)
  })
  // Somebody reloads what the form led to.
  routes.get(KEEP_PATH, (c) => afterKeeping(c))

  /** Starts the App once its credentials are kept; asks where to keep them until then. */
  const afterKeeping = async (c: Asked) => {
    const app = progress.app()
    if (app === null) return c.redirect('/', 303)
    const unkept = progress.unkept()
    if (unkept !== null) {
      return page(
        c,
        <KeepPage name={app.name} {...unkept} action={KEEP_PATH} stylesheet={STYLESHEET_PATH} />,
        500,
      )
    }
    // The App takes this port over: what comes next has to come by a connection to it.
    c.header('Connection', 'close')
    const problems = await progress.start(c.env.outgoing)
    if (problems.length > 0) return notice(c, 500, notStarted(progress.path(), problems))
    setCookie(c, VISITOR_COOKIE, progress.visitor, COOKIE)
    return onwards(c)
  }

  routes.get(INSTALLED_PATH, async (c) => {
    const app = progress.app()
    const publicUrl = progress.publicUrl()
    if (app === null || progress.unkept() !== null) return afterKeeping(c)
    return page(
      c,
      <InstalledPage
        name={app.name}
        appUrl={app.url}
        settingsUrl={app.settingsUrl}
        installed={await progress.installed()}
        publicUrl={publicUrl}
        everyMinutes={EVERY_MINUTES}
        keptAt={progress.path()}
        docs={docsUrl()}
        again={INSTALLED_PATH}
        stylesheet={STYLESHEET_PATH}
      />,
    )
  })
  routes.notFound((c) => notice(c, 404, NOT_FOUND))
  routes.onError((error, c) => {
    if (error instanceof HTTPException) return notice(c, 403, FROM_ELSEWHERE)
    log.error({ err: error, path: c.req.path }, 'could not answer')
    return notice(c, 500, FAILED)
  })
  return routes
}

type Status = 200 | 400 | 403 | 404 | 410 | 421 | 422 | 500 | 502

const onwards = (c: Asked): Response => c.redirect(INSTALLED_PATH, 303)

/** GitHub sends people back from its own pages, so a cookie for this site's links only would not come along. */
const COOKIE = { httpOnly: true, sameSite: 'Lax', path: '/' } as const

/** Where GitHub takes a manifest from somebody. */
function newAppUrl(webUrl: string, { organization }: Wanted, state: string): string {
  const whose = organization === null ? '' : `/organizations/${encodeURIComponent(organization)}`
  return `${webUrl}${whose}/settings/apps/new?state=${encodeURIComponent(state)}`
}
