import { z } from 'zod'
import { diagnosticParts, line, runParts, verdict, written } from './parts.ts'

const evidence = z.array(
  z.object({
    path: z.string(),
    start: z.int().min(0),
    end: z.int().min(0),
    line: line.describe('Where it is cited.'),
  }),
)
const commits = z.array(
  z.object({
    sha: z.string().describe('As it is written, 7 to 40 digits.'),
    subject: z.string().nullable().describe('Where the text quotes one beside the hash.'),
    line,
  }),
)
const items = z.array(z.object({ text: z.string(), line }))
const validation = z.array(z.object({ ...runParts, line }))
const diagnostics = z
  .array(z.object({ line, ...diagnosticParts }))
  .describe('What could not be read without a doubt; none is the aim.')

const input = z.string().describe('As it was named: a path, a commit, "-".')

const report = z.object({
  input,
  kind: z.literal('report'),
  title: z.string().nullable(),
  verdict: z.object({
    outcome: verdict,
    qualifier: z.enum(['after-fixes', 'with-conditions']).nullable(),
    line,
    text: z.string().describe('The words it was read from.'),
  }),
  round: z.int().nullable(),
  reviewed: z.object({
    head: z.string().nullable(),
    range: z.string().nullable(),
    branch: z.string().nullable(),
    base: z.string().nullable(),
  }),
  blockers: z.array(
    z.object({
      name: z.string().describe('Its id; "B2" for the second where the report gives it none.'),
      title: z.string(),
      state: z.enum(['open', 'fixed', 'withdrawn']).describe('What this report says of it.'),
      severity: z.enum(['blocking', 'high', 'medium', 'low']).nullable(),
      line,
      endLine: line,
      evidence,
      fixes: commits.describe('The commits that this report names as its fix.'),
    }),
  ),
  resolutions: z
    .array(
      z.object({
        of: z
          .enum(['blocker', 'round', 'note'])
          .describe('One blocker, every blocker of a round, or what doesn’t block.'),
        name: z.string().nullable().describe('The blocker’s or note’s id.'),
        round: z.int().nullable().describe('The round; null where it is just an earlier one.'),
        count: z.int().nullable().describe('How many are announced.'),
        commits,
        line,
        text: z.string(),
      }),
    )
    .describe('What it calls fixed of what it doesn’t list itself.'),
  validation,
  notes: items,
  risks: items,
  followUps: items,
  diagnostics,
})

const commit = z.object({
  input,
  kind: z.literal('commit'),
  sha: z.string().nullable().describe('Null for a message that is no commit’s yet.'),
  subject: z.string(),
  trailers: z.array(z.object({ key: z.string(), value: z.string(), line })),
  fixes: z
    .array(
      z.object({
        blocker: z.string().describe('As it is written: "B1", "R2-B1", "reviews/x.md#B1".'),
        path: z.string().nullable(),
        round: z.int().nullable(),
        label: z.string(),
        because: z.string().nullable().describe('Why it changes none of the cited files.'),
        line,
      }),
    )
    .describe('The blockers that its trailers call fixed.'),
  findings: z
    .array(z.object({ name: z.string(), title: z.string(), line, evidence }))
    .describe('The findings of a review that it lists and says it addresses.'),
  answers: commits.describe('The commits whose review it answers.'),
  commits: commits.describe('Every commit that it names.'),
  validation,
  manual: items,
  followUps: items,
  diagnostics,
})

/** What `countersign read --format json` prints. */
export const readingsForm = z
  .object({
    countersign: written,
    readings: z
      .array(z.discriminatedUnion('kind', [report, commit]))
      .describe('One for each input, in their order.'),
  })
  .meta({
    title: 'countersign read --format json',
    description: 'What Countersign understands of reports and commit messages.',
  })
