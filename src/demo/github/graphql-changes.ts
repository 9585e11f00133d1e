import type { Asking, Fields } from './graphql-asking.ts'
import { asProblem, notFound } from './graphql-errors.ts'
import { fieldsOf, jsonOf } from './replies.ts'

/** What a mutation is given. */
export interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null }
}

/** What GraphQL can be asked to change, by its names. */
export type Mutations = Readonly<Record<string, (args: never) => Promise<Fields>>>

/** Changes something by the REST API, with its rules and webhooks; what it answers. `what` is what may be missing. */
export async function change(
  { call, lookAgain }: Asking,
  method: string,
  path: string,
  body?: Fields,
  what = 'node with that global id',
): Promise<Fields> {
  const reply = await call.ask(method, path, body)
  lookAgain()
  if (reply.status >= 400) throw asProblem(reply, what)
  return fieldsOf(jsonOf(reply))
}

/** There is nothing of that node id for the viewer. */
export const unresolved = (nodeId: string) => notFound(nodeOf(nodeId))

export const nodeOf = (nodeId: string): string => `node with the global id of '${nodeId}'`
