import { expect } from '@jest/globals'
import type { CheckRun } from '../../src/demo/github/check-runs.ts'
import type { CommitRequest } from '../../src/demo/github/commits.ts'
import type { Repository } from '../../src/demo/github/repository.ts'
import type { World } from '../support/app.ts'
import { code, newBranch } from '../support/story.ts'

export const CASEY = { name: 'Casey', email: 'casey@example.com' }
export const ROBIN = { name: 'Robin', email: 'robin@example.com' }

/** As people write a hash. */
export const short = (sha: string): string => sha.slice(0, 7)

/** A report of one blocker, with words behind it: "Fixed in abc1234." */
export const blockerIn = (claim = '', head = ''): string =>
  `# Review of the retry change

Verdict: blocking
${head}
## Blockers

1. Retries never stop, \`src/retry.ts:1\`. ${claim}
`

/** The line on which it stands. */
export const LINE = 7

/** A pull request with a base of its own, work by Casey, and a report by Robin that raises one blocker. */
export interface Story {
  readonly repository: Repository
  readonly base: string
  readonly branch: string
  readonly work: string
  readonly review: string
  readonly number: number
  /** A commit by Casey on the branch, or wherever else it is to go; its SHA. */
  readonly casey: (message: string, files: Files, more?: Partial<CommitRequest>) => Promise<string>
  /** Robin's next revision of the report, or of another one; its SHA. */
  readonly robin: (report: string, more?: Partial<CommitRequest>) => Promise<string>
}

export type Files = CommitRequest['files']

export interface Beginning {
  /** What the base has before the work begins. */
  readonly before?: Files
  readonly work?: Files
  readonly report?: string
  readonly policy?: string
}

export async function blockedPull(
  repository: Repository,
  { before = {}, work = code(1, 'export const retries = Infinity'), ...rest }: Beginning = {},
): Promise<Story> {
  const branch = newBranch()
  const base = `${branch}-base`
  const { report = blockerIn(), policy } = rest
  const rules = policy === undefined ? {} : { '.github/countersign.yml': policy }
  await repository.commit({ branch: base, message: 'Begin', files: { ...before, ...rules } })
  const by = (author: typeof CASEY): Story['casey'] => {
    return (message, files, more = {}) =>
      repository.commit({ branch, from: base, author, committer: author, message, files, ...more })
  }
  const casey = by(CASEY)
  const robin: Story['robin'] = (text, more = {}) =>
    by(ROBIN)('Review the retry change', { 'REVIEW.md': text }, more)
  const first = await casey('Retry when the server is down', work)
  const review = await robin(report)
  const number = await repository.openPull({ head: branch, base, title: 'Retry', as: 'casey' })
  return { repository, base, branch, work: first, review, number, casey, robin }
}

/** The check at a head, once the App has nothing left to look at. */
export async function checkAt({ repository, quiet }: World, head: string): Promise<CheckRun> {
  await quiet()
  return repository.waitForCheck(head)
}

/** What a story comes to: the head, why the blocker stands as it does, and what is to be done. */
export interface Ending {
  readonly head: string
  readonly why: string
  readonly next?: string
}

const STANDING = {
  open: { conclusion: 'failure', title: '0 of 1 blocker fixed: B1 is open' },
  fixed: { conclusion: 'success', title: 'The blocker is fixed, awaiting re-review' },
}

/**
 * Tells a story from its beginning, and holds the check at its end to what the story says. The App hears of no more
 * than the end: whatever it may have seen on the way decides nothing, and each check that it writes takes a second.
 */
export async function expectEnding(
  world: World,
  state: keyof typeof STANDING,
  tell: (story: Story) => Promise<Ending>,
  beginning?: Beginning,
): Promise<void> {
  const { head, why, next } = await untold(world, async () =>
    tell(await blockedPull(world.repository, beginning)),
  )
  const { conclusion, title, summary } = await checkAt(world, head)
  expect({ conclusion, title, why: whyIn(summary), next: nextIn(summary) }).toEqual({
    ...STANDING[state],
    why,
    next,
  })
}

/** Does this behind the App's back, all but the last thing that happens to a pull request. */
export async function untold<T>(world: World, work: () => Promise<T>): Promise<T> {
  const done: T[] = []
  const missed = await world.unheard(async () => {
    done.push(await work())
  })
  await world.redeliver(missed.findLast(({ event }) => event === 'pull_request'))
  return done[0] as T
}

/** The last cell of the first blocker's row. */
export const whyIn = (summary: string | null): string | undefined => blockersIn(summary)[0]?.why

/** Each blocker as its row tells of it. */
export const blockersIn = (summary: string | null) =>
  rowsIn(summary, 'Blockers').map(([name = '', , state = '', fix = '', why = '']) => ({
    name: name.replaceAll('*', ''),
    state,
    fix,
    why,
  }))

/** The first line below "To turn this green". */
export const nextIn = (summary: string | null): string | undefined =>
  below(summary, '**To turn this green**')[0]?.slice(2)

/** The cells of a table, without its head. */
export const rowsIn = (summary: string | null, title: string): readonly string[][] =>
  below(summary, `### ${title}`)
    .slice(2)
    .map((row) => row.slice(2, -2).split(' | '))

/** The lines of a section, up to the next empty one. */
export const below = (summary: string | null, head: string): readonly string[] =>
  (summary ?? '').split(`${head}\n\n`)[1]?.split('\n\n')[0]?.split('\n') ?? []
