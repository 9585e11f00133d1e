import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import type { FrontRequest, Reply } from './front.ts'
import type { Reactions } from './reactions.ts'
import type { Reviews } from './reviews.ts'
import type { Roles } from './roles.ts'
import type { Call, Rule } from './rules.ts'
import { formOf, type Sessions } from './sessions.ts'
import { anything } from './shapes.ts'
import { signInPage } from './sign-in-page.ts'
import { blobPage, commitPage } from './web-code.ts'
import { notFoundPage, redirect } from './web-page.ts'
import { pullPage } from './web-pull.ts'
import { USERS } from './world.ts'

export interface WebMeans {
  /** The front, rules and all. */
  readonly outside: Client
  readonly talk: Conversations
  readonly reviews: Reviews
  readonly reactions: Reactions
  readonly sessions: Sessions
  readonly roles: Roles
}

/** What people see at the addresses that the API calls `html_url`. */
export function webRules(means: WebMeans): readonly Rule[] {
  const { sessions } = means
  const pull = webPath('/pull/(?<number>\\d+)')
  const shown =
    (show: (means: WebMeans, call: Call, login: string | null) => Promise<Reply | null>) =>
    async (call: Call): Promise<Reply> => {
      const login = sessions.of(call.request)
      const maySee = await mayRead(means, call.repository, login)
      return (maySee ? await show(means, call, login) : null) ?? notFoundPage(login)
    }
  return [
    {
      method: 'GET',
      path: webPath('/blob/(?<ref>[^/]+)/(?<path>.+)'),
      answer: shown(blobPage),
    },
    { method: 'GET', path: webPath('/commit/(?<sha>[0-9a-f]+)'), answer: shown(commitPage) },
    { method: 'GET', path: pull, answer: shown(pullPage) },
    { method: 'POST', path: pull, answer: shown(comment) },
    {
      method: 'GET',
      path: /^\/login$/,
      answer: async ({ request }) => {
        const back = request.url.searchParams.get('return_to') ?? cameFrom(request)
        return signInPage('/session', 'To read what is private and to comment.', {
          return_to: back,
        })
      },
    },
    { method: 'POST', path: /^\/session$/, answer: async (call) => signIn(means, call) },
    {
      method: 'POST',
      path: /^\/logout$/,
      answer: async ({ request }) =>
        redirect(`/login?return_to=${encodeURIComponent(cameFrom(request))}`, {
          'set-cookie': sessions.end(request),
        }),
    },
  ]
}

/** The page on which somebody chose to sign in or out. */
function cameFrom({ headers, url }: FrontRequest): string {
  const { referer = '' } = headers
  const from = URL.canParse(referer) ? new URL(referer) : null
  return from?.host === url.host && !from.pathname.startsWith('/login') ? from.pathname : '/'
}

/** A page of a repository; the API's own paths have a longer beginning. */
const webPath = (rest: string): RegExp =>
  new RegExp(`^/(?!repos/)(?<owner>[^/]+)/(?<repo>[^/]+)${rest}$`)

/** Who hasn't signed in reads what is public. */
async function mayRead(
  { outside, roles }: WebMeans,
  repository: string,
  login: string | null,
): Promise<boolean> {
  const { status } = await outside.ask('GET', `/repos/${repository}`, undefined, login ?? undefined)
  return status === 200 && (await roles.of(repository, login ?? '-')) !== null
}

/** A comment takes the way of all comments, with its webhook. */
async function comment(
  { outside }: WebMeans,
  { request, repository, param }: Call,
  login: string | null,
): Promise<Reply> {
  const page = `/${repository}/pull/${param('number')}`
  if (login === null) return redirect(`/login?return_to=${encodeURIComponent(page)}`)
  const body = (formOf(request).get('body') ?? '').replaceAll('\r\n', '\n')
  const path = `/repos/${repository}/issues/${param('number')}/comments`
  if (body.trim() !== '') await outside.send(anything, 'POST', path, { body }, login)
  return redirect(page)
}

function signIn({ sessions }: WebMeans, { request }: Call): Reply {
  const form = formOf(request)
  const login = USERS.find((user) => user === form.get('login'))
  const back = form.get('return_to') ?? '/'
  // To a page of ours only.
  const target = /^\/(?![/\\])/.test(back) ? back : '/'
  return redirect(target, login === undefined ? {} : { 'set-cookie': sessions.begin(login) })
}
