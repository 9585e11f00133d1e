import type { Repository } from './github/repository.ts'

/** A pull request that waits for somebody to say that its last commit is the fix. */
export interface SecondPull {
  readonly number: number
  readonly head: string
  /** The commit that fixes its only blocker, which nobody has said. */
  readonly fix: string
}

const BRANCH = 'feat/cache'

/** Opens a red one, for those who want to try the commands: `/fixed` with its last commit turns it green. */
export async function openSecondPull(repository: Repository): Promise<SecondPull> {
  const work = await repository.commit({
    branch: BRANCH,
    as: 'casey',
    message: 'feat(http): keep answers',
    files: FEATURE,
  })
  await repository.commit({
    branch: BRANCH,
    as: 'robin',
    message: 'docs(review): hold the cache',
    files: { 'REVIEW.md': report(work.slice(0, 7)) },
  })
  const number = await repository.openPull({ head: BRANCH, title: 'Keep answers', as: 'casey' })
  const fix = await repository.commit({
    branch: BRANCH,
    as: 'casey',
    message: 'fix(http): forget the oldest answer',
    files: FIX,
  })
  return { number, head: fix, fix }
}

const FEATURE = {
  'src/cache.ts': `const answers = new Map<string, Response>()

export async function cached(url: string): Promise<Response> {
  const known = answers.get(url)
  if (known !== undefined) return known.clone()
  const answer = await fetch(url)
  answers.set(url, answer.clone())
  return answer
}
`,
}

const FIX = {
  'src/cache.ts': FEATURE['src/cache.ts'].replace(
    '  answers.set(url, answer.clone())\n',
    `  answers.set(url, answer.clone())
  const [oldest = url] = answers.keys()
  if (answers.size > 100) answers.delete(oldest)
`,
  ),
}

const report = (head: string): string => `# Review: keep answers

Verdict: blocking

Reviewed commit: \`${head}\`

## Blockers

1. **It is never emptied.** \`src/cache.ts:6-8\` keeps every answer until memory runs out.
`
