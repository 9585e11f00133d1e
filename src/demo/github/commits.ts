import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import {
  branchHead,
  type Content,
  gitCommit,
  hasCommit,
  type Identity,
  ownerOf,
  writeCommit,
  writeTree,
} from './git-objects.ts'
import { mergeTrees, takeTheirs } from './merge-trees.ts'
import { anything, comparisonShape } from './shapes.ts'
import type { Signatures } from './signatures.ts'
import { emailOf, nameOf, USERS, type User } from './world.ts'

export interface CommitRequest {
  /** Created from `from` when absent. May be left out with `push: false`. */
  readonly branch?: string
  /** A branch, `main` by default: where a new branch starts. */
  readonly from?: string
  readonly message: string
  /** Path → text, symbolic link or submodule; null deletes. */
  readonly files: Readonly<Record<string, Content | null>>
  /** Who pushes, and the author unless there is another; the owner by default. */
  readonly as?: User
  readonly author?: Person
  readonly committer?: Person
  /** Instead of the branch's tip; the branch is then force-pushed. */
  readonly parents?: readonly string[]
  readonly push?: boolean
  /** `bad`: with a key that isn't the committer's. */
  readonly signed?: boolean | 'bad'
}

export interface MergeRequest {
  readonly into: string
  /** A branch or a commit. */
  readonly from: string
  readonly message?: string
  /** What the merge itself changes, e.g. a resolved conflict. */
  readonly files?: Readonly<Record<string, string | null>>
  readonly as?: User
}

interface Person {
  readonly name: string
  readonly email: string
  /** ISO 8601; the next minute of the harness's clock when left out. */
  readonly date?: string
}

interface Means {
  readonly client: Client
  /** Branches are moved through the front. */
  readonly outside: Client
  readonly clock: Clock
  readonly signatures: Signatures
}

/** Writing history in one repository. */
export function committing(means: Means, repository: string) {
  const { client, clock, signatures } = means
  const identity = (as: string, person?: Person, date = clock.commit()): Identity => ({
    ...(person ?? { name: nameOf(as), email: emailOf(as) }),
    date: person?.date ?? date,
  })

  const commit = async (request: CommitRequest): Promise<string> => {
    const { branch, as = ownerOf(repository), message, files } = request
    const tip = await startOf(client, repository, request)
    const parents = request.parents ?? (tip === null ? [] : [tip])
    const first = parents[0]
    const base = first === undefined ? null : (await gitCommit(client, repository, first)).tree.sha
    const date = clock.commit()
    const sha = await writeCommit(client, repository, {
      message,
      tree: await writeTree(client, repository, base, files),
      parents,
      author: identity(as, request.author, date),
      committer: identity(as, request.committer, date),
    })
    if (request.signed) signatures.sign(sha, request.signed === 'bad' ? 'bad_email' : 'valid')
    if (request.push !== false && branch !== undefined) {
      await move(means, repository, branch, sha, {
        as,
        from: tip,
        force: request.parents !== undefined,
      })
    }
    return sha
  }

  const mergeCommit = async (request: MergeRequest): Promise<string> => {
    const { into, from, files = {}, as = ownerOf(repository) } = request
    const ours = await tipOf(client, repository, into)
    const theirs = await tipOf(client, repository, from)
    const path = `/repos/${repository}/compare/${ours}...${theirs}`
    const { merge_base_commit: base } = await client.get(comparisonShape, path, ownerOf(repository))
    const treeAt = async (sha: string) => (await gitCommit(client, repository, sha)).tree.sha
    const sides = {
      base: await treeAt(base.sha),
      ours: await treeAt(ours),
      theirs: await treeAt(theirs),
    }
    const merged = await mergeTrees(client, repository, sides, takeTheirs)
    const who = identity(as)
    const sha = await writeCommit(client, repository, {
      message: request.message ?? `Merge ${from} into ${into}`,
      tree: await writeTree(client, repository, merged, files),
      parents: [ours, theirs],
      author: who,
      committer: who,
    })
    await move(means, repository, into, sha, { as, from: ours, force: false })
    return sha
  }

  return {
    commit,
    mergeCommit,
    createBranch: (branch: string, sha: string, as: User | string = ownerOf(repository)) =>
      create(means, repository, branch, sha, as),
    deleteBranch: async (branch: string, as: User | string = ownerOf(repository)) => {
      const path = `/repos/${repository}/git/refs/heads/${branch}`
      await means.outside.send(anything, 'DELETE', path, undefined, writer(repository, as))
    },
    forcePush: (branch: string, sha: string, as: User | string = ownerOf(repository)) =>
      move(means, repository, branch, sha, { as, from: null, force: true }),
  }
}

/** Where the commit goes on: the branch's tip, or that of the branch that it comes from. */
async function startOf(
  client: Client,
  repository: string,
  { branch, from = 'main' }: CommitRequest,
): Promise<string | null> {
  const tip = branch === undefined ? null : await branchHead(client, repository, branch)
  return tip ?? branchHead(client, repository, from)
}

async function tipOf(client: Client, repository: string, name: string): Promise<string> {
  const tip = await branchHead(client, repository, name)
  if (tip !== null) return tip
  if (await hasCommit(client, repository, name)) return name
  throw new Error(`${repository} has no branch or commit ${name}`)
}

/** A new branch is made at its start first, so that what is pushed to it is a push. */
async function move(
  means: Means,
  repository: string,
  branch: string,
  sha: string,
  {
    as,
    from,
    force,
  }: { readonly as: string; readonly from: string | null; readonly force: boolean },
): Promise<void> {
  if ((await branchHead(means.client, repository, branch)) === null) {
    await create(means, repository, branch, from ?? sha, as)
    if ((from ?? sha) === sha) return
  }
  const path = `/repos/${repository}/git/refs/heads/${branch}`
  await means.outside.send(anything, 'PATCH', path, { sha, force }, writer(repository, as))
}

async function create(
  means: Means,
  repository: string,
  branch: string,
  sha: string,
  as: string,
): Promise<void> {
  const body = { ref: `refs/heads/${branch}`, sha }
  const path = `/repos/${repository}/git/refs`
  await means.outside.send(anything, 'POST', path, body, writer(repository, as))
}

const writer = (repository: string, as: string): string =>
  USERS.some((user) => user === as) ? as : ownerOf(repository)
