import { ProbotOctokit } from 'probot'
import { createLog } from '../../src/app/log.ts'
import type { Octokit } from '../../src/snapshot/asking.ts'
import { changedFilesOf } from './changed-files.ts'

/** Runs git in a repository, and gives what it prints. */
export type RunGit = (...words: readonly string[]) => Buffer

/** What GitHub knows of a pull request besides its commits. */
export interface Pushed {
  readonly base: string
  readonly head: string
  /** Heads that force-pushes left behind, the newest first. */
  readonly earlierHeads: readonly string[]
}

/** GitHub's API, answered by git itself: so much of it as reading one pull request takes. */
export const githubOf =
  (run: RunGit) =>
  (pushed: Pushed): Octokit =>
    new ProbotOctokit({
      baseUrl: 'http://github.test',
      request: {
        fetch: async (url: string, init: { readonly body?: string }) =>
          answered(run, pushed, new URL(url), init.body),
      },
      log: createLog('silent'),
      throttle: { enabled: false },
      retry: { enabled: false },
    })

type Answer = (asking: Asking, ...parts: readonly string[]) => object | null

interface Asking {
  readonly run: RunGit
  readonly pushed: Pushed
  readonly query: URLSearchParams
}

const ROUTES: readonly (readonly [RegExp, Answer])[] = [
  [/^commits$/, ({ run, query }) => pageOf(run, query)],
  [/^commits\/(.+)$/, ({ run }, ref = '') => commitOf(run, ref)],
  [/^compare\/(.+)\.\.\.(.+)$/, ({ run }, base = '', head = '') => comparison(run, base, head)],
  [/^git\/blobs\/(.+)$/, ({ run }, sha = '') => blobOf(run, sha)],
  [/^contents\/(.+)$/, ({ run, query }, path = '') => contentOf(run, path, query.get('ref'))],
  [
    /^activity$/,
    ({ pushed }) =>
      pushed.earlierHeads.map((before) => ({ ...FORCED, before, after: pushed.head })),
  ],
  [/^collaborators\/[^/]+\/permission$/, () => ({ role_name: 'write', permission: 'write' })],
]

