import { beforeAll, describe, expect, it } from '@jest/globals'
import type { CommitRequest } from '../../../src/demo/github/commits.ts'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile()

let branches = 0

/** A commit on a branch of its own, so that its files are those of main and what the test adds. */
const commit = (files: CommitRequest['files'], more: Partial<CommitRequest> = {}) =>
  here().repository.commit({ branch: `commits-${++branches}`, message: 'Work', files, ...more })

const shown = async (ref: string) =>
  (await here().octokit.rest.repos.getCommit({ ...at, ref })).data

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)

const text = (all: readonly string[]) => `${all.join('\n')}\n`

describe('the files of a commit', () => {
  it('are as GitHub describes them', async () => {
    const data = await shown(await commit({ 'a.ts': 'one\n' }))
    expect(answerProblems('/repos/{owner}/{repo}/commits/{ref}', data)).toEqual([])
  })

  it('say what was added, modified and removed, in the order of their bytes', async () => {
    const branch = 'kinds'
    await commit({ 'b.ts': 'one\n', 'c.ts': 'c\n' }, { branch })
    const sha = await commit({ 'b.ts': 'two\n', 'c.ts': null, 'B.ts': 'new\n' }, { branch })
    const { files = [], stats } = await shown(sha)
    expect(files.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
      'added B.ts',
      'modified b.ts',
      'removed c.ts',
    ])
    expect(stats).toEqual({ total: 4, additions: 2, deletions: 2 })
    // `printf 'two\n' | git hash-object --stdin`, and of a removed file what it was.
    expect(files.map(({ sha: blob }) => blob).slice(1)).toEqual([
      'f719efd430d52bcfc8566a43b2eb655688d38871',
      'f2ad6c76f0115a6ba5b00456a849810e7ec0af20',
    ])
  })

  it('carry patches as Git writes them', async () => {
    const branch = 'patches'
    const before = ['export function retry() {', ...lines(1, 20).map((line) => `  ${line}`)]
    await commit({ 'retry.ts': text(before) }, { branch })
    const after = before.with(6, '  changed').toSpliced(18, 0, '  inserted')
    const { files } = await shown(await commit({ 'retry.ts': text(after) }, { branch }))
    expect(files?.[0]?.patch?.split('\n')).toEqual([
      '@@ -4,7 +4,7 @@ export function retry() {',
      '   line 3',
      '   line 4',
      '   line 5',
      '-  line 6',
      '+  changed',
      '   line 7',
      '   line 8',
      '   line 9',
      '@@ -16,6 +16,7 @@ export function retry() {',
      '   line 15',
      '   line 16',
      '   line 17',
      '+  inserted',
      '   line 18',
      '   line 19',
      '   line 20',
    ])
  })

  it('leave a count of one out of a patch, and say where no newline ends the file', async () => {
    const { files } = await shown(await commit({ 'one.txt': 'one' }))
    expect(files?.[0]?.patch).toBe('@@ -0,0 +1 @@\n+one\n\\ No newline at end of file')
  })

  it('are renamed when half of the content stays, with a patch for the rest', async () => {
    const branch = 'renames'
    await commit({ 'src/old.ts': text(lines(1, 10)), 'pure.ts': 'same\n' }, { branch })
    const changed = lines(1, 10).with(4, 'changed')
    const sha = await commit(
      { 'src/old.ts': null, 'src/new.ts': text(changed), 'pure.ts': null, 'moved.ts': 'same\n' },
      { branch },
    )
    const { files = [] } = await shown(sha)
    expect(files).toMatchObject([
      { status: 'renamed', filename: 'moved.ts', previous_filename: 'pure.ts', changes: 0 },
      { status: 'renamed', filename: 'src/new.ts', previous_filename: 'src/old.ts', changes: 2 },
    ])
    expect(files[0]).not.toHaveProperty('patch')
    expect(files[1]?.patch).toContain('-line 5\n+changed')
  })

  it('are removed and added when less of the content stays', async () => {
    const branch = 'rewrites'
    await commit({ 'old.ts': text(lines(1, 10)) }, { branch })
    const files = { 'old.ts': null, 'new.ts': text([...lines(1, 4), ...lines(50, 56)]) }
    const data = await shown(await commit(files, { branch }))
    expect(data.files?.map(({ status }) => status)).toEqual(['added', 'removed'])
  })

  it('have no patch when they are binary', async () => {
    const { files } = await shown(await commit({ 'image.bin': 'a\0b' }))
    expect(files).toMatchObject([{ status: 'added', changes: 0 }])
    expect(files?.[0]).not.toHaveProperty('patch')
  })

  it('of a merge are those that its first parent lacks', async () => {
    const { repository } = here()
    await commit({ 'theirs.ts': 'x\n' }, { branch: 'theirs' })
    await commit({ 'ours.ts': 'x\n' }, { branch: 'ours' })
    const sha = await repository.mergeCommit({ into: 'ours', from: 'theirs' })
    const { files } = await shown(sha)
    expect(files?.map(({ filename }) => filename)).toEqual(['theirs.ts'])
  })

  it('are listed in a comparison, too, from the merge base on', async () => {
    const { repository, octokit } = here()
    const base = await repository.branchHead('main')
    const branch = 'compared'
    await commit({ 'src/old.ts': text(lines(1, 10)) }, { branch })
    await commit({ 'src/old.ts': null, 'src/new.ts': text(lines(1, 11)) }, { branch })
    const asked = { ...at, basehead: `${base}...${branch}` }
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead(asked)
    expect(data.files).toMatchObject([{ status: 'added', filename: 'src/new.ts', additions: 11 }])
    const back = { ...at, basehead: `${branch}~1...${branch}` }
    await expect(octokit.rest.repos.compareCommitsWithBasehead(back)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('come 300 at a time', async () => {
    const files = Object.fromEntries(lines(1, 310).map((name) => [`many/${name}`, '1\n']))
    const sha = await commit(files)
    const { data, headers } = await here().octokit.rest.repos.getCommit({ ...at, ref: sha })
    expect(data.files).toHaveLength(300)
    expect(headers.link).toContain('rel="next"')
    const page4 = { ...at, ref: sha, per_page: 100, page: 4 }
    expect((await here().octokit.rest.repos.getCommit(page4)).data.files).toHaveLength(10)
  })

  it('are the same for a user', async () => {
    const sha = await commit({ 'user.ts': '1\n' })
    const { body } = await here().get('outsider', `/repos/acme/widgets/commits/${sha}`)
    expect(body).toMatchObject({ files: [{ filename: 'user.ts', patch: '@@ -0,0 +1 @@\n+1' }] })
  })
})

describe('the signature of a commit', () => {
  it('is missing by default', async () => {
    const { commit: data } = await shown(await commit({ 's.ts': '1\n' }))
    expect(data.verification).toEqual({
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    })
  })

  it('is verified when it is good, wherever the commit is shown', async () => {
    const { octokit, repository } = here()
    const base = await repository.branchHead('main')
    const sha = await commit({ 's.ts': '2\n' }, { signed: true })
    const good = { verified: true, reason: 'valid', signature: expect.stringContaining('PGP') }
    const { commit: data } = await shown(sha)
    expect(data.verification).toMatchObject(good)
    expect(data.verification?.payload).toContain(`tree ${data.tree.sha}\nparent ${base}\nauthor `)
    expect(data.verification?.verified_at).toBe(data.committer?.date)
    const { data: compared } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...at,
      basehead: `${base}...${sha}`,
    })
    expect(compared.commits[0]?.commit.verification).toMatchObject(good)
    const { data: listed } = await octokit.rest.repos.listCommits({ ...at, sha })
    expect(listed[0]?.commit.verification).toMatchObject(good)
    const { data: git } = await octokit.rest.git.getCommit({ ...at, commit_sha: sha })
    expect(git.verification).toMatchObject(good)
  })

  it('is not verified with a key that is not the committer’s', async () => {
    const { commit: data } = await shown(await commit({ 's.ts': '3\n' }, { signed: 'bad' }))
    expect(data.verification).toMatchObject({
      verified: false,
      reason: 'bad_email',
      verified_at: null,
    })
    expect(data.verification?.signature).not.toBeNull()
  })
})

