import { parseArgs } from 'node:util'

/** What `npm run bench` is asked for. */
export type Words =
  | {
      readonly kind: 'run'
      /** Names of parts. */
      readonly parts: readonly string[]
      readonly quick: boolean
      /** Where the figures go as JSON; null: nowhere. */
      readonly json: string | null
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

/** Reads the words after `npm run bench --`. @param names those of all parts, in their order */
export function readWords(words: readonly string[], names: readonly string[]): Words {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(words)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { help = false, quick = false, json = null, only = [] } = parsed.values
  if (help) return { kind: 'help' }
  const unknown = only.find((name) => !names.includes(name))
  if (unknown !== undefined) return wrong(`there is no part "${unknown}".`)
  const parts = only.length === 0 ? names : names.filter((name) => only.includes(name))
  return { kind: 'run', parts, quick, json }
}

const parse = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })

const wrong = (problem: string): Words => ({ kind: 'wrong', problem })
