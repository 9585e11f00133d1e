import type { Config } from '../config.ts'
import type { ShownApp } from './asked-app.ts'
import { type Finding, info, wrong } from './finding.ts'

/** Whether people can sign in. The callback URL is one thing that GitHub shows to nobody. */
export function signInFinding({ signIn, publicUrl }: Config, app: ShownApp | null): Finding {
  const page = app?.settings ?? 'the App’s settings page'
  if (signIn === null || publicUrl === null) {
    const next =
      publicUrl === null
        ? null
        : `For that, set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, both from ${page}.`
    return info('sign-in', 'Nobody can sign in.', next)
  }
  if (app !== null && app.clientId !== null && app.clientId !== signIn.clientId) {
    return wrong(
      'sign-in',
      `GITHUB_CLIENT_ID is another App’s: this one’s is ${app.clientId}.`,
      `Set it, and GITHUB_CLIENT_SECRET to a client secret from ${page}.`,
    )
  }
  return info(
    'sign-in',
    'People can sign in, if the App’s callback URL is right; GitHub doesn’t show it.',
    `See that "Callback URL" is ${publicUrl}/auth/callback at ${page}.`,
  )
}
