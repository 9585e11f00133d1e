import { extname } from 'node:path'
import { ownerOf } from './git-objects.ts'
import type { Asking, Fields } from './graphql-asking.ts'
import { checkSuitesOf, type SuiteArguments } from './graphql-checks.ts'
import { connection, type PageArguments } from './graphql-connections.ts'
import type { NamedEntry } from './graphql-objects.ts'
import { refShape, shaShape } from './shapes.ts'

/** GitHub cuts a blob's text there, and says that it did. */
const MOST_TEXT_BYTES = 512_000

/** What `expression` names, as Git would read it: `<name>` or `<name>:<path>`; null when there is no such thing. */
export async function expressed(
  asking: Asking,
  repository: string,
  defaultBranch: string,
  expression: string,
): Promise<Fields | null> {
  const [name = '', ...rest] = expression.split(':')
  if (/[~^@{]/.test(name)) {
    throw new Error(`The embedded GitHub doesn’t read the expression ${expression}`)
  }
  const sha = await shaNamed(
    asking,
    repository,
    name === 'HEAD' ? `refs/heads/${defaultBranch}` : name,
  )
  if (sha === null || rest.length === 0)
    return sha === null ? null : objectAt(asking, repository, sha)
  const commit = await asking.objects.commit(repository, sha)
  return fileAt(asking, repository, commit?.tree.sha ?? sha, rest.join(':'))
}

/** The commit, tree or blob of that SHA; null when there is none. */
export async function objectAt(
  asking: Asking,
  repository: string,
  oid: string,
): Promise<Fields | null> {
  const { commit, tree, blob } = asking.objects
  // In this order: the emulator takes a commit's SHA for its tree's as well.
  if ((await commit(repository, oid)) !== null) return commitNode(asking, repository, oid)
  if ((await tree(repository, oid)) !== null) return treeNode(asking, repository, oid)
  return (await blob(repository, oid)) === null ? null : blobNode(asking, repository, oid)
}

/** A branch or tag, by its full name or, as Git would find it, by a part; null when there is none. */
export async function refNode(
  asking: Asking,
  repository: string,
  name: string,
): Promise<Fields | null> {
  await asking.mayRead(repository, 'contents')
  for (const ref of refsMeant(name)) {
    const sha = await tipOf(asking, repository, ref)
    if (sha === null) continue
    const prefix = /^refs\/(heads|tags)\//.exec(ref)?.[0] ?? 'refs/'
    return {
      __typename: 'Ref',
      name: ref.slice(prefix.length),
      prefix,
      target: () => objectAt(asking, repository, sha),
      repository: () => asking.repositoryNode(repository),
    }
  }
  return null
}

/** A commit with its checks and files; it is looked up when more than its SHA is wanted. */
export function commitNode(asking: Asking, repository: string, oid: string): Fields {
  const facts = async () => {
    const found = await asking.objects.commit(repository, oid)
    if (found === null) throw new Error(`${repository} has no commit ${oid}`)
    return found
  }
  return {
    __typename: 'Commit',
    ...common(asking, repository, oid),
    url: `${asking.call.request.url.origin}/${repository}/commit/${oid}`,
    message: async () => (await facts()).message,
    author: async () => (await facts()).author,
    authoredDate: async () => (await facts()).author.date,
    committer: async () => (await facts()).committer,
    committedDate: async () => (await facts()).committer.date,
    tree: async () => treeNode(asking, repository, (await facts()).tree.sha),
    parents: async (args: PageArguments) => {
      const entries = (await facts()).parents.map(({ sha }) => ({
        key: sha,
        node: commitNode(asking, repository, sha),
      }))
      return connection('parents', entries, args)
    },
    file: async ({ path }: { readonly path: string }) => {
      const entry = await entryAt(asking, repository, (await facts()).tree.sha, path)
      return entry === null ? null : entryNode(asking, repository, entry, path)
    },
    checkSuites: (args: SuiteArguments) => checkSuitesOf(asking, repository, oid, args),
  }
}

function treeNode(asking: Asking, repository: string, oid: string, path = ''): Fields {
  return {
    __typename: 'Tree',
    ...common(asking, repository, oid),
    entries: async () => {
      const entries = (await asking.objects.tree(repository, oid)) ?? []
      const within = path === '' ? '' : `${path}/`
      return entries.map((entry) => entryNode(asking, repository, entry, within + entry.name))
    },
  }
}

function entryNode(asking: Asking, repository: string, entry: NamedEntry, path: string): Fields {
  return {
    __typename: 'TreeEntry',
    name: entry.name,
    path,
    extension: extname(entry.name),
    mode: Number.parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.sha,
    size: entry.size,
    object: entryObject(asking, repository, entry, path),
    repository: () => asking.repositoryNode(repository),
  }
}

/** The commit of a submodule isn't in this repository. A symbolic link is a blob with the link's target. */
function entryObject(
  asking: Asking,
  repository: string,
  { type, sha }: NamedEntry,
  path: string,
): Fields | null {
  if (type === 'commit') return null
  return type === 'tree'
    ? treeNode(asking, repository, sha, path)
    : blobNode(asking, repository, sha)
}

function blobNode(asking: Asking, repository: string, oid: string): Fields {
  const bytes = async () => {
    const found = await asking.objects.blob(repository, oid)
    if (found === null) throw new Error(`${repository} has no blob ${oid}`)
    return found
  }
  return {
    __typename: 'Blob',
    ...common(asking, repository, oid),
    byteSize: async () => (await bytes()).byteLength,
    isBinary: async () => isBinary(await bytes()),
    isTruncated: async () => (await bytes()).byteLength > MOST_TEXT_BYTES,
    text: async () => textOf(await bytes()),
  }
}

const common = (asking: Asking, repository: string, oid: string): Fields => ({
  oid,
  abbreviatedOid: oid.slice(0, 7),
  repository: () => asking.repositoryNode(repository),
})

/** As Git tells: by a zero among the first bytes. */
const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8_000).includes(0)

