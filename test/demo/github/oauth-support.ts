import { createHash } from 'node:crypto'
import type { Here } from './git-hub-of-this-file.ts'

export const BACK = 'http://127.0.0.1:4000/signed-in'
const VERIFIER = 'a verifier that nobody else knows, of at least 43 characters'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

type Fields = Readonly<Record<string, string>>

/** What the App sends people to the sign-in page with. */
export const asked = ({ github }: Here, more: Fields = {}): Fields => ({
  client_id: github.clientId,
  redirect_uri: BACK,
  state: 'a state',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...more,
})

export const authorize = ({ github }: Here, fields: Fields) =>
  fetch(`${github.url}/login/oauth/authorize?${new URLSearchParams(fields)}`)

/** Presses the button of that user on the sign-in page. */
export async function press({ github }: Here, markup: string, login: string) {
  const form = markup.split('<form').find((one) => one.includes(`>${login}<`)) ?? ''
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? ''
  const inputs = form.matchAll(/name="([^"]*)" value="([^"]*)"/g)
  const body = new URLSearchParams(
    [...inputs].map(([, name = '', value = '']): [string, string] => [name, value]),
  )
  const url = `${github.url}${action}`
  return fetch(url, { method: 'POST', body, redirect: 'manual' })
}

export async function codeOf(here: Here, login: string, more: Fields = {}) {
  const back = await press(here, await (await authorize(here, asked(here, more))).text(), login)
  const location = new URL(back.headers.get('location') ?? '')
  return location.searchParams.get('code') ?? ''
}

export async function exchange({ github }: Here, code: string, more: Fields = {}) {
  const { url, clientId, clientSecret } = github
  const response = await fetch(`${url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: BACK,
      code_verifier: VERIFIER,
      ...more,
    }),
  })
  return { status: response.status, body: (await response.json()) as Fields }
}

/** The token of somebody who signs in. */
export const tokenFor = async (here: Here, login: string) => {
  const { body } = await exchange(here, await codeOf(here, login))
  return body.access_token ?? ''
}

export async function get({ github }: Here, token: string, path: string) {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${github.url}${path}`, { headers })
  return { status: response.status, body: await response.json() }
}