describe('the people of a commit', () => {
  it('are found by their addresses, whoever pushed', async () => {
    const author = { name: 'Robin', email: 'robin@example.com' }
    const sha = await commit({ 'forged.ts': '1\n' }, { as: 'casey', author })
    expect(await shown(sha)).toMatchObject({
      author: { login: 'robin' },
      committer: { login: 'casey' },
    })
  })

  it('are nobody when no user has their address', async () => {
    const stranger = { name: 'Casey', email: 'casey@elsewhere.example' }
    const sha = await commit({ 'x.ts': '1\n' }, { author: stranger, committer: stranger })
    expect(await shown(sha)).toMatchObject({ author: null, committer: null })
  })
})

describe('a commit that no branch has any more', () => {
  let orphan: string
  let base: string

  beforeAll(async () => {
    const { repository } = here()
    base = await repository.branchHead('main')
    orphan = await commit({ 'orphan.ts': 'alone\n' }, { branch: 'rewritten' })
    await repository.forcePush('rewritten', base)
  })

  it('can be read by its SHA, with its files', async () => {
    const { octokit } = here()
    expect(await shown(orphan)).toMatchObject({ files: [{ filename: 'orphan.ts' }] })
    const content = { ...at, path: 'orphan.ts', ref: orphan }
    expect((await octokit.rest.repos.getContent(content)).data).toMatchObject({ size: 6 })
  })

  it('can be compared with', async () => {
    const asked = { ...at, basehead: `${base}...${orphan}` }
    const { data } = await here().octokit.rest.repos.compareCommitsWithBasehead(asked)
    expect(data).toMatchObject({ status: 'ahead', total_commits: 1, commits: [{ sha: orphan }] })
  })
})
