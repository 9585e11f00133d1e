import type { Git } from './git.ts'

/** What a name leads to. */
export interface Tip {
  readonly name: string
  readonly sha: string
  /** The branch's name without its remote, null where no branch was named. */
  readonly branch: string | null
}

/**
 * What a name leads to, null where that is no commit. Git would take a tag of that name before the branch, and anybody may
 * push a tag.
 */
export async function tipOf(git: Git, name: string): Promise<Tip | null> {
  const branches = [`refs/heads/${name}`, `refs/remotes/${name}`]
  const [refs, sha, full] = await Promise.all([
    NO_BRANCH.test(name) ? new Map<string, Ref>() : refsAmong(git, branches),
    git.tried(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]),
    git.tried(['rev-parse', '--symbolic-full-name', '--end-of-options', name]),
  ])
  const [ref] = branches.flatMap((branch) => refs.get(branch) ?? [])
  if (ref !== undefined) return { name, sha: ref.sha, branch: branchOf(ref.target) }
  return sha === null ? null : { name, sha, branch: branchOf(full?.split('\n').at(-1) ?? '') }
}

const NO_BRANCH = /^(?:HEAD|[0-9a-f]{40,64})$/u

const branchOf = (ref: string): string | null =>
  /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/u.exec(ref)?.[1] ?? null

/** Where branches are merged: what the remote calls its default branch, or what it is usually called. */
const USUAL = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/heads/main',
  'refs/remotes/origin/master',
  'refs/heads/master',
]

/** The branch that was named, else the one where branches are merged; null where there is none. */
export async function baseOf(git: Git, named: string | null): Promise<Tip | null> {
  if (named !== null) return tipOf(git, named)
  const refs = await refsAmong(git, USUAL)
  const [first] = USUAL.flatMap((ref) => refs.get(ref) ?? [])
  if (first === undefined) return null
  // The remote's HEAD is called what it leads to.
  const { sha, target } = first
  return { name: target.replace(/^refs\/(?:heads|remotes)\//u, ''), sha, branch: branchOf(target) }
}

interface Ref {
  readonly sha: string
  /** Its own name in full, or that of what it leads to. */
  readonly target: string
}

/** Those of these refs that there are. */
async function refsAmong(git: Git, names: readonly string[]): Promise<ReadonlyMap<string, Ref>> {
  const said = await git.tried([
    ...['for-each-ref', '--format=%(refname) %(objectname) %(symref)', ...names],
  ])
  return new Map(
    (said ?? '').split('\n').map((line) => {
      const [name = '', sha = '', target = ''] = line.split(' ')
      return [name, { sha, target: target || name }]
    }),
  )
}
