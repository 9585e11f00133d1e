import type { Client } from './client.ts'
import {
  anything,
  blobShape,
  type GitCommit,
  gitCommitShape,
  shaShape,
  treeShape,
} from './shapes.ts'
import { HOUSEKEEPER, USERS } from './world.ts'

export interface Identity {
  readonly name: string
  readonly email: string
  readonly date: string
}

export interface TreeEntry {
  readonly mode: string
  readonly type: string
  readonly sha: string
}

/** Whose token may write there: the owner of a fork, or the housekeeper. */
export function ownerOf(repository: string): string {
  const owner = repository.split('/')[0] ?? ''
  return USERS.some((user) => user === owner) ? owner : HOUSEKEEPER
}

export const gitCommit = (client: Client, repository: string, sha: string): Promise<GitCommit> =>
  client.get(gitCommitShape, `/repos/${repository}/git/commits/${sha}`, ownerOf(repository))

export async function hasCommit(client: Client, repository: string, sha: string): Promise<boolean> {
  const path = `/repos/${repository}/git/commits/${sha}`
  return (await client.ask('GET', path, undefined, ownerOf(repository))).status === 200
}

/** A file's text, where a symbolic link leads, or which commit a submodule is at. */
export type Content = string | { readonly symlink: string } | { readonly submodule: string }

/** Writes a tree: `base` with these put in, null taking a file away. */
export async function writeTree(
  client: Client,
  repository: string,
  base: string | null,
  files: Readonly<Record<string, Content | null>>,
): Promise<string> {
  const tree = Object.entries(files).map(([path, content]) => ({ path, ...entryOf(content) }))
  if (tree.length === 0 && base !== null) return base
  const body = { tree, ...(base === null ? {} : { base_tree: base }) }
  return (await send(client, repository, 'trees', body)).sha
}

function entryOf(content: Content | null) {
  const file = { mode: '100644', type: 'blob' }
  if (content === null) return { ...file, sha: null }
  if (typeof content === 'string') return { ...file, content }
  return 'symlink' in content
    ? { mode: '120000', type: 'blob', content: content.symlink }
    : { mode: '160000', type: 'commit', sha: content.submodule }
}

export async function writeCommit(
  client: Client,
  repository: string,
  commit: {
    readonly message: string
    readonly tree: string
    readonly parents: readonly string[]
    readonly author: Identity
    readonly committer: Identity
  },
): Promise<string> {
  return (await send(client, repository, 'commits', commit)).sha
}

/** Every file of a tree by its path. */
export async function filesOf(
  client: Client,
  repository: string,
  tree: string,
): Promise<Map<string, TreeEntry>> {
  const path = `/repos/${repository}/git/trees/${tree}?recursive=1`
  const answer = await client.get(treeShape, path, ownerOf(repository))
  const files = answer.tree.filter((entry) => entry.type !== 'tree')
  return new Map(files.map(({ path: name, mode, type, sha }) => [name, { mode, type, sha }]))
}

/** A tree made of files that the repository has already. */
export async function treeOf(
  client: Client,
  repository: string,
  files: ReadonlyMap<string, TreeEntry>,
): Promise<string> {
  const tree = [...files].map(([path, entry]) => ({ path, ...entry }))
  return (await send(client, repository, 'trees', { tree })).sha
}

/**
 * Copies a commit with everything it stands on. A SHA names its content, so the copies have the same names;
 * GitHub's forks share their objects, the emulator's don't.
 */
export async function transplant(
  client: Client,
  from: string,
  to: string,
  sha: string,
): Promise<void> {
  const missing: GitCommit[] = []
  const open = [sha]
  const seen = new Set<string>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next) || (await hasCommit(client, to, next))) continue
    seen.add(next)
    const commit = await gitCommit(client, from, next)
    missing.push(commit)
    open.push(...commit.parents.map((parent) => parent.sha))
  }
  const blobs = new Set<string>()
  for (const commit of parentsFirst(missing)) {
    const files = await filesOf(client, from, commit.tree.sha)
    for (const { sha: blob, type } of files.values()) {
      if (type !== 'blob' || blobs.has(blob)) continue
      blobs.add(blob)
      const path = `/repos/${from}/git/blobs/${blob}`
      const { content } = await client.get(blobShape, path, ownerOf(from))
      await send(client, to, 'blobs', { content, encoding: 'base64' })
    }
    const { message, author, committer } = commit
    const parents = commit.parents.map((parent) => parent.sha)
    const tree = await treeOf(client, to, files)
    const copy = await writeCommit(client, to, { message, tree, parents, author, committer })
    if (copy !== commit.sha) throw new Error(`The copy of ${commit.sha} in ${to} became ${copy}`)
  }
}

function parentsFirst(commits: readonly GitCommit[]): GitCommit[] {
  const left = new Map(commits.map((commit) => [commit.sha, commit]))
  const sorted: GitCommit[] = []
  while (left.size > 0) {
    const ready = [...left.values()].filter((one) => !one.parents.some(({ sha }) => left.has(sha)))
    for (const commit of ready) {
      left.delete(commit.sha)
      sorted.push(commit)
    }
  }
  return sorted
}

/** The text of a blob. */
export async function blobText(client: Client, repository: string, sha: string): Promise<string> {
  return (await blobBytes(client, repository, sha)).toString('utf8')
}

export async function blobBytes(client: Client, repository: string, sha: string): Promise<Buffer> {
  const path = `/repos/${repository}/git/blobs/${sha}`
  const { content } = await client.get(blobShape, path, ownerOf(repository))
  return Buffer.from(content, 'base64')
}

export async function writeBlob(
  client: Client,
  repository: string,
  content: string,
): Promise<string> {
  return (await send(client, repository, 'blobs', { content, encoding: 'utf-8' })).sha
}

const send = (client: Client, repository: string, kind: string, body: unknown) =>
  client.send(shaShape, 'POST', `/repos/${repository}/git/${kind}`, body, ownerOf(repository))

/** The tip of a branch, null when there is no such branch. */
export async function branchHead(
  client: Client,
  repository: string,
  branch: string,
): Promise<string | null> {
  const path = `/repos/${repository}/git/ref/heads/${branch}`
  const answer = await client.ask('GET', path, undefined, ownerOf(repository))
  if (answer.status === 404) return null
  const { object } = anything.parse(answer.body) as { object?: { sha?: unknown } }
  return typeof object?.sha === 'string' ? object.sha : null
}
