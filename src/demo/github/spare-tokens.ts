import { createSign } from 'node:crypto'
import { z } from 'zod'
import { connect } from './client.ts'
import type { FrontRequest } from './front.ts'
import type { Installations } from './installations.ts'
import { tokenOf } from './requests.ts'
import { APP_ID } from './world.ts'

/** The emulator allows 5,000 requests an hour to a token; our own limits shall be the only ones that are felt. */
const MOST_REQUESTS = 4_000

/** Puts another token of the same installation into its place whenever one has served long enough. */
export function spareTokens(
  origin: string,
  privateKey: string,
  installations: Installations,
): (request: FrontRequest) => Promise<FrontRequest> {
  const app = connect(origin, () => jsonWebToken(privateKey))
  const serving = new Map<string, { token: Promise<string>; left: number }>()
  const spare = async (id: number, permissions: unknown): Promise<string> => {
    const path = `/app/installations/${id}/access_tokens`
    return (await app.send(tokenShape, 'POST', path, { permissions })).token
  }
  return async (request) => {
    const given = tokenOf(request)
    const minted = installations.minted(given)
    if (minted === null) return request
    const known = serving.get(given) ?? { token: Promise.resolve(given), left: MOST_REQUESTS }
    if (known.left === 0) {
      known.token = spare(minted.at.id, minted.permissions)
      known.left = MOST_REQUESTS
    }
    known.left -= 1
    serving.set(given, known)
    const authorization = `token ${await known.token}`
    return { ...request, headers: { ...request.headers, authorization } }
  }
}

const tokenShape = z.looseObject({ token: z.string() })

/** How an App says who it is. */
function jsonWebToken(privateKey: string): string {
  const now = Math.floor(Date.now() / 1_000)
  const encoded = [
    { alg: 'RS256', typ: 'JWT' },
    { iss: String(APP_ID), iat: now, exp: now + 300 },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = createSign('RSA-SHA256').update(encoded).sign(privateKey, 'base64url')
  return `${encoded}.${signature}`
}