function textOf(bytes: Buffer): string | null {
  if (isBinary(bytes)) return null
  // A character that the cut goes through is left out.
  const stream = bytes.byteLength > MOST_TEXT_BYTES
  const shown = bytes.subarray(0, MOST_TEXT_BYTES)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(shown, { stream })
}

async function fileAt(
  asking: Asking,
  repository: string,
  tree: string,
  path: string,
): Promise<Fields | null> {
  if (path === '') return objectAt(asking, repository, tree)
  const entry = await entryAt(asking, repository, tree, path)
  return entry === null ? null : entryObject(asking, repository, entry, path)
}

/** Nothing is within a submodule or a link. */
async function entryAt(
  asking: Asking,
  repository: string,
  root: string,
  path: string,
): Promise<NamedEntry | null> {
  const names = path.split('/')
  let tree = root
  for (const [depth, name] of names.entries()) {
    const entries = await asking.objects.tree(repository, tree)
    const entry = entries?.find((one) => one.name === name)
    if (entry === undefined) return null
    if (depth === names.length - 1) return entry
    if (entry.type !== 'tree') return null
    tree = entry.sha
  }
  return null
}

async function shaNamed(asking: Asking, repository: string, name: string): Promise<string | null> {
  if (/^[0-9a-f]{40}$/.test(name)) return name
  for (const ref of refsMeant(name)) {
    const sha = await tipOf(asking, repository, ref)
    if (sha !== null) return sha
  }
  if (!/^[0-9a-f]{4,39}$/.test(name)) return null
  const path = `/repos/${repository}/commits/${name}`
  const found = await asking.means.client.ask('GET', path, undefined, ownerOf(repository))
  return found.status === 200 ? shaShape.parse(found.body).sha : null
}

function refsMeant(name: string): readonly string[] {
  if (name.startsWith('refs/')) return [name]
  return /^(heads|tags)\//.test(name)
    ? [`refs/${name}`, `refs/heads/${name}`]
    : [`refs/tags/${name}`, `refs/heads/${name}`]
}

function tipOf(asking: Asking, repository: string, ref: string): Promise<string | null> {
  const path = ref.slice('refs/'.length).split('/').map(encodeURIComponent).join('/')
  return asking.once(`ref ${repository} ${ref}`, async () => {
    const whole = `/repos/${repository}/git/ref/${path}`
    const found = await asking.means.client.ask('GET', whole, undefined, ownerOf(repository))
    return found.status === 200 ? refShape.parse(found.body).object.sha : null
  })
}
