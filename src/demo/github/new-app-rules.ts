import { html } from 'hono/html'
import { readManifest } from './app-manifest.ts'
import type { AppSettings } from './app-settings.ts'
import type { Client } from './client.ts'
import type { Deliveries } from './deliveries.ts'
import type { Reply } from './front.ts'
import { conversionOf, type Draft, isTaken, type NewApps } from './new-app.ts'
import { addressOf } from './oauth-rules.ts'
import { jsonReply, refusal } from './replies.ts'
import type { Call, Rule } from './rules.ts'
import { formOf, type Sessions } from './sessions.ts'
import { notFoundPage, page, redirect } from './web-page.ts'
import { HOUSEKEEPER, ORGANIZATION } from './world.ts'

export interface NewAppMeans {
  readonly client: Client
  readonly url: string
  readonly newApps: NewApps
  readonly sessions: Sessions
  readonly deliveries: Deliveries
  readonly appSettings: AppSettings
  /** Where the App may have people sent back to. */
  readonly redirects: Set<string>
  readonly secrets: { readonly privateKey: string; readonly webhookSecret: string }
}

/** GitHub takes no longer names. */
const MOST_OF_A_NAME = 34

/** Making an App by a manifest: the page that asks once more, the button, and the code for the credentials. */
export function newAppRules(means: NewAppMeans): readonly Rule[] {
  return [
    {
      method: 'POST',
      path: /^(?:\/organizations\/(?<org>[^/]+))?\/settings\/apps\/new$/,
      answer: (call) => takeManifest(means, call),
    },
    {
      method: 'GET',
      path: /^\/settings\/apps\/manifest\/(?<draft>[0-9a-f]+)$/,
      answer: (call) => askOnceMore(means, call),
    },
    {
      method: 'POST',
      path: /^\/settings\/apps\/manifest\/(?<draft>[0-9a-f]+)$/,
      answer: (call) => make(means, call),
    },
    {
      method: 'POST',
      path: /^\/app-manifests\/(?<code>[^/]+)\/conversions$/,
      answer: async ({ param }) => {
        const app = means.newApps.redeem(param('code'))
        if (app === null) return refusal(404, 'Not Found')
        return jsonReply(201, await conversionOf(means.client, means.url, app, means.secrets))
      },
    },
  ]
}

/** The form comes from another site, and without the visitor's cookie: the page to which it leads has that. */
async function takeManifest({ newApps }: NewAppMeans, { request, param }: Call): Promise<Reply> {
  const read = readManifest(formOf(request).get('manifest') ?? '')
  if (!read.ok) return invalid(read.problems)
  const organization = param('org') === '' ? null : param('org')
  const state = request.url.searchParams.get('state') ?? ''
  const id = newApps.draft({ manifest: read.manifest, organization, state })
  return redirect(`/settings/apps/manifest/${id}`)
}

const invalid = (problems: readonly string[]): Promise<Reply> =>
  page(
    422,
    'Invalid GitHub App configuration',
    html`<h1>Invalid GitHub App configuration</h1>
<p>The configuration does not appear to be a valid GitHub App manifest.</p>
<ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`,
  )

async function askOnceMore(means: NewAppMeans, call: Call): Promise<Reply> {
  const login = means.sessions.of(call.request)
  if (login === null) {
    return redirect(`/login?return_to=${encodeURIComponent(call.request.url.pathname)}`)
  }
  const draft = means.newApps.drafted(call.param('draft'))
  if (draft === null || !maySetUp(draft, login)) return notFoundPage(login)
  return confirmPage(draft, login, draft.manifest.name ?? '', null)
}

/** An organization's settings are its owners'. */
const maySetUp = ({ organization }: Draft, login: string): boolean =>
  organization === null || (organization === ORGANIZATION && login === HOUSEKEEPER)

const confirmPage = (
  { organization }: Draft,
  login: string,
  name: string,
  problem: string | null,
): Promise<Reply> =>
  page(
    problem === null ? 200 : 422,
    'Create GitHub App',
    html`<h1>Create GitHub App for ${organization ?? login}</h1>
${problem === null ? '' : html`<p role="alert">${problem}</p>`}
<form method="post">
<p><label for="name">GitHub App name</label> <input id="name" name="name" value="${name}"></p>
<button type="submit">Create GitHub App for ${organization ?? login}</button>
</form>`,
    login,
  )

async function make(means: NewAppMeans, call: Call): Promise<Reply> {
  const { newApps, sessions, deliveries, appSettings, redirects } = means
  const login = sessions.of(call.request)
  const draft = newApps.drafted(call.param('draft'))
  if (login === null || draft === null || !maySetUp(draft, login)) return notFoundPage(login)
  const name = (formOf(call.request).get('name') ?? '').trim()
  const problem = problemOf(name)
  if (problem !== null) return confirmPage(draft, login, name, problem)
  const { manifest, organization, state } = draft
  const code = newApps.make({ name, owner: organization ?? login, manifest })
  if (code === null) return confirmPage(draft, login, name, 'There is room for one App here')
  const {
    hook_attributes: hook,
    default_permissions: permissions,
    default_events: events,
  } = manifest
  deliveries.deliverTo(hook?.active === true ? hook.url : null)
  appSettings.change({ permissions, events })
  for (const url of manifest.callback_urls) redirects.add(addressOf(url))
  const back = new URL(manifest.redirect_url)
  back.searchParams.set('code', code)
  if (state !== '') back.searchParams.set('state', state)
  return redirect(back.href)
}

function problemOf(name: string): string | null {
  if (name === '') return 'Name can’t be blank'
  if (name.length > MOST_OF_A_NAME)
    return `Name is too long (maximum is ${MOST_OF_A_NAME} characters)`
  return isTaken(name) ? 'Name is already in use' : null
}
