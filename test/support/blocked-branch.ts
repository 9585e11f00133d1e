import { type GitRepository, gitRepository } from './git-repository.ts'

const REVIEW = `# Review: send again when the server is down

Verdict: blocking

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\` tries for ever when the server stays down.
`

const SEND = 'export const send = () => {\n  for (;;) {\n    go()\n  }\n}\n'

/** A branch `feat` with a review that blocks: red until it is fixed. */
export interface BlockedBranch {
  readonly repo: GitRepository
  /** Commits the fix; green from then on. */
  readonly fix: () => void
}

export function blockedBranch(): BlockedBranch {
  const repo = gitRepository({ 'src/send.ts': SEND, '.gitignore': 'node_modules\n' })
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  repo.commit('docs: review', { 'REVIEW.md': REVIEW }, { by: 'robin' })
  return {
    repo,
    fix: () => {
      const fixed = { 'src/send.ts': SEND.replace('(;;)', '(let left = 5; left > 0; left--)') }
      repo.commit('fix: give up\n\nFixes-Blocker: B1', fixed)
    },
  }
}
