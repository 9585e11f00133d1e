import { type JsonSchema, policyJsonSchema } from './schema.ts'

/** The keys that can stand at a place of the policy file. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const start: readonly JsonSchema[] = [policyJsonSchema]
  const there = path.reduce((schemas, step) => schemas.flatMap((one) => below(one, step)), start)
  return there.flatMap(alternatives).flatMap(({ properties = {} }) => Object.keys(properties))
}

const below = (schema: JsonSchema, step: PropertyKey): readonly JsonSchema[] =>
  alternatives(schema).flatMap(({ items, properties = {} }) => {
    const next = typeof step === 'number' ? items : properties[String(step)]
    return typeof next === 'object' && !Array.isArray(next) ? [next] : []
  })

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => [
  schema,
  ...(schema.anyOf ?? []).filter((one) => typeof one === 'object'),
]
