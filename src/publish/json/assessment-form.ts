import { z } from 'zod'
import { diagnosticParts, line, runParts, verdict, written } from './parts.ts'

const state = z.enum(['open', 'fixed', 'verified', 'withdrawn', 'waived', 'deferred'])

const place = z.object({
  path: z.string(),
  start: z.int().min(0),
  end: z.int().min(0),
})

const requirement = z.object({
  name: z.string().describe('As in docs/policy.md.'),
  level: z.enum(['error', 'warn']).describe('An unmet "error" makes the check red.'),
  met: z.boolean(),
  looked: z.string().describe('What was looked at.'),
  found: z.string().describe('What was found there.'),
  next: z.string().nullable().describe('What would meet it; null where it is met.'),
})

const fix = z.object({
  commit: z
    .string()
    .nullable()
    .describe('In full where it was found, else as it is written; null where none is named.'),
  subject: z.string().nullable(),
  origin: z
    .enum(['trailer', 'report', 'commit-body', 'command'])
    .describe('Where it is said that this commit is the fix.'),
  sound: z.boolean().describe('It holds: there are no problems.'),
  problems: z.array(z.object({ code: z.string(), message: z.string(), next: z.string() })),
})

const blocker = z.object({
  name: z.string().describe('The shortest name that a trailer can call it by: "B2".'),
  id: z.string().describe('Its whole name, which it keeps: "R1-B2".'),
  title: z.string(),
  state,
  round: z.int(),
  report: z
    .object({ path: z.string(), line: z.int() })
    .nullable()
    .describe('Where it stands; null for a finding that only a commit message lists.'),
  evidence: z
    .array(
      place.extend({
        now: place.nullable().describe('The same lines at the head; null where they are gone.'),
      }),
    )
    .describe('What it cites, as it cites it. A fix has to change one of these files.'),
  fixes: z.array(fix).describe('Every commit that somebody calls its fix.'),
  why: z.string().describe('Why it stands as it does.'),
  next: z.string().nullable().describe('What to do about it, while it is open.'),
  suggested: z
    .string()
    .nullable()
    .describe('A commit that nobody calls its fix, and that changes what it cites.'),
})

const report = z.object({
  path: z.string(),
  round: z.int(),
  verdict,
  removed: z.boolean().describe('Its file is gone from the branch.'),
  by: z.string(),
  blockers: z.int().min(0).describe('How many it lists.'),
})

const said = {
  path: z.string().nullable().describe('The report; null: the message of the commit.'),
  commit: z.string(),
  line,
}

/** What `countersign check --format json` prints. */
export const assessmentForm = z
  .object({
    countersign: written,
    conclusion: z
      .enum(['success', 'failure', 'neutral'])
      .describe('The check: green, red, or neither as there is no report.'),
    title: z.string().describe('The state in one line.'),
    base: z.object({
      name: z.string().describe('As it was named or found: "origin/main".'),
      ref: z.string(),
      sha: z.string(),
    }),
    head: z.object({ ref: z.string(), sha: z.string() }),
    dirty: z.boolean().describe('Files are changed and not committed; they are not looked at.'),
    uncommitted: z
      .array(z.string())
      .describe('Reports that are not committed as they stand, new ones among them.'),
    requirements: z.array(requirement),
    blockers: z.array(blocker),
    reports: z.array(report),
    validation: z
      .array(
        z.object({
          ...runParts,
          ...said,
          lastCode: z.boolean().describe('It was run on the last change of code.'),
        }),
      )
      .describe('What reports and commits say was run.'),
    diagnostics: z
      .array(z.object({ ...said, ...diagnosticParts }))
      .describe('What could not be read without a doubt.'),
    discrepancies: z
      .array(
        z.object({
          about: z.string(),
          figures: z.array(z.number()),
          at: z.array(z.string()).describe('Where they are told: "REVIEW.md:12".'),
        }),
      )
      .describe('Figures that differ for one thing.'),
    next: z
      .object({ author: z.array(z.string()), reviewer: z.array(z.string()) })
      .describe('What to do next, by whom.'),
    unseen: z.array(z.string()).describe('What can’t be seen from a clone.'),
  })
  .meta({
    title: 'countersign check --format json',
    description: 'What Countersign says of a branch.',
  })
