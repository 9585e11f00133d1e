import { createHash } from 'node:crypto'
import type { FrontRequest, Reply } from './front.ts'

/** A GET's answer with a strong `etag`; 304 without a body when the sender has that already. */
export function conditional(request: FrontRequest, reply: Reply): Reply {
  if (request.method !== 'GET' || reply.status !== 200) return reply
  const etag = `"${createHash('sha256').update(reply.body).digest('hex')}"`
  const headers = { ...reply.headers, etag }
  const known = String(request.headers['if-none-match'] ?? '').split(/\s*,\s*/)
  return known.some((tag) => tag.replace(/^W\//, '') === etag)
    ? { status: 304, headers, body: Buffer.alloc(0) }
    : { ...reply, headers }
}
