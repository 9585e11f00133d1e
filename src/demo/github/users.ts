import type { FrontRequest, Reply } from './front.ts'
import type { Installations } from './installations.ts'
import { refusal } from './replies.ts'
import { tokenOf } from './requests.ts'
import { APP_BOT, USERS } from './world.ts'

export interface Users {
  readonly loginOf: (request: FrontRequest) => string
  /** Does the token allow writing one of these? That of a user allows what he may do himself. */
  readonly mayWrite: (request: FrontRequest, permissions: readonly string[]) => boolean
  /** From now on that token is this user's, who signed in. */
  readonly signIn: (token: string, login: string) => void
  /** False when it was nobody's. */
  readonly signOut: (token: string) => boolean
  /** Refuses tokens that nobody was given; the emulator would take them for its first user's. */
  readonly refuse: (request: FrontRequest) => Reply | null
}

/** What GitHub tells an App that lacks a permission. */
export const NOT_ACCESSIBLE = refusal(403, 'Resource not accessible by integration')

/** Who is who, by their tokens. */
export function users(installations: Installations): Users {
  const signedIn = new Map<string, string>()
  const userOf = (token: string): string | undefined => signedIn.get(token) ?? givenTo(token)
  return {
    loginOf: (request) => userOf(tokenOf(request)) ?? APP_BOT,
    mayWrite: (request, permissions) => installations.may(request, permissions, 'write'),
    signIn: (token, login) => {
      signedIn.set(token, login)
    },
    signOut: (token) => signedIn.delete(token),
    refuse: (request) => {
      const token = tokenOf(request)
      const known =
        token === '' ||
        token.startsWith('eyJ') ||
        // The App's id and secret; whoever takes these looks at them himself.
        /^basic /i.test(token) ||
        installations.ofRequest(request) !== null ||
        userOf(token) !== undefined
      return known ? null : refusal(401, 'Bad credentials')
    },
  }
}

const givenTo = (token: string): string | undefined =>
  USERS.find((login) => token.startsWith(`user-token-${login}-`))
