import { randomBytes } from 'node:crypto'
import type { FrontRequest } from './front.ts'

/** Who has signed in to the pages, by a cookie. */
export interface Sessions {
  readonly of: (request: FrontRequest) => string | null
  /** The `Set-Cookie` that begins one. */
  readonly begin: (login: string) => string
  readonly end: (request: FrontRequest) => string
}

const COOKIE = 'user_session'

export function sessions(): Sessions {
  const known = new Map<string, string>()
  return {
    of: (request) => known.get(cookieOf(request) ?? '') ?? null,
    begin: (login) => {
      const id = randomBytes(24).toString('base64url')
      known.set(id, login)
      return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`
    },
    end: (request) => {
      known.delete(cookieOf(request) ?? '')
      return `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
    },
  }
}

const cookieOf = ({ headers }: FrontRequest): string | undefined =>
  (headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1)

/** The fields of a form. */
export const formOf = (request: FrontRequest): URLSearchParams =>
  new URLSearchParams(request.body.toString('utf8'))
