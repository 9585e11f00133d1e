import type { IncomingMessage } from 'node:http'
import { parse } from 'hono/utils/cookie'
import { isSameSecret } from '../same-secret.ts'
import { LOCAL_NAMES } from './settings.ts'

/** By this the browser is known that made the App. */
export const VISITOR_COOKIE = 'set_up'

/**
 * Whether a browser asked for this machine by a name of its own, or by the one that the server listens at. Another name
 * leads here only by a trick (DNS rebinding) or from outside.
 */
export function isOurHost(host: string | undefined, listening: string): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return (
    LOCAL_NAMES.includes(hostname) || (!ANY.includes(listening) && hostname === named(listening))
  )
}

/** They mean every address of the machine. */
const ANY = ['0.0.0.0', '::', '*']

const named = (host: string): string => (host.includes(':') ? `[${host}]` : host.toLowerCase())

/** Whether a request comes from the browser that made the App. */
export function isVisitor(request: IncomingMessage, listening: string, visitor: string): boolean {
  const given = parse(request.headers.cookie ?? '', VISITOR_COOKIE)[VISITOR_COOKIE]
  return (
    given !== undefined &&
    isSameSecret(given, visitor) &&
    isOurHost(request.headers.host, listening)
  )
}
