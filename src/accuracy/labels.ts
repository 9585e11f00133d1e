import { z } from 'zod'

const Hash = z.string().regex(/^[0-9a-f]{7,40}$/iu, 'expected 7 to 40 hexadecimal digits')
const LineNumber = z.int().positive()

const BlockerLabel = z.strictObject({
  line: LineNumber,
  title: z.string(),
  state: z.enum(['open', 'fixed', 'withdrawn']).optional(),
  id: z.string().min(1).nullable().optional(),
  fixCommits: z.array(Hash).optional(),
})

const CommandLabel = z.strictObject({
  line: LineNumber,
  command: z.string().min(1),
  outcome: z.enum(['passed', 'failed', 'not-run', 'unknown']),
})

const ReportLabel = z
  .strictObject({
    verdict: z.enum(['approve', 'block', 'none']),
    qualifier: z.enum(['after-fixes', 'with-conditions']).nullable().optional(),
    verdictLine: LineNumber.nullable().optional(),
    blockers: z.array(BlockerLabel),
    fixCommits: z.array(Hash).optional(),
    validation: z.array(CommandLabel).optional(),
    doubt: z.boolean().optional(),
    unsure: z.array(z.string()).optional(),
  })
  .refine(({ verdict, qualifier }) => verdict === 'approve' || (qualifier ?? null) === null, {
    path: ['qualifier'],
    message: 'expected null, since the verdict is not "approve"',
  })

/** What a report says, written down by somebody who read it. A field that is left out is not scored. */
export type ReportLabel = z.infer<typeof ReportLabel>
export type BlockerLabel = z.infer<typeof BlockerLabel>
export type CommandLabel = z.infer<typeof CommandLabel>

export type Labels =
  | { readonly ok: true; readonly labels: ReadonlyMap<string, ReportLabel> }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Reads a labels.json: the name of a report → its label.
 * @returns what is wrong as lines that name the file, the report and the place in its label
 */
export function readLabels(json: string, file: string): Labels {
  const parsed = parseJson(json)
  if ('problem' in parsed) return { ok: false, problems: [`${file}${parsed.problem}`] }
  const checked = z.record(z.string(), ReportLabel).safeParse(parsed.value)
  if (checked.success) return { ok: true, labels: new Map(Object.entries(checked.data)) }
  return {
    ok: false,
    problems: checked.error.issues.map(({ path, message }) =>
      [file, ...placeOf(path), message].join(': '),
    ),
  }
}

type Json = { readonly value: unknown } | { readonly problem: string }

function parseJson(json: string): Json {
  try {
    return { value: JSON.parse(json) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /at position (?<at>\d+)/u.exec(message)?.groups?.at
    const line =
      position === undefined ? '' : `:${json.slice(0, Number(position)).split('\n').length}`
    return { problem: `${line}: not JSON: ${message}` }
  }
}

/** The report, and the place in its label: `blockers[0].state`. */
function placeOf([report, ...within]: readonly PropertyKey[]): readonly string[] {
  if (report === undefined) return []
  const place = within
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./u, '')
  return place === '' ? [String(report)] : [String(report), place]
}
