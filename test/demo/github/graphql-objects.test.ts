import { beforeAll, describe, expect, it } from '@jest/globals'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'
import { answered, asked, userToken, type Variables } from './graphql-support.ts'

const here = gitHubOfThisFile()

const SUBMODULE = 'a'.repeat(40)
const LONG = `${'x'.repeat(511_999)}é and the rest`

interface Written {
  readonly sha: string
  readonly tree: string
}

let written: Written

/** Writes a Git object as its REST API has it; its SHA. */
async function write(kind: string, body: unknown): Promise<string> {
  const response = await fetch(`${here().github.url}/repos/acme/widgets/git/${kind}`, {
    method: 'POST',
    headers: { authorization: `token ${userToken('maintainer')}` },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  return ((await response.json()) as { readonly sha: string }).sha
}

beforeAll(async () => {
  const parent = await here().repository.branchHead('main')
  const picture = Buffer.from([137, 80, 78, 71, 0, 1, 2]).toString('base64')
  const blob = { mode: '100644', type: 'blob' }
  const tree = await write('trees', {
    tree: [
      { ...blob, path: 'docs/review.md', content: 'Fine — really.\n' },
      { ...blob, path: 'docs-old.md', content: 'Old\n' },
      { ...blob, path: 'long.txt', content: LONG },
      {
        ...blob,
        path: 'logo.png',
        sha: await write('blobs', { content: picture, encoding: 'base64' }),
      },
      { ...blob, path: 'link.md', mode: '120000', content: 'docs/review.md' },
      { path: 'vendor/lib', mode: '160000', type: 'commit', sha: SUBMODULE },
    ],
  })
  const who = { name: 'Casey', email: 'casey@example.com' }
  const sha = await write('commits', {
    message: 'Everything\n\nOf all kinds.',
    tree,
    parents: [parent],
    author: { ...who, date: '2026-01-05T10:00:00Z' },
    committer: { ...who, date: '2026-01-05T11:00:00Z' },
  })
  await here().repository.createBranch('release/1.0', sha)
  written = { sha, tree }
})

const OBJECT = `query ($owner: String!, $name: String!, $oid: GitObjectID, $expression: String) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid, expression: $expression) {
      __typename oid
      ... on Blob { byteSize text isTruncated isBinary }
      ... on Tree { entries { name type oid path mode } }
      ... on Commit { message committedDate tree { oid } parents(first: 10) { nodes { oid } } }
    }
  }
}`

const object = async (variables: Variables) =>
  (await asked(here(), OBJECT, variables)).repository.object as Variables | null

describe('an object', () => {
  it('is found by its SHA', async () => {
    const { sha, tree } = written
    const main = await here().repository.branchHead('main')
    expect(await object({ oid: sha })).toEqual({
      __typename: 'Commit',
      oid: sha,
      message: 'Everything\n\nOf all kinds.',
      committedDate: '2026-01-05T11:00:00Z',
      tree: { oid: tree },
      parents: { nodes: [{ oid: main }] },
    })
    const found = await object({ oid: tree })
    expect(found).toMatchObject({ __typename: 'Tree', oid: tree })
    // A directory is sorted as if its name ended in a slash.
    expect(found?.entries).toMatchObject([
      { name: 'docs-old.md', type: 'blob', mode: 0o100644 },
      { name: 'docs', type: 'tree', mode: 0o040000 },
      { name: 'link.md', type: 'blob', mode: 0o120000 },
      { name: 'logo.png', type: 'blob' },
      { name: 'long.txt', type: 'blob' },
      { name: 'vendor', type: 'tree' },
    ])
    const [file] = (found?.entries ?? []) as readonly Variables[]
    expect(await object({ oid: file?.oid })).toMatchObject({ __typename: 'Blob', text: 'Old\n' })
  })

  it('is found by what Git calls it', async () => {
    const { sha, tree } = written
    const review = { __typename: 'Blob', text: 'Fine — really.\n', byteSize: 17 }
    const names = [sha, sha.slice(0, 10), 'release/1.0', 'refs/heads/release/1.0']
    for (const name of names) {
      expect(await object({ expression: name })).toMatchObject({ __typename: 'Commit', oid: sha })
      expect(await object({ expression: `${name}:docs/review.md` })).toMatchObject(review)
    }
    expect(await object({ expression: `${sha}:` })).toMatchObject({ oid: tree })
    const docs = await object({ expression: `${sha}:docs` })
    expect(docs?.entries).toMatchObject([{ name: 'review.md', path: 'docs/review.md' }])
    const readme = await object({ expression: 'HEAD:README.md' })
    expect(readme).toMatchObject({ text: '# widgets\n', isTruncated: false, isBinary: false })
  })

  it('is null where there is none', async () => {
    const { sha } = written
    const nothing = 'b'.repeat(40)
    expect(await object({ oid: nothing })).toBeNull()
    for (const expression of [nothing, `${nothing}:`, `${nothing}:a`, 'no-branch', 'no-branch:a']) {
      expect(await object({ expression })).toBeNull()
    }
    for (const path of ['docs/none.md', 'docs/review.md/x', 'vendor/lib/x', 'link.md/x']) {
      expect(await object({ expression: `${sha}:${path}` })).toBeNull()
    }
  })

  it('is what is there, whatever its kind', async () => {
    const at = (path: string) => object({ expression: `${written.sha}:${path}` })
    expect(await at('logo.png')).toMatchObject({ byteSize: 7, isBinary: true, text: null })
    expect(await at('link.md')).toMatchObject({ __typename: 'Blob', text: 'docs/review.md' })
    expect(await at('vendor/lib')).toBeNull()
  })

  it('has its text cut where GitHub cuts it', async () => {
    const long = await object({ expression: `${written.sha}:long.txt` })
    expect(long).toMatchObject({ byteSize: Buffer.byteLength(LONG), isTruncated: true })
    // The cut goes through the é.
    expect(String(long?.text)).toBe('x'.repeat(511_999))
  })

  it('says so when it is named in a way that isn’t emulated', async () => {
    const variables = { expression: 'HEAD~1' }
    expect((await answered(here(), userToken('casey'), OBJECT, variables)).body).toMatchObject({
      errors: [{ message: 'The embedded GitHub doesn’t read the expression HEAD~1' }],
    })
  })
})

describe('a file of a commit', () => {
  it('is a tree entry with its object', async () => {
    const { repository } = await asked(
      here(),
      `query ($owner: String!, $name: String!, $oid: GitObjectID!) {
        repository(owner: $owner, name: $name) {
          object(oid: $oid) {
            ... on Commit {
              report: file(path: "docs/review.md") { ...entry }
              link: file(path: "link.md") { ...entry }
              module: file(path: "vendor/lib") { ...entry }
              folder: file(path: "docs") { ...entry }
              none: file(path: "docs/none.md") { ...entry }
            }
          }
        }
      }
      fragment entry on TreeEntry {
        name path type mode oid
        object { __typename ... on Blob { text } }
      }`,
      { oid: written.sha },
    )
    expect(repository.object).toMatchObject({
      report: {
        name: 'review.md',
        path: 'docs/review.md',
        type: 'blob',
        mode: 33_188,
        object: { __typename: 'Blob', text: 'Fine — really.\n' },
      },
      link: { type: 'blob', mode: 40_960, object: { text: 'docs/review.md' } },
      module: { type: 'commit', mode: 57_344, oid: SUBMODULE, object: null },
      folder: { type: 'tree', mode: 16_384, object: { __typename: 'Tree' } },
      none: null,
    })
  })
})

const REFS = `query ($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    id name nameWithOwner url isPrivate isArchived
    defaultBranchRef { name target { oid ... on Commit { message } } }
    ref(qualifiedName: $ref) { name prefix target { oid } }
  }
}`

describe('a repository', () => {
  it('has its branches', async () => {
    const { github, octokit } = here()
    const { data } = await octokit.rest.repos.get({ owner: 'acme', repo: 'widgets' })
    const target = { oid: await here().repository.branchHead('main'), message: 'Initial commit' }
    const variables = { ref: 'refs/heads/release/1.0' }
    expect((await asked(here(), REFS, variables)).repository).toEqual({
      id: data.node_id,
      name: 'widgets',
      nameWithOwner: 'acme/widgets',
      url: `${github.url}/acme/widgets`,
      isPrivate: false,
      isArchived: false,
      defaultBranchRef: { name: 'main', target },
      ref: { name: 'release/1.0', prefix: 'refs/heads/', target: { oid: written.sha } },
    })
    const none = { ref: 'refs/heads/none' }
    expect((await asked(here(), REFS, none)).repository).toMatchObject({ ref: null })
  })

  it('is answered beside one that isn’t there', async () => {
    const query = `{
      here: repository(owner: "acme", name: "widgets") { nameWithOwner }
      gone: repository(owner: "acme", name: "nothing") { nameWithOwner }
    }`
    expect(await answered(here(), userToken('casey'), query)).toMatchObject({
      status: 200,
      body: {
        data: { here: { nameWithOwner: 'acme/widgets' }, gone: null },
        errors: [
          {
            type: 'NOT_FOUND',
            path: ['gone'],
            message: "Could not resolve to a Repository with the name 'acme/nothing'.",
          },
        ],
      },
    })
  })
})
