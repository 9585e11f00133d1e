import type { FrontRequest, Reply } from './front.ts'
import { fieldsOf, jsonOf, refusal } from './replies.ts'
import { tokenOf } from './requests.ts'
import type { Rule } from './rules.ts'
import { APP_BOT, USERS } from './world.ts'

export interface Users {
  readonly loginOf: (request: FrontRequest) => string
  /** Refuses tokens that nobody was given; the emulator would take them for its first user's. */
  readonly refuse: (request: FrontRequest) => Reply | null
  readonly rules: readonly Rule[]
}

/** Who is who, by their tokens. */
export function users(): Users {
  const minted = new Set<string>()
  return {
    loginOf: (request) => userOf(tokenOf(request)) ?? APP_BOT,
    refuse: (request) => {
      const token = tokenOf(request)
      const known =
        token === '' || token.startsWith('eyJ') || minted.has(token) || userOf(token) !== undefined
      return known ? null : refusal(401, 'Bad credentials')
    },
    rules: [
      {
        method: 'POST',
        path: /^\/app\/installations\/\d+\/access_tokens$/,
        answer: async ({ forward }) => {
          const reply = await forward()
          const { token } = fieldsOf(jsonOf(reply))
          if (typeof token === 'string') minted.add(token)
          return reply
        },
      },
    ],
  }
}

const userOf = (token: string): string | undefined =>
  USERS.find((login) => token.startsWith(`user-token-${login}-`))
