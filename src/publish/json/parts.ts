import { z } from 'zod'
import type { Diagnostic, Edit, ValidationRun } from '../../reading/types.ts'

/** What the published forms have in common. Within one `format` fields are added, never changed or taken away. */
export const written = z
  .object({
    version: z.string().describe('The version that wrote this.'),
    format: z
      .literal(1)
      .describe(
        'Counts up when a field is changed or taken away; fields may be added at any time.',
      ),
  })
  .describe('What wrote this.')

export const line = z.int().min(1)
export const verdict = z
  .enum(['approve', 'block', 'none'])
  .describe('"none": no verdict could be read.')

export const edit = z
  .object({
    from: line.describe('The first line that is replaced.'),
    to: z
      .int()
      .min(0)
      .describe('The last one; "from" - 1: nothing goes, the text comes before "from".'),
    text: z.string().describe('The lines in their place; "": none.'),
    fills: z.boolean().describe('It holds {fill in: …}, which only the writer can replace.'),
  })
  .nullable()
  .describe('What makes it right, for a program; null where only the writer can know.')

/** All of a diagnostic but its place. */
export const diagnosticParts = {
  code: z.string().describe('What kind of doubt it is: the table in docs/review-format.md.'),
  severity: z.enum(['error', 'warning']).describe('An error fails the check.'),
  message: z.string().describe('What is wrong.'),
  next: z.string().describe('What to write instead.'),
  edit,
}

export const diagnosticData = ({ code, severity, message, next, edit: change }: Diagnostic) => ({
  code,
  severity,
  message,
  next,
  edit: editData(change),
})

const editData = (change: Edit | null) =>
  change && { from: change.from, to: change.to, text: change.text, fills: change.fills }

const figure = z.int().min(0).nullable()

/** All of a run but its place. */
export const runParts = {
  command: z.string(),
  by: z
    .enum(['coder', 'reviewer', 'orchestrator', 'author'])
    .describe('Who is said to have run it.'),
  outcome: z
    .enum(['passed', 'failed', 'not-run', 'unknown'])
    .describe('"unknown": it is not said how it ended, which is never "passed".'),
  passed: figure.describe('The figures that are told, null where none is.'),
  failed: figure,
  ignored: figure,
}

export const runData = ({ command, by, outcome, passed, failed, ignored }: ValidationRun) => ({
  command,
  by,
  outcome,
  passed,
  failed,
  ignored,
})
