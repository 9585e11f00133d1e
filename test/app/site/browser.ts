import { request } from 'node:http'
import type { User } from '../../../src/demo/github/world.ts'

/** Somebody's browser at one site: it keeps that site's cookies, and follows nothing by itself. */
export interface Browser {
  readonly cookies: Map<string, string>
  /** A path of the site, or a whole address. */
  readonly get: (to: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly ask: (
    method: string,
    to: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
  /** Signs in on GitHub's page, and goes where that leads. */
  readonly signIn: (login: User, to?: string) => Promise<Answer>
  /** The same, up to where GitHub sends it back to. */
  readonly allowOnGitHub: (login: User, to?: string) => Promise<string>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where it leads. */
  readonly location: string | null
}

export function browserAt(root: string): Browser {
  const cookies = new Map<string, string>()
  const ask: Browser['ask'] = async (method, to, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await answerTo(new URL(to, root), {
      method,
      headers: { ...(cookie !== '' && { cookie }), ...headers },
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(set) ?? []
      if (value === '' || /max-age=0/iu.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  const get: Browser['get'] = (to, headers) => ask('GET', to, headers)
  const allowOnGitHub: Browser['allowOnGitHub'] = async (login, to = '/') => {
    const { location } = await get(`/auth/sign-in?to=${encodeURIComponent(to)}`)
    if (location === null) throw new Error('Signing in leads nowhere')
    return back(location, login)
  }
  return {
    cookies,
    get,
    ask,
    allowOnGitHub,
    signIn: async (login, to) => get(await allowOnGitHub(login, to)),
  }
}

/** Presses the button of that user on GitHub's page; where GitHub sends him. */
async function back(authorize: string, login: User): Promise<string> {
  const { text } = await answerTo(new URL(authorize))
  for (const [form, action = ''] of text.matchAll(
    /<form[^>]* action="([^"]*)"[\s\S]*?<\/form>/gu,
  )) {
    const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/gu)].map(
      ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')],
    )
    if (!fields.some(([name, value]) => name === 'login' && value === login)) continue
    const body = new URLSearchParams(fields)
    const { location } = await answerTo(new URL(action, authorize), { method: 'POST', body })
    if (location !== null) return location
  }
  throw new Error(`GitHub has no button for ${login}:\n${text}`)
}

async function answerTo(url: URL, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  return {
    status: response.status,
    headers: response.headers,
    text: await response.text(),
    location: response.headers.get('location'),
  }
}

/** Asks for a path as it is written, by any host's name, which no browser would do. */
export const askRaw = (
  root: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly location: string; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(root)
    const asked = request({ hostname, port, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      const { statusCode: status = 0, headers } = response
      response.on('end', () => resolve({ status, location: headers.location ?? '', text }))
    })
    asked.on('error', reject).end()
  })

/** What an answer says, but for when. */
export const saidBy = ({ status, headers, text }: Answer): unknown => ({
  status,
  text,
  headers: Object.fromEntries([...headers].filter(([name]) => name !== 'date')),
})
