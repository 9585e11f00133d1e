import { z } from 'zod'
import type { Client } from './client.ts'
import { ownerOf, type TreeEntry } from './git-objects.ts'
import {
  blobShape,
  type GitCommit,
  gitCommitShape,
  listedCommitShape,
  treeShape,
} from './shapes.ts'

export type NamedEntry = TreeEntry & { readonly name: string; readonly size: number }

/** Git's objects by their SHA; null where the repository has none such. */
export interface GitObjects {
  readonly commit: (repository: string, sha: string) => Promise<GitCommit | null>
  /** Its own entries, in Git's order. */
  readonly tree: (repository: string, sha: string) => Promise<readonly NamedEntry[] | null>
  readonly blob: (repository: string, sha: string) => Promise<Buffer | null>
  /** What stands on `head` and not on `base`, oldest first; null when one of them isn't there. */
  readonly between: (
    repository: string,
    base: string,
    head: string,
  ) => Promise<readonly string[] | null>
}

/** What a SHA names never changes, so that the emulator is asked for it once, as long as there is room. */
export function gitObjects(client: Client): GitObjects {
  const commits = remembered<GitCommit>(20_000)
  const trees = remembered<readonly NamedEntry[]>(5_000)
  const blobs = remembered<Buffer>(100)
  const lists = remembered<readonly string[]>(1_000)

  const ask = async <T>(shape: z.ZodType<T>, repository: string, path: string) => {
    const whole = `/repos/${repository}/${path}`
    const { status, body } = await client.ask('GET', whole, undefined, ownerOf(repository))
    if (status === 404) return null
    if (status !== 200) throw new Error(`The emulator refused ${whole}: ${status}`)
    return shape.parse(body)
  }

  const listed = async (repository: string, base: string, head: string) => {
    const all: string[] = []
    for (let page = 1; ; page++) {
      const path = `compare/${base}...${head}?per_page=100&page=${page}`
      const found = await ask(comparedShape, repository, path)
      if (found === null) return null
      for (const { sha, parents, commit } of found.commits) {
        all.push(sha)
        const { message, tree, author, committer } = commit
        const facts = { sha, parents, message, tree, author, committer }
        commits(`${repository} ${sha}`, async () => facts)
      }
      if (found.commits.length < 100) return all
    }
  }

  return {
    commit: (repository, sha) =>
      commits(`${repository} ${sha}`, () => ask(gitCommitShape, repository, `git/commits/${sha}`)),
    tree: (repository, sha) =>
      trees(`${repository} ${sha}`, async () => {
        const found = await ask(treeShape, repository, `git/trees/${sha}`)
        return found?.tree.map(named).sort(inGitsOrder) ?? null
      }),
    blob: (repository, sha) =>
      blobs(`${repository} ${sha}`, async () => {
        const found = await ask(blobShape, repository, `git/blobs/${sha}`)
        return found === null ? null : Buffer.from(found.content, 'base64')
      }),
    between: (repository, base, head) =>
      lists(`${repository} ${base}...${head}`, () => listed(repository, base, head)),
  }
}

const comparedShape = z.looseObject({ commits: z.array(listedCommitShape) })

type Shown = z.infer<typeof treeShape>['tree'][number]

const named = ({ path, mode, type, sha, size }: Shown): NamedEntry => ({
  name: path,
  mode,
  type,
  sha,
  size: size ?? 0,
})

/** Byte by byte, a directory as if its name ended in a slash. */
const inGitsOrder = (one: NamedEntry, other: NamedEntry): number =>
  Buffer.compare(sortKey(one), sortKey(other))

const sortKey = ({ name, type }: NamedEntry): Buffer =>
  Buffer.from(type === 'tree' ? `${name}/` : name)

/** Remembers so many answers, the latest; what wasn't found may be there the next time. */
function remembered<T>(most: number) {
  const known = new Map<string, Promise<T | null>>()
  return (key: string, find: () => Promise<T | null>): Promise<T | null> => {
    const found = known.get(key)
    if (found !== undefined) return found
    const asked = find()
    known.set(key, asked)
    if (known.size > most) known.delete(known.keys().next().value ?? key)
    const drop = () => {
      if (known.get(key) === asked) known.delete(key)
    }
    asked.then((value) => value === null && drop(), drop)
    return asked
  }
}
