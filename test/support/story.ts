import type { Repository } from '../../src/demo/github/repository.ts'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'

/** The report that most tests begin with: two blockers, both in the file that the work changed. */
export const reviewOf = (sha: string): string =>
  `# Review of the retry change

Verdict: blocking

Reviewed commit: ${sha}

## Blockers

1. Retries never stop.
   \`src/retry.ts:3\` loops for ever.
2. The error is swallowed.
   \`src/retry.ts:9\`
`

/** A report of so many blockers, each at a line of its own. */
export const reviewWith = (count: number): string =>
  [
    '# Review of everything',
    '',
    'Verdict: blocking',
    '',
    '## Blockers',
    '',
    ...Array.from(
      { length: count },
      (_, index) => `${index + 1}. Fault number ${index + 1} ${NATO[index % NATO.length]}${index}.`,
    ),
    '',
  ].join('\n')

/** Words that keep blockers of a long list from looking like one another. */
const NATO = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india']

const CASEY = { name: 'Casey', email: 'casey@example.com' }
const ROBIN = { name: 'Robin', email: 'robin@example.com' }

let stories = 0

/** A branch name that no other test of this file uses. */
export const newBranch = (): string => `story-${++stories}`

const CODE = Array.from({ length: 12 }, (_, index) => `export const line${index + 1} = 0`)

/** The code that the report is about, with one line changed so that it is a change. */
export const code = (line: number, text: string): Readonly<Record<string, string>> => ({
  'src/retry.ts': `${CODE.with(line - 1, text).join('\n')}\n`,
})

/** A branch with work on it and a report that blocks it. */
export async function reviewedBranch(
  repository: Repository,
  branch = newBranch(),
): Promise<{ branch: string; work: string; review: string }> {
  const work = await repository.commit({
    branch,
    message: 'Retry when the server is down',
    files: code(1, 'export const retries = Infinity'),
    author: CASEY,
  })
  const review = await repository.commit({
    branch,
    message: 'Review the retry change',
    files: { 'REVIEW.md': reviewOf(work) },
    author: ROBIN,
  })
  return { branch, work, review }
}

/** The same with a pull request. */
export async function reviewedPull(repository: Repository, base = 'main') {
  const story = await reviewedBranch(repository)
  const number = await repository.openPull({
    head: story.branch,
    base,
    title: 'Retry',
    as: 'casey',
  })
  return { ...story, number }
}

/** A commit that says which blockers it fixes; its SHA. */
export const fix = (
  repository: Repository,
  branch: string,
  ...blockers: readonly string[]
): Promise<string> =>
  repository.commit({
    branch,
    message: `Fix what the review found\n\nFixes-Blocker: ${blockers.join(', ')}`,
    files: code(3, `export const fixed = '${blockers.join(' ')}'`),
    author: CASEY,
  })

/** One request for each time that the App assesses: which force-pushes there were. */
export const assessments = (requests: readonly RecordedRequest[]): readonly RecordedRequest[] =>
  requests.filter(({ path }) => path.endsWith('/activity'))

export const checkWrites = (requests: readonly RecordedRequest[]): readonly RecordedRequest[] =>
  requests.filter(({ method, path }) => method !== 'GET' && path.includes('/check-runs'))
