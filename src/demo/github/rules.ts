import type { FrontRequest, Reply } from './front.ts'
import { fieldsOf, jsonOf } from './replies.ts'

/** One request that the emulator would answer otherwise than GitHub. */
export interface Rule {
  readonly method: string
  readonly path: RegExp
  readonly answer: (call: Call) => Promise<Reply>
}

export interface Call {
  readonly request: FrontRequest
  /** `owner/name` of the repository in the path, empty when there is none. */
  readonly repository: string
  /** A named group of the rule's path, decoded; empty when it didn't match. */
  readonly param: (name: string) => string
  readonly fields: Readonly<Record<string, unknown>>
  /** The emulator's answer, to another body when one is given. */
  readonly forward: (body?: unknown) => Promise<Reply>
  /** What the emulator would show the sender at another path. */
  readonly look: (path: string) => Promise<Reply>
  /** What we ourselves would answer the sender there. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Reply>
}

/** `/repos/:owner/:repo` and what follows, `:name` being one segment and `*name` the rest. */
export function repositoryPath(rest: string): RegExp {
  const pattern = rest.replace(/:(\w+)/g, '(?<$1>[^/]+)').replace(/\*(\w+)/g, '(?<$1>.+)')
  return new RegExp(`^/repos/(?<owner>[^/]+)/(?<repo>[^/]+)${pattern}$`)
}

/** What the first rule for a request answers that isn't refused before; the emulator when there is none. */
export async function applyRules(
  rules: readonly Rule[],
  request: FrontRequest,
  forward: (request: FrontRequest, body?: unknown) => Promise<Reply>,
  refused: (request: FrontRequest) => Promise<Reply | null>,
): Promise<Reply> {
  const refusal = await refused(request)
  if (refusal !== null) return refusal
  for (const rule of rules) {
    if (rule.method !== request.method) continue
    const groups = rule.path.exec(request.url.pathname)?.groups
    if (groups === undefined && !rule.path.test(request.url.pathname)) continue
    const param = (name: string) => decodeURIComponent(groups?.[name] ?? '')
    return rule.answer({
      request,
      repository: groups?.owner === undefined ? '' : `${param('owner')}/${param('repo')}`,
      param,
      fields: fieldsOf(jsonOf(request)),
      forward: (body) => forward(request, body),
      look: (path) =>
        forward({ ...request, method: 'GET', url: new URL(path, request.url), body: NOTHING }),
      ask: (method, path, body) => {
        const bytes = body === undefined ? NOTHING : Buffer.from(JSON.stringify(body))
        const asked = { ...request, method, url: new URL(path, request.url), body: bytes }
        return applyRules(rules, asked, forward, refused)
      },
    })
  }
  return forward(request)
}

const NOTHING = Buffer.alloc(0)
