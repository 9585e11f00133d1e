import { hkdfSync } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { z } from 'zod'

/** A cookie that only this server can read or write. */
export interface SealedCookie<Content> {
  /** What is in it; null without one, and for one that is too old, broken, or sealed with another secret. */
  readonly read: (c: Context) => Promise<Content | null>
  readonly write: (c: Context, content: Content, seconds: number) => Promise<void>
  readonly remove: (c: Context) => void
}

export interface Sealing<Content> {
  /** Says what the cookie is for, too: one can't stand in for another. */
  readonly name: string
  readonly secret: string
  readonly shape: z.ZodType<Content>
  /** Whether the site is served by https only. */
  readonly secure: boolean
}

/** Encrypted and authenticated with a key that is made from the secret. It ends by itself, whatever the browser does. */
export function sealedCookie<Content extends object>({
  name,
  secret,
  shape,
  secure,
}: Sealing<Content>): SealedCookie<Content> {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `countersign cookie ${name}`, 32))
  // The browser takes a cookie of this prefix from this very host by https only.
  const fullName = `${secure ? '__Host-' : ''}countersign-${name}`
  // `Lax`, as people come from links on GitHub, and back from signing in there.
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax', secure }
  return {
    read: async (c) => {
      const sealed = getCookie(c, fullName)
      if (sealed === undefined) return null
      try {
        const { payload } = await jwtDecrypt(sealed, key, HOW_READ)
        return shape.safeParse(payload.content).data ?? null
      } catch {
        return null
      }
    },
    write: async (c, content, seconds) => {
      const sealed = await new EncryptJWT({ content })
        .setProtectedHeader(HOW)
        .setIssuedAt()
        .setExpirationTime(`${seconds} seconds`)
        .encrypt(key)
      setCookie(c, fullName, sealed, { ...options, maxAge: seconds })
    },
    remove: (c) => void deleteCookie(c, fullName, options),
  }
}

const HOW = { alg: 'dir', enc: 'A256GCM' } as const
const HOW_READ = {
  keyManagementAlgorithms: [HOW.alg],
  contentEncryptionAlgorithms: [HOW.enc],
  requiredClaims: ['exp'],
}
