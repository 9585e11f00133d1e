import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import type { FrontRequest, Reply } from './front.ts'
import { fieldsOf, jsonOf, jsonReply, refusal } from './replies.ts'
import type { Call, Rule } from './rules.ts'
import { formOf, type Sessions } from './sessions.ts'
import { signInPage } from './sign-in-page.ts'
import type { Users } from './users.ts'
import { page } from './web-page.ts'
import { APP_NAME, CLIENT_ID, CLIENT_SECRET, USERS } from './world.ts'

interface Means {
  readonly users: Users
  readonly sessions: Sessions
  /** Where the App may have people sent back to. */
  readonly redirects: Set<string>
}

/** What a code was given for. */
interface Grant {
  readonly login: string
  readonly redirect: string
  readonly challenge: string
}

/** Signing in to the App. The emulator knows no PKCE, and wants to know all addresses when it starts. */
export function oauthRules(means: Means): readonly Rule[] {
  const grants = new Map<string, Grant>()
  return [
    {
      method: 'GET',
      path: /^\/login\/oauth\/authorize$/,
      answer: ({ request }) => authorize(means, request),
    },
    {
      method: 'POST',
      path: /^\/login\/oauth\/callback$/,
      answer: (call) => comeBack(means, grants, call),
    },
    {
      method: 'POST',
      path: /^\/login\/oauth\/access_token$/,
      answer: (call) => exchange(means, grants, call),
    },
    {
      method: 'DELETE',
      path: /^\/applications\/(?<client>[^/]+)\/token$/,
      answer: async (call) => revoke(means, call),
    },
  ]
}

async function authorize(means: Means, { url }: FrontRequest): Promise<Reply> {
  const asked = Object.fromEntries(url.searchParams)
  return (
    (await problemOf(means, asked)) ??
    signInPage('/login/oauth/callback', `${APP_NAME} would like to know who you are.`, {
      client_id: CLIENT_ID,
      redirect_uri: asked.redirect_uri ?? [...means.redirects][0] ?? '',
      state: asked.state ?? '',
      scope: asked.scope ?? '',
      code_challenge: asked.code_challenge ?? '',
      code_challenge_method: asked.code_challenge_method ?? '',
    })
  )
}

type Asked = Readonly<Record<string, string | undefined>>

async function problemOf({ redirects }: Means, asked: Asked): Promise<Reply | null> {
  if (asked.client_id !== CLIENT_ID) {
    return page(404, 'Not found', html`<h1>There is no such application</h1>`)
  }
  if (asked.redirect_uri !== undefined && !redirects.has(addressOf(asked.redirect_uri))) {
    return page(
      400,
      'Redirect URI mismatch',
      html`<h1>Be careful!</h1>
<p>The <code>redirect_uri</code> is not associated with this application.</p>`,
    )
  }
  const hasPlainChallenge = Boolean(asked.code_challenge) && asked.code_challenge_method !== 'S256'
  return hasPlainChallenge
    ? page(400, 'Bad request', html`<h1>The code challenge must be made by S256</h1>`)
    : null
}

/** Where it leads, whatever its query says. */
export function addressOf(uri: string): string {
  if (!URL.canParse(uri)) return uri
  const { origin, pathname } = new URL(uri)
  return `${origin}${pathname}`
}

/** Somebody pressed his button: he is sent back with a code of the emulator's. */
async function comeBack(means: Means, grants: Map<string, Grant>, call: Call): Promise<Reply> {
  const form = Object.fromEntries(formOf(call.request))
  const problem = await problemOf(means, form)
  if (problem !== null) return problem
  const login = USERS.find((user) => user === form.login)
  if (login === undefined) return refusal(422, 'There is no such user')
  const reply = await call.forward()
  const { location } = reply.headers
  const code = new URL(String(location)).searchParams.get('code') ?? ''
  grants.set(code, {
    login,
    redirect: form.redirect_uri ?? '',
    challenge: form.code_challenge ?? '',
  })
  return { ...reply, headers: { ...reply.headers, 'set-cookie': means.sessions.begin(login) } }
}

async function exchange({ users }: Means, grants: Map<string, Grant>, call: Call): Promise<Reply> {
  const { request } = call
  const isJson = String(request.headers['content-type']).includes('json')
  const form: Readonly<Record<string, unknown>> = isJson
    ? call.fields
    : Object.fromEntries(formOf(request))
  const isApp = form.client_id === CLIENT_ID && form.client_secret === CLIENT_SECRET
  const code = String(form.code)
  const grant = grants.get(code)
  if (!isApp) return inItsFormat(request, await call.forward())
  if (grant === undefined) return inItsFormat(request, jsonReply(200, BAD_CODE))
  if (form.redirect_uri !== undefined && form.redirect_uri !== grant.redirect) {
    return inItsFormat(request, jsonReply(200, REDIRECT_MISMATCH))
  }
  // A code works once, and is spent by a wrong attempt, too.
  grants.delete(code)
  if (grant.challenge !== '' && challengeOf(form.code_verifier) !== grant.challenge) {
    return inItsFormat(request, jsonReply(200, BAD_CODE))
  }
  const reply = await call.forward()
  const { access_token: token } = fieldsOf(jsonOf(reply))
  if (typeof token === 'string') users.signIn(token, grant.login)
  return inItsFormat(request, reply)
}

const BAD_CODE = {
  error: 'bad_verification_code',
  error_description: 'The code passed is incorrect or expired.',
}

const REDIRECT_MISMATCH = {
  error: 'redirect_uri_mismatch',
  error_description:
    'The redirect_uri MUST match the registered callback URL for this application.',
}

const challengeOf = (verifier: unknown): string =>
  createHash('sha256').update(String(verifier)).digest('base64url')

/** GitHub answers with a form unless it is asked for JSON. */
function inItsFormat(request: FrontRequest, reply: Reply): Reply {
  if (String(request.headers.accept).includes('json')) return reply
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fieldsOf(jsonOf(reply)))) form.set(name, String(value))
  return {
    status: reply.status,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(form.toString()),
  }
}

function revoke({ users }: Means, call: Call): Reply {
  const secret = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')
  const isApp =
    call.param('client') === CLIENT_ID && call.request.headers.authorization === `Basic ${secret}`
  const { access_token: token } = call.fields
  if (!isApp || typeof token !== 'string' || !users.signOut(token)) {
    return refusal(404, 'Not Found')
  }
  return jsonReply(204, undefined)
}
