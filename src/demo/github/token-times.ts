import type { FrontRequest, Reply } from './front.ts'
import { fieldsOf, refusal } from './replies.ts'
import { tokenOf } from './requests.ts'

/** So long a JSON web token of an App may live, in seconds. */
const LONGEST_S = 600
/** GitHub lets clocks differ by a little. */
const LEEWAY_S = 60

/** Why GitHub refuses a JSON web token whose times are wrong by GitHub's clock; null when they aren't, or it is none. */
export function mistimed(request: FrontRequest): Reply | null {
  if (!tokenOf(request).startsWith('eyJ')) return null
  const { iat, exp } = claimsOf(request)
  const now = Date.now() / 1_000
  if (Number(exp) < now) return EXPIRED
  if (Number(exp) > now + LONGEST_S + LEEWAY_S) return TOO_FAR
  return Number(iat) > now + LEEWAY_S ? TOO_EARLY : null
}

/** Whose App's JSON web token a request carries, by what it says itself; empty when it is none. */
export const issuerOf = (request: FrontRequest): string => String(claimsOf(request).iss ?? '')

function claimsOf(request: FrontRequest) {
  const [, payload = ''] = tokenOf(request).split('.')
  return fieldsOf(parsed(Buffer.from(payload, 'base64url').toString('utf8')))
}

const EXPIRED = refusal(
  401,
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
)
const TOO_FAR = refusal(401, "'Expiration time' claim ('exp') is too far in the future")
const TOO_EARLY = refusal(
  401,
  "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
