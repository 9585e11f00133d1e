import type { ChangedFile, ChangedFiles } from './changed-files.ts'
import type { Client } from './client.ts'
import type { Reply } from './front.ts'
import { branchHead, gitCommit, ownerOf } from './git-objects.ts'
import { fieldsOf, jsonOf, paged, withJson } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { shownCommitShape } from './shapes.ts'
import type { Signatures } from './signatures.ts'

interface Means {
  readonly client: Client
  readonly changes: ChangedFiles
  readonly signatures: Signatures
}

/** Commits with their files and signatures as GitHub shows them. */
export function commitRules(means: Means): readonly Rule[] {
  const { signatures } = means
  return [
    {
      method: 'GET',
      path: repositoryPath('/compare/*basehead'),
      answer: async (call) => comparison(means, call, await call.forward()),
    },
    {
      method: 'GET',
      path: repositoryPath('/commits'),
      answer: async (call) => {
        const reply = await call.forward()
        return reply.status === 200 ? withJson(reply, signedAll(signatures, jsonOf(reply))) : reply
      },
    },
    {
      method: 'GET',
      path: repositoryPath('/git/commits/:sha'),
      answer: async (call) => {
        const reply = await call.forward()
        if (reply.status !== 200) return reply
        const commit = fieldsOf(jsonOf(reply))
        return withJson(reply, { ...commit, verification: signatures.verification(commit) })
      },
    },
    {
      method: 'GET',
      path: repositoryPath('/commits/*ref'),
      answer: async (call) => single(means, call, await call.forward()),
    },
  ]
}

/** GitHub lists so many files of a commit, and so many of a comparison. */
const MOST_FILES = 3_000
const MOST_COMPARED = 300
/** A commit's first page when none is asked for. */
const FIRST_PAGE = 300

async function single(means: Means, call: Call, reply: Reply): Promise<Reply> {
  const parsed = shownCommitShape.safeParse(jsonOf(reply))
  // The path is also that of a commit's checks, comments and pull requests.
  if (reply.status !== 200 || !parsed.success) return reply
  const commit = parsed.data
  const parent = commit.parents[0]?.sha ?? null
  const all = await filesSince(means, call.repository, parent, commit.commit.tree.sha)
  const { page, link } = paged(call.request.url, all.slice(0, MOST_FILES), FIRST_PAGE)
  const stats = { total: 0, additions: 0, deletions: 0 }
  for (const { additions, deletions, changes } of all) {
    stats.total += changes
    stats.additions += additions
    stats.deletions += deletions
  }
  const body = {
    ...signed(means.signatures, commit),
    stats,
    files: page.map((file) => withLinks(call, file, parent, commit.sha)),
  }
  const { link: _, ...headers } = reply.headers
  return withJson({ ...reply, headers: { ...headers, ...(link === null ? {} : { link }) } }, body)
}

async function comparison(means: Means, call: Call, reply: Reply): Promise<Reply> {
  if (reply.status !== 200) return reply
  const { signatures, client, changes } = means
  const body = fieldsOf(jsonOf(reply))
  const base = shownCommitShape.parse(body.merge_base_commit)
  const isFirst = Number(call.request.url.searchParams.get('page') ?? 1) <= 1
  const head = isFirst ? await headOf(client, call) : null
  const files =
    head === null ? [] : await changes.between(call.repository, base.commit.tree.sha, head.tree)
  return withJson(reply, {
    ...body,
    base_commit: signed(signatures, body.base_commit),
    merge_base_commit: signed(signatures, base),
    commits: signedAll(signatures, body.commits),
    files: files
      .slice(0, MOST_COMPARED)
      .map((file) => withLinks(call, file, base.sha, head?.sha ?? '')),
  })
}

/** The head of a comparison: a SHA, a branch, or anything else that names a commit. */
async function headOf(client: Client, call: Call): Promise<{ sha: string; tree: string }> {
  const name = call.param('basehead').split('...')[1] ?? ''
  const isSha = /^[0-9a-f]{40}$/.test(name)
  const sha = isSha ? name : await branchHead(client, call.repository, name)
  if (sha !== null) return { sha, tree: (await gitCommit(client, call.repository, sha)).tree.sha }
  const path = `/repos/${call.repository}/commits/${name}`
  const found = await client.get(shownCommitShape, path, ownerOf(call.repository))
  return { sha: found.sha, tree: found.commit.tree.sha }
}

async function filesSince(
  { client, changes }: Means,
  repository: string,
  parent: string | null,
  tree: string,
): Promise<readonly ChangedFile[]> {
  const before = parent === null ? null : (await gitCommit(client, repository, parent)).tree.sha
  return changes.between(repository, before, tree)
}

function withLinks(call: Call, file: ChangedFile, before: string | null, after: string) {
  const { origin } = call.request.url
  const at = file.status === 'removed' && before !== null ? before : after
  const path = file.filename.split('/').map(encodeURIComponent).join('/')
  const { sha, filename, status, ...rest } = file
  return {
    sha,
    filename,
    status,
    blob_url: `${origin}/${call.repository}/blob/${at}/${path}`,
    raw_url: `${origin}/${call.repository}/raw/${at}/${path}`,
    contents_url: `${origin}/repos/${call.repository}/contents/${path}?ref=${at}`,
    ...rest,
  }
}

const signedAll = (signatures: Signatures, commits: unknown): unknown =>
  Array.isArray(commits) ? commits.map((commit) => signed(signatures, commit)) : commits

function signed(signatures: Signatures, value: unknown): Readonly<Record<string, unknown>> {
  const commit = fieldsOf(value)
  const verification = signatures.verification(commit)
  return { ...commit, commit: { ...fieldsOf(commit.commit), verification } }
}
