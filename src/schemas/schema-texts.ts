import { z } from 'zod'
import { policyJsonSchema } from '../policy/file/schema.ts'
import { assessmentForm } from '../publish/json/assessment-form.ts'
import { readingsForm } from '../publish/json/readings-form.ts'

/** Every published schema, by its file in `docs`. What we print may gain fields, so that none is forbidden there. */
export const schemaTexts = (): Readonly<Record<string, string>> => ({
  'policy.schema.json': text(policyJsonSchema),
  'check.schema.json': text(z.toJSONSchema(assessmentForm, { io: 'input' })),
  'read.schema.json': text(z.toJSONSchema(readingsForm, { io: 'input' })),
})

const text = (schema: z.core.JSONSchema.JSONSchema): string => `${json(schema, '', 0)}\n`

const MOST_COLUMNS = 100

/**
 * JSON as Biome formats it: a list that fits in a line is in one.
 * @param around the columns that are taken by what stands before the value and behind it
 */
function json(value: unknown, indent: string, around: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    const lines = entries.map(([key, each], index) => {
      const name = `${inner}${JSON.stringify(key)}: `
      return `${name}${json(each, inner, name.length + (index < entries.length - 1 ? 1 : 0))}`
    })
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
  }
  const parts = value.map((each) => json(each, inner, inner.length + 1))
  const line = `[${parts.join(', ')}]`
  if (!line.includes('\n') && around + line.length <= MOST_COLUMNS) return line
  return `[\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}]`
}
