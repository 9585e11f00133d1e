import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

/** What GitHub's own description of its API finds wrong with an answer; nothing when it is empty. */
export function answerProblems(
  template: string,
  body: unknown,
  method = 'get',
  status = 200,
): readonly string[] {
  const $ref = `github#/paths/${pointer(template)}/${method}/responses/${status}${JSON_SCHEMA}`
  const validate = schemas().compile({ $ref })
  validate(body)
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

const JSON_SCHEMA = '/content/application~1json/schema'

/** A JSON pointer's segment, as it stands in a URL's fragment. */
const pointer = (segment: string): string =>
  encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))

let known: Ajv | null = null

function schemas(): Ajv {
  known ??= new Ajv({
    strict: false,
    logger: false,
    validateFormats: false,
    allErrors: true,
  }).addSchema(description(), 'github')
  return known
}

const FILE = '../../../node_modules/@octokit/openapi/generated/api.github.com.json'

/** OpenAPI lets anything be nullable; to JSON Schema it says so only beside a type, and not of an enum. */
const description = () =>
  JSON.parse(readFileSync(new URL(FILE, import.meta.url), 'utf8'), (_, value: unknown) => {
    if (value === null || typeof value !== 'object' || !('nullable' in value)) return value
    const { nullable, ...rest } = value
    const isPlain = 'type' in rest && !('enum' in rest)
    return nullable === true && !isPlain ? { anyOf: [{ type: 'null' }, rest] } : value
  }) as object
