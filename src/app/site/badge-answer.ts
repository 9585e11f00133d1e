import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type Badge, FAILED, jsonOf, NOT_FOUND, svgOf } from '../../publish/badge/badge.ts'

/** A picture, or the same as data. */
export type BadgeKind = 'svg' | 'json'

export interface BadgeFound {
  readonly badge: Badge
  /** Whether everybody may see it, so that pages of any site may read its data. */
  readonly isOpen: boolean
}

/** The badge, or nothing if whoever asks has it already. */
export function badgeAnswer(c: Context, kind: BadgeKind, { badge, isOpen }: BadgeFound): Response {
  const body = bodyOf(kind, badge)
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  c.header('ETag', tag)
  // GitHub shows pictures through a proxy, which keeps them: `no-cache` makes it ask before each use whether that one
  // is still right, and the tag makes the answer cheap.
  c.header('Cache-Control', 'no-cache, max-age=0')
  if (isOpen && kind === 'json') c.header('Access-Control-Allow-Origin', '*')
  const has = (c.req.header('if-none-match') ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//u, ''))
  if (has.includes(tag) || has.includes('*')) return c.body(null, 304, ABOUT)
  return c.body(body, 200, { ...ABOUT, 'Content-Type': TYPE[kind] })
}

/** The same for what doesn't exist and for what isn't to be seen. */
export const noBadge = (c: Context, kind: BadgeKind): Response => failing(c, kind, NOT_FOUND, 404)

/**
 * We, or GitHub, failed. With a status of success a proxy might keep the grey picture for the pull request's; so README
 * pages show the picture's text in its place for a while, and whoever opens the badge sees what is the matter.
 */
export const failedBadge = (c: Context): Response =>
  failing(c, c.req.path.endsWith('.json') ? 'json' : 'svg', FAILED, 503)

function failing(c: Context, kind: BadgeKind, badge: Badge, status: 404 | 503): Response {
  c.header('Cache-Control', 'no-store')
  return c.body(bodyOf(kind, badge), status, { ...ABOUT, 'Content-Type': TYPE[kind] })
}

/** Whether it was a badge that was asked for. */
export const isBadge = (c: Context): boolean =>
  /^\/badge(?:\/[^/]+){3,}\.(?:svg|json)$/u.test(c.req.path)

const bodyOf = (kind: BadgeKind, badge: Badge): string =>
  kind === 'svg' ? svgOf(badge) : JSON.stringify(jsonOf(badge))

const TYPE = {
  svg: 'image/svg+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** A picture is for other sites to show. Opened by itself it is a document, which must not be able to do anything. */
const ABOUT = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const
