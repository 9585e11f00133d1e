import { html } from 'hono/html'
import type { Events } from './events.ts'
import type { Reply } from './front.ts'
import type { Installations } from './installations.ts'
import type { NewApp, NewApps } from './new-app.ts'
import type { Call, Rule } from './rules.ts'
import { formOf, type Sessions } from './sessions.ts'
import { notFoundPage, page, redirect } from './web-page.ts'
import { APP_SLUG, HOUSEKEEPER } from './world.ts'

interface Means {
  readonly newApps: NewApps
  readonly sessions: Sessions
  readonly installations: Installations
  readonly events: Events
  /** The organizations that are there. */
  readonly accounts: readonly string[]
}

const APP_PAGE = `/apps/${APP_SLUG}`

/** The pages of an App that somebody made: what it is, and where it can be installed. */
export function installRules(means: Means): readonly Rule[] {
  const { newApps, sessions } = means
  const ofTheApp =
    (answer: (call: Call, app: NewApp, login: string) => Promise<Reply>) =>
    async (call: Call): Promise<Reply> => {
      const app = newApps.made()
      const login = sessions.of(call.request)
      if (app === null) return notFoundPage(login)
      if (login !== null) return answer(call, app, login)
      return redirect(`/login?return_to=${encodeURIComponent(call.request.url.pathname)}`)
    }
  return [
    {
      method: 'GET',
      path: new RegExp(`^${APP_PAGE}$`),
      answer: async (call) => {
        const app = newApps.made()
        // The API has the same path, on another host.
        const isPage = String(call.request.headers.accept).includes('text/html')
        return app === null || !isPage ? call.forward() : appPage(app, sessions.of(call.request))
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^${APP_PAGE}/installations/new$`),
      answer: ofTheApp(async (_, app, login) => installPage(means, app, login)),
    },
    {
      method: 'POST',
      path: new RegExp(`^${APP_PAGE}/installations/new$`),
      answer: ofTheApp((call, app, login) => install(means, call, app, login)),
    },
  ]
}

const appPage = ({ name, owner, manifest }: NewApp, login: string | null): Promise<Reply> =>
  page(
    200,
    name,
    html`<h1>${name}</h1>
<p>${manifest.description ?? ''}</p>
<p class="quiet">An App of ${owner}.</p>
<p><a href="${APP_PAGE}/installations/new">Install</a></p>`,
    login,
  )

/** Owners install it; a private App on the account only that owns it. Users have no repositories here. */
const offered = ({ accounts }: Means, { owner, manifest }: NewApp, login: string) =>
  accounts.filter((account) => login === HOUSEKEEPER && (manifest.public || account === owner))

const installPage = (means: Means, app: NewApp, login: string): Promise<Reply> => {
  const accounts = offered(means, app, login)
  return page(
    200,
    `Install ${app.name}`,
    html`<h1>Install ${app.name}</h1>
${accounts.length === 0 ? html`<p>There is no account on which you could install it.</p>` : ''}
${accounts.map(
  (account) => html`<form method="post">
<input type="hidden" name="account" value="${account}">
<p>All repositories of ${account} <button type="submit">Install on ${account}</button></p>
</form>`,
)}`,
    login,
  )
}

async function install(means: Means, call: Call, app: NewApp, login: string): Promise<Reply> {
  const { installations, events } = means
  const account = formOf(call.request).get('account') ?? ''
  if (!offered(means, app, login).includes(account)) return notFoundPage(login)
  const { id } = installations.install(account)
  await events.installation('installation', account, { action: 'created', repositories: [] })
  const { setup_url: setupUrl } = app.manifest
  if (setupUrl === undefined) return redirect(APP_PAGE)
  const back = new URL(setupUrl)
  back.searchParams.set('installation_id', String(id))
  back.searchParams.set('setup_action', 'install')
  return redirect(back.href)
}
