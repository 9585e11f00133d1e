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

/** What was asked of GitHub by GraphQL under this name: `query Pull`, `mutation Say`. */
export const graphqlOf = (
  requests: readonly RecordedRequest[],
  ...names: readonly string[]
): readonly RecordedRequest[] =>
  requests.filter(({ operation }) => operation !== null && names.includes(operation))

/** One request for each time that the App looks at a pull request. */
export const assessments = (requests: readonly RecordedRequest[]): readonly RecordedRequest[] =>
  graphqlOf(requests, 'query Pull', 'mutation Hear')

/** A check run that was written, or that GitHub refused or failed to write. */
export interface CheckWrite {
  readonly how: 'created' | 'updated'
  readonly status: number | null
  readonly input: {
    readonly checkRunId?: string
    readonly headSha?: string
    readonly externalId: string
    readonly conclusion?: string
    readonly detailsUrl?: string
    readonly output: {
      readonly title: string
      readonly summary: string
      readonly annotations: readonly { readonly message: string }[]
    }
  }
}

/** A field of a mutation: something that was changed, or that GitHub refused or failed to change. */
export interface Change {
  readonly field: string
  readonly status: number | null
  readonly input: unknown
}

/** What was changed by GraphQL, in the order of GitHub's doing it. */
export const changes = (requests: readonly RecordedRequest[]): readonly Change[] =>
  requests.flatMap(({ body, status }) =>
    [...textOf(body).matchAll(/: (\w+)\(input: \$i(\d+)\)/gu)].map(([, field = '', place]) => ({
      field,
      status,
      input: (body as Asked).variables[`i${place}`],
    })),
  )

/** What was written of checks. */
export const checkWrites = (requests: readonly RecordedRequest[]): readonly CheckWrite[] =>
  changes(requests).flatMap(({ field, status, input }) => {
    if (field !== 'createCheckRun' && field !== 'updateCheckRun') return []
    const how = field === 'createCheckRun' ? 'created' : 'updated'
    return [{ how, status, input: input as CheckWrite['input'] }]
  })

/** What was said besides checks: comments and reactions, put there, edited and taken away. */
export const sayings = (requests: readonly RecordedRequest[]): readonly Change[] =>
  changes(requests).filter(({ field }) => !field.endsWith('CheckRun'))

interface Asked {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

const textOf = (body: unknown): string => (body as Partial<Asked> | null)?.query ?? ''
