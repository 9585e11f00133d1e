import { startReader } from '../reader/reader.ts'
import type { Branch, NotAssessed } from './branch.ts'
import type { JudgedClone } from './judge-branch.ts'

/** Assesses a branch of a clone. The thread of the readers starts and git answers while the rest is loaded. */
export async function assessClone(
  branch: Branch,
): Promise<({ readonly ok: true } & JudgedClone) | NotAssessed> {
  const reader = startReader({ threads: 1 })
  // The first text takes the readers ten times as long as the next: their patterns are compiled as they are needed.
  void reader.report(SAMPLE, 'sample').catch(() => {})
  try {
    const { openBranch } = await import('./open-branch.ts')
    const [open, { judgeBranch }] = await Promise.all([
      openBranch(branch),
      import('./judge-branch.ts'),
    ])
    return await judgeBranch(open, reader)
  } finally {
    await reader.close()
  }
}

/** A bit of everything that reports have. */
const SAMPLE = `# Review R2: a sample

- Verdict: blocking, one blocker
- Reviewed commit: \`1a2b3c4\`

## Earlier blockers

- R1-B1: fixed in 5d6e7f8

## Blockers

1. **It never ends.** \`src/a.ts:1-2\` goes on for ever. Fixed in \`9a8b7c6\`.

| Id | Severity | Finding |
| --- | --- | --- |
| B2 | high | nobody waits |

## Validation

Reviewer ran:

- \`npm test\`: 12 passed, 1 failed
`
