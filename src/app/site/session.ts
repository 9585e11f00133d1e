import type { Context } from 'hono'
import { z } from 'zod'
import { sealedCookie } from './sealed-cookie.ts'

/** Somebody who is signed in. */
export interface Visitor {
  readonly login: string
  /** GitHub's for them: it opens what both they and the App may see. */
  readonly token: string
}

/** Who is signed in is known by their cookie alone: nothing is stored here. */
export interface Sessions {
  readonly visitor: (c: Context) => Promise<Visitor | null>
  /** @param seconds for how long GitHub's token is good, null for as long as it isn't revoked */
  readonly start: (c: Context, visitor: Visitor, seconds: number | null) => Promise<void>
  readonly end: (c: Context) => void
}

/** A working day. */
const MOST_SECONDS = 8 * 3_600

/** @param secret another one ends all sessions */
export function sessions(secret: string, secure: boolean): Sessions {
  const cookie = sealedCookie({ name: 'session', secret, secure, shape: visitorShape })
  return {
    visitor: cookie.read,
    start: (c, visitor, seconds) =>
      cookie.write(c, visitor, Math.min(seconds ?? MOST_SECONDS, MOST_SECONDS)),
    end: cookie.remove,
  }
}

/** Where nobody can sign in. */
export const NO_SESSIONS: Sessions = {
  visitor: async () => null,
  start: async () => {},
  end: () => {},
}

const visitorShape = z.object({ login: z.string(), token: z.string() })
