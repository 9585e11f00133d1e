import { GraphQLError } from 'graphql'
import type { Reply } from './front.ts'
import { fieldsOf, jsonOf } from './replies.ts'

/** An error with the word that GitHub has for it. */
export const problem = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } })

export const notFound = (what: string): GraphQLError =>
  problem('NOT_FOUND', `Could not resolve to a ${what}.`)

export const forbidden = (): GraphQLError =>
  problem('FORBIDDEN', 'Resource not accessible by integration')

/** A refusal of the REST API, as GraphQL says it. */
export function asProblem(reply: Reply, what: string): GraphQLError {
  if (reply.status === 404) return notFound(what)
  if (reply.status === 403) return forbidden()
  return problem('UNPROCESSABLE', String(fieldsOf(jsonOf(reply)).message))
}

/** GitHub puts the word beside the message. */
export function shownError(error: GraphQLError): Readonly<Record<string, unknown>> {
  const { message, locations, path, extensions } = error
  return {
    ...(extensions.type === undefined ? {} : { type: extensions.type }),
    ...(path === undefined ? {} : { path }),
    ...(locations === undefined ? {} : { locations }),
    message,
  }
}
