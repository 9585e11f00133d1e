import { connect } from '../../src/demo/github/client.ts'
import type { CommitRequest } from '../../src/demo/github/commits.ts'
import type { Repository } from '../../src/demo/github/repository.ts'
import type { World } from '../support/app.ts'
import { code, newBranch } from '../support/story.ts'

export const CASEY = { name: 'Casey', email: 'casey@example.com' }
export const ROBIN = { name: 'Robin', email: 'robin@example.com' }
export const OUTSIDER = { name: 'Outsider', email: 'outsider@example.com' }
export const MAINTAINER = { name: 'Maintainer', email: 'maintainer@example.com' }

/** As people write a hash. */
export const short = (sha: string): string => sha.slice(0, 7)

/** A report that approves, with other lines below its verdict. */
export const approval = (...lines: readonly string[]): string =>
  ['# Review of the retry change', '', 'Verdict: approve', '', ...lines, ''].join('\n')

/** A report that blocks, with one entry for each text. */
export const blocking = (...blockers: readonly string[]): string =>
  [
    '# Review of the retry change',
    '',
    'Verdict: blocking',
    '',
    '## Blockers',
    '',
    ...blockers.map((text, index) => `${index + 1}. ${text}`),
    '',
  ].join('\n')

export const TWO_BLOCKERS = blocking(
  'Retries never stop, `src/retry.ts:1`.',
  'The error is swallowed, `src/retry.ts:9`.',
)

export type Files = CommitRequest['files']

/** Work by Casey on a branch, and a base of its own. */
export interface Work {
  readonly base: string
  readonly branch: string
  /** Opens the pull request, if it isn't yet; its number. Until then the App has nothing to look at. */
  readonly pull: () => Promise<number>
  /** The commit with the work. */
  readonly work: string
  /** One more commit on the branch; its SHA. */
  readonly commit: (
    author: typeof CASEY,
    message: string,
    files: Files,
    more?: Partial<CommitRequest>,
  ) => Promise<string>
  /** A report by Robin; its SHA. */
  readonly report: (text: string, more?: Partial<CommitRequest>) => Promise<string>
}

export interface Beginning {
  /** `.github/countersign.yml` of the base. */
  readonly policy?: string
  /** What the base has besides. */
  readonly before?: Files
  readonly work?: Files
  readonly message?: string
  /** Where the branch is, if not in the repository itself. */
  readonly from?: Repository
  readonly more?: Partial<CommitRequest>
}

export async function workUnder(repository: Repository, beginning: Beginning): Promise<Work> {
  const { policy, before = {}, from = repository, more = {} } = beginning
  const branch = newBranch()
  const base = `${branch}-base`
  const rules = policy === undefined ? {} : { '.github/countersign.yml': policy }
  const begin = { branch: base, message: 'Begin', files: { ...before, ...rules } }
  await repository.commit(begin)
  // A fork doesn't have what came into the base since.
  const start = from === repository ? base : 'main'
  const commit: Work['commit'] = (author, message, files, others = {}) =>
    from.commit({ branch, from: start, author, committer: author, message, files, ...others })
  const work = await commit(
    CASEY,
    beginning.message ?? 'Retry when the server is down',
    beginning.work ?? code(1, 'export const retries = Infinity'),
    more,
  )
  const request =
    from === repository
      ? { head: branch, as: 'casey' as const }
      : { head: `${from.owner}:${branch}` }
  let number: number | null = null
  return {
    base,
    branch,
    work,
    pull: async () => {
      number ??= await repository.openPull({ ...request, base, title: 'Retry' })
      return number
    },
    commit,
    report: (text, others) =>
      commit(ROBIN, 'Review the retry change', { 'REVIEW.md': text }, others),
  }
}

/** What the check says at a head of that pull request, once the App has nothing left to look at. */
export async function checkAt(
  { repository, quiet }: World,
  { pull }: Pick<Work, 'pull'>,
  head: string,
): Promise<Said> {
  await pull()
  await quiet()
  const { conclusion, title, summary } = await repository.waitForCheck(head)
  return { conclusion, title, summary: plain(summary ?? '') }
}

export interface Said {
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string
}

/** Without the invisible joints that keep names and numbers from becoming links, and signs with their words. */
const plain = (text: string): string => text.replaceAll('\u2060', '').replaceAll('\u00a0', ' ')

/** The row of a requirement: its mark, what was looked at, found, and what would make it pass. */
export function rowOf({ summary }: Said, requirement: string): Row {
  const cells = rowsIn(summary, 'Requirements').find((row) => row[1] === requirement)
  if (cells === undefined) throw new Error(`No requirement ${requirement} in:\n${summary}`)
  const [mark = '', , looked = '', found = '', next = ''] = cells
  return { mark, looked, found, next }
}

export interface Row {
  readonly mark: string
  readonly looked: string
  readonly found: string
  readonly next: string
}

/** The rows of a table below a title, each as its cells. */
export const rowsIn = (summary: string, title: string): readonly (readonly string[])[] =>
  sectionOf(summary, title)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.slice(2, -2).split(/(?<!\\) \| /u))

/** What stands below a title, without it; empty where there is none. */
export function sectionOf(summary: string, title: string): string {
  const [, after] = `\n${summary}`.split(`\n### ${title}\n\n`)
  return after?.split(/\n\n(?=### |\*\*|Judged by|No `)/u)[0] ?? ''
}

/** Deletes a comment, as its author or a maintainer can. */
export async function deleteComment(
  { github, repository }: World,
  id: number,
  as: string,
): Promise<void> {
  const client = connect(github.url, (user) => `user-token-${user}-0`)
  const path = `/repos/${repository.fullName}/issues/comments/${id}`
  const { status } = await client.ask('DELETE', path, undefined, as)
  if (status !== 204) throw new Error(`The comment was not deleted: ${status}`)
}

/** How each blocker stands, and why, with every date as DAY. */
export const standing = ({ summary }: Said): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rowsIn(summary, 'Blockers').map(([name = '', , state, , why = '']) => [
      name.replaceAll('*', ''),
      `${state}: ${why.replaceAll(/\b\d{4}-\d\d-\d\d\b/gu, 'DAY').replaceAll('\\', '')}`,
    ]),
  )

/** What a comment says that was not understood or not heard, each line without its sign. */
export const unheardIn = ({ summary }: Said): readonly string[] =>
  sectionOf(summary, 'Commands that don’t count')
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice('- ⚠️ '.length))
