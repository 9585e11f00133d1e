import type { Repository } from './github/repository.ts'

/** One step of the story: somebody does something, and the check on the head has to say so. */
export interface Step {
  readonly told: string
  /** Does it, and says at which commit the check is expected. */
  readonly act: (scene: Scene) => Promise<string>
  readonly expected: Expected
}

export interface Expected {
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  /** What the summary has to give as a reason, null when it needs none. */
  readonly reason: string | null
}

/** The repository, and the commits that later steps name. */
export interface Scene {
  readonly repository: Repository
  readonly commits: Map<'feature' | 'first' | 'second', string>
}

const BRANCH = 'feat/retry'

/** A pull request from its first commit to its approval. Casey codes, Robin reviews. */
export const STORY: readonly Step[] = [
  {
    told: 'Casey pushes a feature and opens a pull request',
    act: async ({ repository, commits }) => {
      const message = 'feat(http): send again when the server is down'
      const feature = await repository.commit({
        branch: BRANCH,
        as: 'casey',
        message,
        files: FEATURE,
      })
      commits.set('feature', feature)
      await repository.openPull({
        head: BRANCH,
        title: 'Send again when the server is down',
        as: 'casey',
      })
      return feature
    },
    expected: {
      conclusion: 'neutral',
      title: 'No review report in this pull request',
      reason: 'A report is a file named',
    },
  },
  {
    told: 'Robin commits a review: blocking, two blockers',
    act: ({ repository, commits }) =>
      repository.commit({
        branch: BRANCH,
        as: 'robin',
        message: 'docs(review): hold the retry change',
        files: { 'REVIEW.md': report(short(commits.get('feature'))) },
      }),
    expected: {
      conclusion: 'failure',
      title: '0 of 2 blockers fixed: B1 and B2 are open',
      reason: 'no commit is linked to it yet',
    },
  },
  {
    told: 'Casey fixes the first one, and says so in a trailer',
    act: async ({ repository, commits }) => {
      const message =
        'fix(http): stop after five attempts\n\nTest Plan:\n- npm test (31 unit + 4 end-to-end tests pass)\n\nFixes-Blocker: B1'
      const first = await repository.commit({
        branch: BRANCH,
        as: 'casey',
        message,
        files: FIRST_FIX,
      })
      commits.set('first', first)
      return first
    },
    expected: {
      conclusion: 'failure',
      title: '1 of 2 blockers fixed: B2 is open',
      reason: 'named by its Fixes-Blocker trailer',
    },
  },
  {
    told: 'Casey calls the second one fixed, by a commit that nobody has',
    act: ({ repository, commits }) =>
      repository.commit({
        branch: BRANCH,
        as: 'casey',
        message: 'docs(review): mark B2 as fixed',
        files: { 'REVIEW.md': report(short(commits.get('feature')), ' Fixed in `4d2f9ab`.') },
      }),
    expected: {
      conclusion: 'failure',
      title: '1 of 2 blockers fixed: B2 is open',
      reason: 'there is no commit 4d2f9ab in this repository',
    },
  },
  {
    told: 'Casey really fixes it',
    act: async ({ repository, commits }) => {
      const message = 'fix(http): hand the last error on\n\nFixes-Blocker: B2'
      const second = await repository.commit({
        branch: BRANCH,
        as: 'casey',
        message,
        files: SECOND_FIX,
      })
      commits.set('second', second)
      return second
    },
    expected: {
      conclusion: 'success',
      title: 'Both blockers are fixed, awaiting re-review',
      reason: null,
    },
  },
  {
    told: 'Robin looks again and approves',
    act: ({ repository, commits }) =>
      repository.commit({
        branch: BRANCH,
        as: 'robin',
        message: 'docs(review): approve the retry change',
        files: {
          'REVIEW-R2.md': approval(short(commits.get('first')), short(commits.get('second'))),
        },
      }),
    expected: {
      conclusion: 'success',
      title: 'Both blockers are fixed, approved by REVIEW-R2.md',
      reason: null,
    },
  },
  {
    told: 'Casey changes the code once more, which nobody has looked at',
    act: ({ repository }) =>
      repository.commit({
        branch: BRANCH,
        as: 'casey',
        message: 'feat(http): pause longer each time',
        files: AFTERTHOUGHT,
      }),
    expected: {
      conclusion: 'success',
      title: 'Both blockers are fixed, approved by REVIEW-R2.md (stale)',
      reason: 'came after what it reviewed',
    },
  },
]

const short = (sha: string | undefined): string => (sha ?? '').slice(0, 7)

const FEATURE = {
  'src/send.ts': `export async function send(request: Request): Promise<Response | null> {
  for (;;) {
    try {
      return await fetch(request)
    } catch {
      await pause()
    }
  }
}
`,
}

const FIRST_FIX = {
  'src/send.ts': FEATURE['src/send.ts'].replace('for (;;)', 'for (let left = 5; left > 0; left--)'),
}

const SECOND_FIX = {
  'src/send.ts': FIRST_FIX['src/send.ts'].replace(
    'catch {',
    'catch (error) {\n      if (left === 1) throw error',
  ),
}

const AFTERTHOUGHT = {
  'src/send.ts': SECOND_FIX['src/send.ts'].replace('pause()', 'pause(2 ** (5 - left))'),
}

const report = (head: string, claim = ''): string => `# Review: send again when the server is down

Verdict: blocking

Reviewed commit: \`${head}\`

## Blockers

1. **It never gives up.** \`src/send.ts:2-8\` tries for ever when the server stays down.
2. **The error is swallowed.** Nobody learns why at \`src/send.ts:5\`.${claim}

## Validation

Reviewer ran:

- \`npm test\` — 31 passed
`

const approval = (
  first: string,
  second: string,
): string => `# Review R2: send again when the server is down

Verdict: approve

Reviewed commit: \`${second}\`

## Prior blockers

- R1-B1 is fixed in \`${first}\`.
- R1-B2 is fixed in \`${second}\`.

## Validation

Reviewer re-ran:

- \`npm test\` — 35 passed
`
