import { type Change, changesOf, pathsDiffering } from './clone-changes.ts'
import { type History, MOST_COMMITS, parentsFirst } from './commits-between.ts'
import type { Git } from './git.ts'
import { noReplyLogin } from './no-reply-login.ts'
import type { Commit, Person } from './snapshot.ts'

/** Commits of a clone, and by their files what git's mode of each is. */
export interface CloneHistory extends History {
  readonly modes: ReadonlyMap<Commit['files'][number], number>
}

/** All commits that the head has and the base has not, parents first, each with its files. */
export async function commitsIn(
  git: Git,
  base: string,
  head: string,
  signatures: boolean,
): Promise<CloneHistory> {
  const range = [head, `^${base}`]
  const mergeBase = await git.tried(['merge-base', base, head])
  const listed = await listedBy(git, [`--max-count=${MOST_COMMITS + 1}`, ...range], signatures)
  if (listed.length > MOST_COMMITS) {
    const total = await git.text(['rev-list', '--count', ...range])
    const gap = `this branch has ${total} commits, and of more than ${MOST_COMMITS} none is read`
    return { mergeBase, commits: [], gaps: [gap], modes: new Map() }
  }
  const known = new Map(listed.map((commit) => [commit.sha, commit]))
  const ordered = parentsFirst(known, head)
  return { mergeBase, ...(await withFiles(git, ordered)), gaps: [] }
}

/** These commits, in their order, each with its files. */
export async function commitsOf(
  git: Git,
  shas: readonly string[],
  signatures: boolean,
): Promise<readonly Commit[]> {
  if (shas.length === 0) return []
  const listed = await listedBy(git, ['--no-walk=unsorted', ...shas], signatures)
  return (await withFiles(git, listed)).commits
}

type Bare = Omit<Commit, 'files'>

async function withFiles(
  git: Git,
  commits: readonly Bare[],
): Promise<Pick<CloneHistory, 'commits' | 'modes'>> {
  const held = commits.map(({ sha, parents: [parent = null] }) => ({ sha, against: parent }))
  const others = commits.flatMap(({ sha, parents }) =>
    parents.slice(1).map((against) => ({ sha, against })),
  )
  const [changes, differing] = await Promise.all([
    changesOf(git, held),
    pathsDiffering(git, others),
  ])
  const own = new Map<string, ReadonlySet<string>[]>()
  for (const [index, { sha }] of others.entries()) {
    own.set(sha, [...(own.get(sha) ?? []), differing[index] ?? new Set()])
  }
  const modes = new Map<Commit['files'][number], number>()
  const whole = commits.map((commit, index): Commit => {
    const isBrought = ({ path }: Change) =>
      own.get(commit.sha)?.some((paths) => !paths.has(path)) ?? false
    const files = (changes[index] ?? []).map((change) => {
      const { mode, ...file } = change
      const fact = { ...file, brought: isBrought(change) }
      modes.set(fact, mode)
      return fact
    })
    return { ...commit, files }
  })
  return { commits: whole, modes }
}

const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct']

async function listedBy(
  git: Git,
  which: readonly string[],
  signatures: boolean,
): Promise<readonly Bare[]> {
  // Whoever asks whether a signature is valid has a program started for each of them.
  const fields = [...FIELDS, ...(signatures ? ['%G?'] : []), '%B']
  const said = await git.text([
    'log',
    '-z',
    `--format=tformat:${fields.join('%x00')}`,
    '--encoding=UTF-8',
    '--no-color',
    '--no-patch',
    ...which,
    '--',
  ])
  const parts = said.split('\0')
  const commits: Bare[] = []
  for (let at = 0; at + fields.length <= parts.length; at += fields.length) {
    const [sha = '', tree = '', parents = '', ...rest] = parts.slice(at, at + fields.length)
    const [an, ae, at1, cn, ce, ct] = rest
    commits.push({
      sha,
      tree,
      parents: parents.split(' ').filter(Boolean),
      // Git ends a message with a line break, GitHub's API leaves it out.
      message: (rest.at(-1) ?? '').replace(/\n+$/u, ''),
      author: person(an, ae, at1),
      committer: person(cn, ce, ct),
      signature: signatures ? signature(rest[6] ?? '') : NOT_ASKED,
    })
  }
  return commits
}

const NOT_ASKED = { verified: false, reason: 'not asked' }

/** By git's letters ("git log", `%G?`), in GitHub's words. A good one of a key that nobody trusts shows nothing. */
const SIGNATURES: Readonly<Record<string, string>> = {
  N: 'unsigned',
  B: 'invalid',
  U: 'a key that is not trusted here',
  X: 'expired',
  Y: 'expired_key',
  R: 'a key that was revoked',
  E: 'unknown_key',
}

const signature = (letter: string): Commit['signature'] =>
  letter === 'G'
    ? { verified: true, reason: 'valid' }
    : { verified: false, reason: SIGNATURES[letter] ?? 'unknown' }

function person(name = '', email = '', seconds = ''): Person {
  const date = new Date(Number(seconds) * 1_000)
  return {
    name,
    email,
    date: Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z'),
    login: noReplyLogin(email),
  }
}