function answered(
  run: RunGit,
  pushed: Pushed,
  { pathname, searchParams: query }: URL,
  body = '',
): Response {
  const path = decodeURIComponent(pathname)
  for (const [route, answer] of ROUTES) {
    const parts = route.exec(path.replace(/^\/repos\/acme\/widgets\//, ''))
    if (parts !== null) return json(answer({ run, pushed, query }, ...parts.slice(1)))
  }
  if (path === '/graphql') {
    const { query: text, variables } = JSON.parse(body) as Asked
    const repository = text.startsWith('query Pull(')
      ? repositoryOf(run, pushed)
      : objectsOf(run, text, variables)
    return json({ data: { repository } })
  }
  // The organisation has no defaults.
  if (path.startsWith('/repos/acme/.github/')) return json(null)
  throw new Error(`Nobody taught git to answer ${path}`)
}

const json = (data: object | null): Response =>
  new Response(JSON.stringify(data ?? { message: 'Not Found' }), {
    status: data === null ? 404 : 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })

interface Asked {
  readonly query: string
  readonly variables: Readonly<Record<string, string>>
}

const NOTHING = { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } }

const FORCED = { activity_type: 'force_push', timestamp: '2026-01-05T09:30:00Z' }

/** The organisation has no defaults, and nobody talks here. */
function repositoryOf(run: RunGit, { base, head, earlierHeads }: Pushed): object {
  const shas = textOf(run('rev-list', '--reverse', '--topo-order', `${base}..${head}`))
  const nodes = shas === '' ? [] : shas.split('\n').map((oid) => ({ commit: { oid } }))
  const policy = blobAt(run, `${base}:.github/countersign.yml`)
  return {
    pullRequest: {
      repository: {
        nameWithOwner: 'acme/widgets',
        url: 'https://github.com/acme/widgets',
        isPrivate: false,
        owner: { repository: null },
      },
      id: 'PR_1',
      state: 'OPEN',
      title: 'Feat',
      createdAt: '2026-01-05T09:00:00Z',
      updatedAt: '2026-01-05T09:00:00Z',
      author: { __typename: 'User', login: 'casey' },
      mergeCommit: null,
      headRefName: 'feat',
      headRefOid: head,
      headRepository: { nameWithOwner: 'acme/widgets' },
      baseRefName: 'main',
      baseRefOid: base,
      baseRef: {
        target: { oid: base, file: policy && { mode: 0o100644, object: policy } },
      },
      commits: { totalCount: nodes.length, nodes: nodes.slice(-100) },
      last: { nodes: [{ commit: { oid: head, checkSuites: { nodes: [] } } }] },
      timelineItems: { totalCount: earlierHeads.length },
      comments: NOTHING,
      reviews: NOTHING,
    },
  }
}

/** The blobs and modes that a query asks for, each by a name of its own. */
const objectsOf = (run: RunGit, text: string, variables: Asked['variables']): object => ({
  ...blobsOf(run, text, variables),
  ...modesOf(run, text, variables),
})

const modesOf = (run: RunGit, text: string, variables: Asked['variables']): object =>
  Object.fromEntries(
    [...text.matchAll(/(o\d+): object\(oid: \$(c\d+)\)/gu)].map(([, name = '', commit = '']) => {
      const path = variables[commit.replace('c', 'p')] ?? ''
      const entry = textOf(run('ls-tree', variables[commit] ?? '', '--', path))
      return [name, { file: entry === '' ? null : { mode: Number.parseInt(entry, 8) } }]
    }),
  )

const blobsOf = (run: RunGit, text: string, variables: Asked['variables']): object =>
  Object.fromEntries(
    [...text.matchAll(/(o\d+): object\(\w+: \$(v\d+)\)/gu)].map(([, name = '', variable = '']) => [
      name,
      blobAt(run, variables[variable] ?? ''),
    ]),
  )

function blobAt(run: RunGit, name: string): object | null {
  const oid = asked(() => textOf(run('rev-parse', '--verify', '--quiet', name)))
  const text = asked(() => run('cat-file', 'blob', name).toString('utf8'))
  return oid === null || text === null ? null : { oid, text, isTruncated: false, isBinary: false }
}

function commitOf(run: RunGit, ref: string): object | null {
  const [commit] = asked(() => logOf(run, '--max-count=1', `${ref}^{commit}`)) ?? []
  if (commit === undefined) return null
  const [parent] = commit.parents
  return { ...commit, files: changedFilesOf(run, parent?.sha ?? EMPTY_TREE, commit.sha) }
}

/** "List commits": a page of the history of one. */
function pageOf(run: RunGit, query: URLSearchParams): object {
  const [size, page] = [Number(query.get('per_page')), Number(query.get('page') ?? 1)]
  const words = [`--max-count=${size}`, `--skip=${size * (page - 1)}`, query.get('sha') ?? 'main']
  return logOf(run, '--topo-order', ...words)
}

/** "Compare two commits": what the second has since it left the first. Without a common commit there is no answer. */
function comparison(run: RunGit, base: string, head: string): object | null {
  const merged = asked(() => textOf(run('merge-base', base, head)))
  if (merged === null) return null
  const count = (range: string) => Number(textOf(run('rev-list', '--count', range)))
  const [ahead, behind] = [count(`${base}..${head}`), count(`${head}..${base}`)]
  return {
    status:
      ahead === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged',
    total_commits: ahead,
    merge_base_commit: { sha: merged },
    commits: logOf(run, '--reverse', '--topo-order', `${base}..${head}`),
    files: changedFilesOf(run, merged, head),
  }
}

/** The commits as GitHub lists them, without their files. */
function logOf(run: RunGit, ...words: readonly string[]) {
  const fields = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B']
  const log = run('log', `--format=${fields.join('%x00')}%x00`, '-z', ...words).toString('utf8')
  const parts = log.split('\0')
  // A record ends with an empty field: the format ends with a zero, and so does the record.
  const records = Array.from({ length: Math.floor(parts.length / 11) }, (_, index) =>
    parts.slice(11 * index, 11 * index + 10),
  )
  return records.map(
    ([
      sha = '',
      tree = '',
      parents = '',
      ...[an = '', ae = '', at = '', cn = '', ce = '', ct = '', message = '']
    ]) => ({
      sha,
      parents: parents === '' ? [] : parents.split(' ').map((parent) => ({ sha: parent })),
      commit: {
        message: message.replace(/\n+$/, ''),
        tree: { sha: tree },
        author: personOf(an, ae, at),
        committer: personOf(cn, ce, ct),
        verification: { verified: false, reason: 'unsigned' },
      },
      author: { login: ae.split('@')[0] },
      committer: { login: ce.split('@')[0] },
    }),
  )
}

const personOf = (name: string, email: string, seconds: string) => ({
  name,
  email,
  date: new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z'),
})

const blobOf = (run: RunGit, sha: string): object | null => {
  const content = asked(() => run('cat-file', 'blob', sha))
  return content && { encoding: 'base64', content: content.toString('base64') }
}

function contentOf(run: RunGit, path: string, ref: string | null): object | null {
  const [mode = '', type, sha = ''] = textOf(run('ls-tree', ref ?? 'main', '--', path)).split(/\s/)
  // A symbolic link is a blob, too.
  if (type !== 'blob' || mode.startsWith('12')) return null
  return { type: 'file', sha, html_url: '', ...blobOf(run, sha) }
}

/** What git refuses to answer, GitHub doesn't find. */
function asked<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch {
    return null
  }
}

const textOf = (output: Buffer): string => output.toString('utf8').trimEnd()

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
