import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'

/**
 * What is wrong with these requests by GitHub's own description of its API; nothing when it is empty. GraphQL has a
 * description of its own, by which the embedded GitHub answers.
 */
export function openapiProblems(requests: readonly Asked[]): string[] {
  const rest = requests.filter(({ method, path }) => method !== 'POST' || path !== '/graphql')
  return [...new Set(rest.flatMap((request) => problemsOf(request)))]
}

export type Asked = Pick<RecordedRequest, 'method' | 'path' | 'query' | 'body'>

function problemsOf(request: Asked): string[] {
  const say = (problem: string) => `${request.method} ${request.path}: ${problem}`
  const operation = operations().find(
    ({ method, pattern }) => method === request.method && pattern.test(request.path),
  )
  if (operation === undefined) return [say('GitHub has no such operation')]
  return [
    ...pathProblems(operation, request),
    ...queryProblems(operation, request),
    ...bodyProblems(operation, request),
  ].map(say)
}

function pathProblems(operation: Operation, { path }: Asked): string[] {
  const given = operation.pattern.exec(path)?.slice(1).map(decodeURIComponent) ?? []
  const values = Object.fromEntries(operation.names.map((name, index) => [name, given[index]]))
  return mistakes(validatorOf(operation, 'path'), values, 'path')
}

function queryProblems(operation: Operation, { query }: Asked): string[] {
  return mistakes(validatorOf(operation, 'query'), { ...query }, 'query')
}

function bodyProblems(operation: Operation, { body }: Asked): string[] {
  const { described } = operation
  if (described.requestBody === undefined) return body === null ? [] : ['no body is expected']
  if (body === null) return described.requestBody.required === true ? ['the body is missing'] : []
  return mistakes(validatorOf(operation, 'body'), body, 'body')
}

function mistakes(validate: ValidateFunction, value: unknown, name: string): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const unknown = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
    return `${name}${instancePath} ${message}${unknown}`
  })
}

interface Operation {
  readonly method: string
  readonly template: string
  readonly pattern: RegExp
  /** The parameters of the path, in its order. */
  readonly names: readonly string[]
  readonly described: Described
}

interface Described {
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly required?: boolean }
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: object
}

interface Reference {
  readonly $ref: string
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> }
}

const ID = 'github'
const FILE = new URL(
  '../../node_modules/@octokit/openapi/generated/api.github.com.json',
  import.meta.url,
)
const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete'])

/** GitHub's description is large: it is read once, and only what is asked for is compiled. */
const description = once(() => JSON.parse(readFileSync(FILE, 'utf8')) as Description)
const strings = once(() => new Ajv({ strict: false, coerceTypes: 'array', logger: false }))
const bodies = once(() => new Ajv({ strict: false, logger: false }).addSchema(description(), ID))
const compiled = new Map<string, ValidateFunction>()

/** Sorted so that of two paths that match, the one with the literal segment comes first. */
const operations = once((): readonly Operation[] =>
  Object.entries(description().paths)
    .sort(([one], [other]) => (literalFirst(one) < literalFirst(other) ? -1 : 1))
    .flatMap(([template, methods]) =>
      Object.entries(methods)
        .filter(([method]) => METHODS.has(method))
        .map(([method, described]) => ({
          method: method.toUpperCase(),
          template,
          pattern: patternOf(template),
          names: [...template.matchAll(/\{([^}]+)\}/gu)].map(([, name = '']) => name),
          described,
        })),
    ),
)

const literalFirst = (template: string): string => template.replace(/\{[^}]+\}/gu, '\uffff')

const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/\{[^}]+\}/u)
      .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
      .join('([^/]+)')}$`,
    'u',
  )

function validatorOf(operation: Operation, part: 'path' | 'query' | 'body'): ValidateFunction {
  const key = `${operation.method} ${operation.template} ${part}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const validate =
    part === 'body'
      ? bodies().compile({ $ref: bodyReference(operation) })
      : strings().compile(schemaOf(operation, part))
  compiled.set(key, validate)
  return validate
}

const bodyReference = ({ method, template }: Operation): string =>
  [
    `${ID}#/paths`,
    pointer(template),
    method.toLowerCase(),
    'requestBody/content',
    pointer('application/json'),
    'schema',
  ].join('/')

/** A JSON pointer's segment, as it stands in a URL's fragment. */
const pointer = (segment: string): string =>
  encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))

/** The parameters as one object, so that unknown and missing ones are found, too. */
function schemaOf({ described }: Operation, where: 'path' | 'query'): object {
  const parameters = (described.parameters ?? []).map(resolved).filter((one) => one.in === where)
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required === true).map(({ name }) => name),
    additionalProperties: false,
  }
}

function resolved(parameter: Parameter | Reference): Parameter {
  if (!('$ref' in parameter)) return parameter
  const found = description().components.parameters[parameter.$ref.split('/').at(-1) ?? '']
  if (found === undefined) throw new Error(`GitHub's description has no ${parameter.$ref}`)
  return found
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
