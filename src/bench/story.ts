import type { Repository } from '../demo/github/repository.ts'

/** A branch with one commit of work and one that adds a report of two blockers. */
export interface Branch {
  readonly name: string
  readonly head: string
}

export interface Pull extends Branch {
  readonly number: number
}

/** The pull requests of the bench, in words. */
export const STORY =
  'a pull request of two commits (the work, and a report of two blockers); a push adds one that fixes both'

let branches = 0

/** A branch that nobody has seen: its commits are its own. */
export async function reviewedBranch(repository: Repository): Promise<Branch> {
  const name = `bench-${++branches}`
  const work = await repository.commit({
    branch: name,
    message: 'Retry when the server is down',
    files: { 'src/retry.ts': code(`work ${name}`) },
  })
  const head = await repository.commit({
    branch: name,
    message: 'Review the retry change',
    files: { 'REVIEW.md': reviewOf(work) },
  })
  return { name, head }
}

export async function openPull(repository: Repository, branch: Branch): Promise<Pull> {
  const number = await repository.openPull({ head: branch.name, title: `Retry on ${branch.name}` })
  return { ...branch, number }
}

/** A commit that fixes both blockers; its SHA. */
export const pushFix = (repository: Repository, { name }: Branch): Promise<string> =>
  repository.commit({
    branch: name,
    message: 'Give up after five tries\n\nFixes-Blocker: B1, B2',
    files: { 'src/retry.ts': code(`fix ${name}`) },
  })

const code = (change: string): string =>
  [`// ${change}`, ...Array.from({ length: 12 }, (_, line) => `export const line${line} = 0`)].join(
    '\n',
  )

const reviewOf = (sha: string): string => `# Review of the retry change

Verdict: blocking

Reviewed commit: ${sha}

## Blockers

1. Retries never stop.
   \`src/retry.ts:3\` loops for ever.
2. The error is swallowed.
   \`src/retry.ts:9\`
`
