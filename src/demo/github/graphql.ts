import { execute, GraphQLError, type GraphQLFieldResolver } from 'graphql'
import type { Reply } from './front.ts'
import { type Asking, actorOf, asking, type GraphqlMeans } from './graphql-asking.ts'
import { shownError } from './graphql-errors.ts'
import { mutations } from './graphql-mutations.ts'
import { nodeOf, nodesOf } from './graphql-nodes.ts'
import { type GitObjects, gitObjects } from './graphql-objects.ts'
import { repositoryNode } from './graphql-repository.ts'
import { githubSchema, readQuery } from './graphql-schema.ts'
import { fieldsOf, jsonOf, jsonReply, refusal } from './replies.ts'
import { tokenOf } from './requests.ts'
import type { Call, Rule } from './rules.ts'

/** The GraphQL API, which the emulator doesn't have: GitHub's schema, answered from the REST API. */
export function graphqlRules(means: GraphqlMeans): readonly Rule[] {
  const objects = gitObjects(means.client)
  return [{ method: 'POST', path: /^\/graphql$/, answer: (call) => answered(means, objects, call) }]
}

async function answered(means: GraphqlMeans, objects: GitObjects, call: Call): Promise<Reply> {
  const token = tokenOf(call.request)
  // The App itself may not ask, only its installations and users.
  if (token === '' || token.startsWith('eyJ') || /^basic /i.test(token)) {
    return refusal(401, 'This endpoint requires you to be authenticated.')
  }
  const { query, variables, operationName } = call.fields
  if (typeof query !== 'string') {
    return refused([new GraphQLError('A query attribute must be specified and must be a string.')])
  }
  const { document, errors: wrong } = readQuery(query)
  if (document === undefined) return refused(wrong)
  const { data, errors = [] } = await execute({
    schema: githubSchema(),
    document,
    rootValue: rootOf(asking(means, objects, call, repositoryNode)),
    variableValues: fieldsOf(variables),
    operationName: typeof operationName === 'string' ? operationName : null,
    fieldResolver: resolved,
  })
  return jsonReply(200, {
    ...(data === undefined ? {} : { data }),
    ...(errors.length === 0 ? {} : { errors: errors.map(shownError) }),
  })
}

const refused = (errors: readonly GraphQLError[]): Reply =>
  jsonReply(200, { errors: errors.map(shownError) })

const rootOf = (asking: Asking) => ({
  viewer: () => actorOf({ login: asking.viewer }),
  repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
    asking.repositoryNode(`${owner}/${name}`),
  node: ({ id }: { readonly id: string }) => nodeOf(asking, id),
  nodes: ({ ids }: { readonly ids: readonly string[] }) => nodesOf(asking, ids),
  rateLimit: () => rateLimit(asking.call),
  ...mutations(asking),
})

/** As the REST API tells it. Whatever is asked costs a point here: less than a hundred lists do on GitHub. */
async function rateLimit(call: Call) {
  const { resources } = fieldsOf(jsonOf(await call.ask('GET', '/rate_limit')))
  const { limit, remaining, used, reset } = fieldsOf(fieldsOf(resources).graphql)
  return { cost: 1, limit, remaining, used, resetAt: new Date(Number(reset) * 1_000).toISOString() }
}

/** The schema has thousands of fields more than we have: those shall not pass for empty. */
const resolved: GraphQLFieldResolver<unknown, unknown> = (source, args, _, info) => {
  const value = fieldsOf(source)[info.fieldName]
  if (value === undefined) {
    throw new Error(`The embedded GitHub has no ${info.parentType.name}.${info.fieldName}`)
  }
  return typeof value === 'function' ? value(args) : value
}
