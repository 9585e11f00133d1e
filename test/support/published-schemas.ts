import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** What is wrong with data by one of our committed schemas; empty where nothing is. */
export const faultsByOurs = (file: 'check.schema.json' | 'read.schema.json', data: unknown) =>
  faults(
    compiled(file, () => new Ajv2020({ strict: false }).compile(json(`docs/${file}`))),
    data,
  )

/** What is wrong with a log by the schema of SARIF 2.1.0. */
export const faultsBySarif = (log: unknown) =>
  faults(
    compiled('sarif', () => {
      // It is written in draft 4, and says nothing that is said otherwise today, but for its name.
      const { $schema, id, ...schema } = json(sarifSchema())
      return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
        schema,
      )
    }),
    log,
  )

const sarifSchema = (): string =>
  createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')

function faults(validate: ValidateFunction, data: unknown): readonly string[] {
  // As it comes out of the pipe.
  validate(JSON.parse(JSON.stringify(data)))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const json = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'))

const known = new Map<string, ValidateFunction>()

function compiled(name: string, compile: () => ValidateFunction): ValidateFunction {
  const validate = known.get(name) ?? compile()
  known.set(name, validate)
  return validate
}
