import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'

let built: GraphQLSchema | null = null

/** GitHub's own schema, as it publishes it. */
export function githubSchema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(new URL(FILE, import.meta.url), 'utf8'), {
    // It is known to be right, and it is large.
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  })
  return built
}

const FILE = '../../../node_modules/@octokit/graphql-schema/schema.graphql'

/** A query of the schema, or what is wrong with it. */
export type ReadQuery =
  | { readonly document: DocumentNode; readonly errors?: never }
  | { readonly document?: never; readonly errors: readonly GraphQLError[] }

const read = new Map<string, ReadQuery>()

/** Reads a query and holds it against the schema; the same text once only. */
export function readQuery(text: string): ReadQuery {
  const found = read.get(text) ?? firstRead(text)
  read.set(text, found)
  return found
}

function firstRead(text: string): ReadQuery {
  try {
    const document = parse(text)
    const errors = validate(githubSchema(), document)
    return errors.length > 0 ? { errors } : { document }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] }
    throw error
  }
}
