import type { FrontRequest, Reply } from './front.ts'

/** The JSON of a request or a reply; null when there is none. */
export function jsonOf(message: FrontRequest | Reply): unknown {
  if (message.body.byteLength === 0) return null
  try {
    return JSON.parse(message.body.toString('utf8'))
  } catch {
    return null
  }
}

/** The fields of a JSON object; none when it is something else. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

/** The same reply with another body. */
export const withJson = (reply: Reply, value: unknown): Reply => ({
  ...reply,
  body: Buffer.from(JSON.stringify(value)),
})

export const jsonReply = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
})

/** A refusal in GitHub's words. */
export const refusal = (status: number, message: string): Reply =>
  jsonReply(status, {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  })

/** One page of a list, with `Link` as GitHub sets it; of 30, or of `unasked` when no page is asked for. */
export function paged<T>(
  url: URL,
  all: readonly T[],
  unasked = 30,
): { page: readonly T[]; link: string | null } {
  const isAsked = url.searchParams.has('page') || url.searchParams.has('per_page')
  const size = isAsked ? sizeOf(url) : unasked
  const number = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1)
  const last = Math.max(1, Math.ceil(all.length / size))
  const to = (page: number, rel: string) => {
    const target = new URL(url)
    target.searchParams.set('page', String(page))
    return `<${target}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [to(number - 1, 'prev'), to(1, 'first')] : []),
    ...(number < last ? [to(number + 1, 'next'), to(last, 'last')] : []),
  ]
  return {
    page: all.slice((number - 1) * size, number * size),
    link: links.length === 0 ? null : links.join(', '),
  }
}

/** How many a page shall have: 30 unless something else is asked for, 100 at most. */
export const sizeOf = (url: URL): number =>
  Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 30) || 30))
