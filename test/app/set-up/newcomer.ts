import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { createLog } from '../../../src/app/log.ts'
import type { Running } from '../../../src/app/server.ts'
import { type Begun, beginSetUp, type SetUp } from '../../../src/app/set-up/set-up.ts'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { User } from '../../../src/demo/github/world.ts'
import { openapiProblems } from '../../github/openapi.ts'
import { freePort } from '../../support/built-app.ts'

/** What GitHub signs webhooks with, once it has made the App. */
export const WEBHOOK_SECRET = 'webhook-secret-of-the-new-app'

/** Somebody who starts Countersign for the first time, and a GitHub without the App. */
export interface Newcomer {
  readonly github: EmbeddedGitHub
  readonly begun: Begun
  /** The folder in which it was started. */
  readonly folder: string
  readonly port: number
  /** What the terminal said. */
  readonly said: () => string
  readonly logged: () => string
  /** Every page that was shown. */
  readonly pages: readonly string[]
  /** Asks the server, as a browser does. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Shown>
  /** Fills in the first page's form and sends it. */
  readonly describe: (filled?: Readonly<Record<string, string>>) => Promise<Shown>
  /** The App, once it runs. */
  readonly app: () => Promise<Running>
  readonly end: () => Promise<void>
}

export interface Shown {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  /** Its words. */
  readonly text: string
  /** Where it leads to. */
  readonly location: string
}

type Env = Readonly<Record<string, string>>

/** Begins a set-up in a folder of its own. @param prepare fills the folder before */
export async function newcomer({
  env = {},
  prepare = () => {},
}: {
  readonly env?: Env
  readonly prepare?: (folder: string) => void
} = {}): Promise<Newcomer> {
  const github = await startEmbeddedGitHub({
    webhookSecret: WEBHOOK_SECRET,
    appless: true,
    repositories: [{ name: 'widgets' }, { name: 'gadgets' }, { name: 'vault', private: true }],
  })
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'))
  prepare(folder)
  const lines: string[] = []
  const logLines: string[] = []
  const port = await freePort()
  const begun = await beginSetUp(
    { HOST: '127.0.0.1', PORT: String(port), GITHUB_API_URL: github.url, ...env },
    {
      print: (line) => void lines.push(line),
      log: createLog('trace', { write: (line) => void logLines.push(line) }),
      folder,
      pace: { settle: 5, spacing: 0, retries: [10, 20, 40], atOnce: 8 },
      later: 5,
      plan: null,
      reading: { ms: 20_000 },
    },
  )
  if (!begun.ok) throw new Error(begun.problems.join('\n'))
  const pages: string[] = []
  let cookie = ''
  const ask: Newcomer['ask'] = async (path, init = {}) => {
    const { headers, ...rest } = init
    const response = await fetch(new URL(path, begun.url), {
      redirect: 'manual',
      headers: { ...(cookie !== '' && { cookie }), ...(headers as Env) },
      ...rest,
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const shown = await shownBy(response)
    pages.push(shown.html)
    return shown
  }
  const ended = (): Promise<SetUp> => begun.ended
  return {
    github,
    begun,
    folder,
    port,
    said: () => lines.join('\n'),
    logged: () => logLines.join(''),
    pages,
    ask,
    describe: (filled = {}) =>
      ask('/', {
        method: 'POST',
        headers: { origin: begun.url },
        body: new URLSearchParams({ ...DESCRIBED, ...filled }),
      }),
    app: async () => {
      const outcome = await ended()
      if (!outcome.ok) throw new Error(outcome.problems.join('\n'))
      return outcome.server
    },
    end: async () => {
      await begun.close()
      const outcome = await ended()
      if (outcome.ok) await outcome.server.close()
      await github.close()
      rmSync(folder, { recursive: true, force: true })
      // Signing in has pages of its own, which GitHub's description of its API doesn't list.
      const ofTheApi = github.requests.filter(({ path }) => !path.startsWith('/login/'))
      expect(openapiProblems(ofTheApi)).toEqual([])
    },
  }
}

const DESCRIBED = { name: 'Countersign-acme', organization: 'acme', public_url: '', who: 'owner' }

async function shownBy(response: Response): Promise<Shown> {
  const html = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    html,
    text: plain(html.replaceAll(/<[^>]+>/gu, ' ')).replaceAll(/\s+/gu, ' '),
    location: response.headers.get('location') ?? '',
  }
}

const plain = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The form by which a page leads to GitHub. */
export function leadsTo({ html }: Shown): { readonly action: string; readonly manifest: string } {
  const [, action = ''] = /<form method="post" action="([^"]*)"/u.exec(html) ?? []
  const [, manifest = ''] = /name="manifest" value="([^"]*)"/u.exec(html) ?? []
  return { action: plain(action), manifest: plain(manifest) }
}

/** Somebody signed in to the embedded GitHub's pages, whose buttons they press. */
export async function onGitHub({ url }: EmbeddedGitHub, login: User = 'maintainer') {
  const signedIn = await fetch(`${url}/session`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ login }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const post = async (path: string, fields: Env): Promise<Shown> =>
    shownBy(
      await fetch(new URL(path, url), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams(fields),
      }),
    )
  const get = async (path: string): Promise<Shown> =>
    shownBy(
      await fetch(new URL(path, url), {
        redirect: 'manual',
        headers: { cookie, accept: 'text/html' },
      }),
    )
  return {
    get,
    post,
    /** Takes a manifest there and presses the button. The answer leads back. */
    create: async (page: Shown, name = 'Countersign-acme'): Promise<Shown> => {
      const { action, manifest } = leadsTo(page)
      const { location } = await post(action, { manifest })
      return post(location, { name })
    },
    install: (account = 'acme') => post('/apps/countersign/installations/new', { account }),
  }
}

/** From the first page until GitHub has made the App. @returns where GitHub leads back to */
export async function madeOnGitHub(who: Newcomer, filled: Env = {}): Promise<string> {
  const { location } = await (await onGitHub(who.github)).create(await who.describe(filled))
  return location
}
