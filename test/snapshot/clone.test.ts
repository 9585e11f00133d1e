import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { cloneSource } from '../../src/snapshot/clone.ts'
import { type Opening, openClone } from '../../src/snapshot/clone-opened.ts'
import { gitIn } from '../../src/snapshot/git.ts'
import type { Asked, Snapshot } from '../../src/snapshot/snapshot.ts'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { installed } from '../support/install-debian.ts'

/** Git signs with it. */
const sshKeygen = (): string =>
  installed({
    neededBy: 'the tests of signatures',
    program: 'ssh-keygen',
    debianPackage: 'openssh-client',
    find: () =>
      (process.env.PATH ?? '')
        .split(delimiter)
        .map((folder) => join(folder, 'ssh-keygen'))
        .find((path) => existsSync(path)) ?? null,
  })

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-clone-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const git = (folder: string, ...words: readonly string[]): string =>
  execFileSync('git', words, {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...WHO },
  })
    .toString('utf8')
    .trim()

const WHO = {
  GIT_AUTHOR_NAME: 'Casey',
  GIT_AUTHOR_EMAIL: 'casey@example.com',
  GIT_COMMITTER_NAME: 'Casey',
  GIT_COMMITTER_EMAIL: 'casey@example.com',
}

const open = (folder: string, base: string | null = null, head: string | null = null) =>
  openClone(gitIn(folder), folder, { base, head })

const ASKED: Asked = { reportPatterns: ['REVIEW.md'], checks: false, signatures: false }

async function factsOf(
  folder: string,
  asked: Asked = ASKED,
  base: string | null = null,
): Promise<Snapshot> {
  const opening = await open(folder, base)
  if (!opening.ok) throw new Error(opening.problem)
  return cloneSource(gitIn(folder), opening).snapshot(opening.opened, asked)
}

const said = (opening: Opening): string =>
  opening.ok ? 'ok' : `${opening.problem} ${opening.next}`

const feature = (): GitRepository => {
  const repo = gitRepository({ 'a.txt': 'one\ntwo\n' })
  repo.commit('feat: more', { 'b.txt': 'three\n' })
  return repo
}

describe('which branch', () => {
  test.each<[string, (repo: GitRepository) => void, string | null, string]>([
    ['main, where there is nothing else', () => {}, null, 'main'],
    [
      'what the remote calls its default branch',
      ({ git: run }) => {
        run('branch', 'trunk', 'main')
        run('update-ref', 'refs/remotes/origin/trunk', 'main')
        run('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
      },
      null,
      'origin/trunk',
    ],
    [
      'the remote’s main before the local one',
      ({ git: run }) => run('update-ref', 'refs/remotes/origin/main', 'main'),
      null,
      'origin/main',
    ],
    [
      'the one that is named',
      ({ git: run }) => run('branch', 'release/2', 'main'),
      'release/2',
      'release/2',
    ],
  ])('the base is %s', async (_, prepare, base, expected) => {
    const repo = feature()
    prepare(repo)
    const opening = await open(repo.folder, base)
    if (!opening.ok) throw new Error(opening.problem)
    expect(opening.baseName).toBe(expected)
    expect(opening.opened.base).toEqual({
      ref: expected.replace('origin/', ''),
      sha: repo.git('rev-parse', 'main'),
    })
    expect(opening.opened.head.ref).toBe('feat')
  })

  test.each<[string, string | null, string, string]>([
    ['ssh', 'git@example.com:acme/widgets.git', 'acme/widgets', 'https://example.com/acme/widgets'],
    [
      'https',
      'https://casey:secret@example.com/acme/widgets',
      'acme/widgets',
      'https://example.com/acme/widgets',
    ],
    [
      'ssh with a port',
      'ssh://git@example.com:2222/acme/widgets.git',
      'acme/widgets',
      'https://example.com/acme/widgets',
    ],
    [
      'a group in a group',
      'https://example.com/acme/tools/widgets.git',
      'acme/tools/widgets',
      'https://example.com/acme/tools/widgets',
    ],
    ['a folder', '/srv/git/widgets.git', '', ''],
    ['none', null, '', ''],
  ])('the repository is known by its remote: %s', async (_, url, name, webUrl) => {
    const { folder } = feature()
    if (url !== null) git(folder, 'remote', 'add', 'origin', url)
    const opening = await open(folder)
    if (!opening.ok) throw new Error(opening.problem)
    const { pull, webUrl: found } = opening.opened
    expect(found).toBe(webUrl)
    if (name !== '') expect(`${pull.owner}/${pull.repo}`).toBe(name)
    expect(JSON.stringify(opening)).not.toContain('secret')
  })

  test('a folder within the clone, a worktree and a detached head will do', async () => {
    const repo = feature()
    mkdirSync(join(repo.folder, 'deep', 'down'), { recursive: true })
    expect(said(await open(join(repo.folder, 'deep', 'down')))).toBe('ok')
    const other = join(newFolder(), 'tree')
    repo.git('worktree', 'add', '--quiet', '--detach', other, 'feat')
    const detached = await open(other)
    expect(detached.ok && detached.opened.head.ref).toBe(repo.git('rev-parse', 'feat').slice(0, 7))
  })
})

describe('what can’t be opened is told, with what to do', () => {
  test.each<[string, () => string, string]>([
    ['no clone', newFolder, 'is in no clone of a git repository. Go there, or name it with -C.'],
    [
      'no commit',
      () => {
        const folder = newFolder()
        git(folder, 'init', '--quiet')
        return folder
      },
      'There is no commit here yet. Commit something first.',
    ],
    [
      'no base',
      () => {
        const { folder } = feature()
        git(folder, 'branch', '--move', 'main', 'elsewhere')
        return folder
      },
      'there is no main or master here. Name it: --base BRANCH.',
    ],
    [
      'nothing in common',
      () => {
        const { folder } = feature()
        git(folder, 'checkout', '--quiet', '--orphan', 'other')
        git(folder, 'commit', '--quiet', '-m', 'other')
        return folder
      },
      'HEAD and main have no commit in common.',
    ],
    [
      'a shallow clone',
      () => {
        const { folder } = feature()
        git(folder, 'checkout', '--quiet', 'main')
        const shallow = join(newFolder(), 'shallow')
        const words = [
          'clone',
          '--quiet',
          '--depth=1',
          '--no-single-branch',
          `file://${folder}`,
          shallow,
        ]
        git(folder, ...words)
        git(shallow, 'checkout', '--quiet', 'feat')
        return shallow
      },
      'This clone is shallow: it lacks commits between the base and the head. Fetch them: git fetch --unshallow.',
    ],
  ])('%s', async (_, folder, expected) => {
    expect(said(await open(folder()))).toContain(expected)
  })

  test.each([
    ['--base', 'nowhere', null],
    ['--head', null, 'nowhere'],
    ['--head', null, '--upload-pack=x'],
  ])('%s with a name that nobody has', async (option, base, head) => {
    const { folder } = feature()
    expect(said(await open(folder, base, head))).toBe(
      `${option} ${base ?? head}: there is no such branch or commit here. Fetch it, or name another.`,
    )
  })
})

describe('what a commit changes', () => {
  const changesOf = async (files: Parameters<GitRepository['commit']>[1]) => {
    const repo = gitRepository({ 'a.txt': 'one\ntwo\n', 'c.bin': new Uint8Array([0, 1, 2]) })
    repo.commit('change', files)
    const { commits } = await factsOf(repo.folder)
    return commits.at(-1)?.files
  }

  test('names of all kinds come through', async () => {
    const names = [
      'ü.txt',
      'with space',
      'quo"te',
      "a'b",
      'tab\there',
      'new\nline',
      '-dash',
      ':(top)x',
      'b\\s',
    ]
    const files = await changesOf(Object.fromEntries(names.map((name) => [name, `${name}\n`])))
    expect(files?.map(({ path }) => path).sort()).toEqual([...names].sort())
    expect(
      files?.every(({ status, lines }) => status === 'added' && lines?.edits?.length === 1),
    ).toBe(true)
  })

  test('a binary file has no lines, an empty one neither', async () => {
    const files = await changesOf({ 'c.bin': new Uint8Array([0, 3]), empty: '' })
    expect(files?.map(({ path, lines }) => [path, lines])).toEqual([
      ['c.bin', null],
      ['empty', null],
    ])
  })

  test('lines that look like git’s own are lines', async () => {
    const text =
      'diff --git a/x b/x\n@@ -1,3 +1,9 @@\n-- a\n++ b\n\\ No newline\n0123456789012345678901234567890123456789\n'
    const files = await changesOf({ 'a.txt': text, 'z.txt': 'last\n' })
    expect(files?.map(({ path, lines }) => [path, lines?.edits])).toEqual([
      ['a.txt', [[1, 2, 6]]],
      ['z.txt', [[1, 0, 1]]],
    ])
  })

  test('a mode, a move and a removal', async () => {
    const repo = gitRepository({
      'a.txt': 'one\ntwo\nthree\n',
      'gone.txt': 'x\n',
      run: '#!/bin/sh\n',
    })
    repo.git('config', 'core.fileMode', 'true')
    chmodSync(join(repo.folder, 'run'), 0o755)
    repo.commit('change', { 'a.txt': null, 'gone.txt': null, 'deep/b.txt': 'one\ntwo\nthree\n' })
    const { commits } = await factsOf(repo.folder)
    const files = commits
      .at(-1)
      ?.files.map(({ path, previousPath, status, blob }) => [
        path,
        previousPath,
        status,
        blob === null,
      ])
    expect(files).toEqual([
      ['deep/b.txt', 'a.txt', 'renamed', false],
      ['gone.txt', null, 'removed', true],
      ['run', null, 'modified', false],
    ])
  })

  test('whatever somebody has set for themselves, the facts are the same', async () => {
    const repo = feature()
    repo.commit('fix: two', { 'a.txt': 'one\n2\n', 'ü.txt': 'x\n' })
    const before = await factsOf(repo.folder)
    const settings = {
      'color.ui': 'always',
      'core.quotePath': 'true',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.external': 'false',
      'diff.renames': 'false',
      'diff.context': '0',
      'diff.algorithm': 'patience',
      'log.showSignature': 'true',
      'log.date': 'relative',
      'format.pretty': 'oneline',
      'i18n.logOutputEncoding': 'ISO-8859-1',
      'core.pager': 'false',
    }
    for (const [name, value] of Object.entries(settings)) repo.git('config', name, value)
    writeFileSync(join(repo.folder, '.git', 'info', 'attributes'), '*.txt diff=odd\n')
    repo.git('config', 'diff.odd.textconv', 'false')
    repo.git('config', 'diff.odd.command', 'false')
    expect(await factsOf(repo.folder)).toEqual(before)
  })

  test('a repository of SHA-256 is read as well', async () => {
    const folder = newFolder()
    git(folder, 'init', '--quiet', '--initial-branch=main', '--object-format=sha256')
    writeFileSync(join(folder, 'a.txt'), 'one\n')
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', 'one')
    git(folder, 'checkout', '--quiet', '-b', 'feat')
    writeFileSync(join(folder, 'REVIEW.md'), 'Verdict: approve\n')
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', 'two')
    const { commits, revisions } = await factsOf(folder)
    expect(commits.map(({ sha, message }) => [sha.length, message])).toEqual([[64, 'two']])
    expect(revisions.map(({ text }) => text)).toEqual(['Verdict: approve\n'])
  })
})

describe('what was force-pushed away', () => {
  const REPORT = 'Verdict: blocking\n\n1. **It loops.** `a.txt:1`\n'

  test('still counts, as far as this clone saw it at the remote', async () => {
    const repo = feature()
    const pushed = repo.commit('docs: review', { 'REVIEW.md': REPORT })
    repo.git('update-ref', '--create-reflog', 'refs/remotes/origin/feat', pushed)
    repo.reset('HEAD~1')
    const now = repo.commit('feat: else', { 'c.txt': 'c\n' })
    const { dropped, revisions } = await factsOf(repo.folder)
    expect(dropped.map(({ sha }) => sha)).toEqual([pushed])
    expect(revisions.map(({ path, commit, text }) => [path, commit, text])).toEqual([
      ['REVIEW.md', pushed, REPORT],
      ['REVIEW.md', now, null],
    ])
    // Once it is pushed, the remote's own history tells.
    repo.git('update-ref', '--create-reflog', 'refs/remotes/origin/feat', now)
    expect((await factsOf(repo.folder)).dropped.map(({ sha }) => sha)).toEqual([pushed])
  })

  test('what was amended before anybody saw it does not', async () => {
    const repo = feature()
    repo.commit('docs: review', { 'REVIEW.md': REPORT })
    repo.amend({ 'REVIEW.md': 'Verdict: approve\n' })
    const { dropped, revisions } = await factsOf(repo.folder)
    expect(dropped).toEqual([])
    expect(revisions).toHaveLength(1)
  })
})

describe('signatures', () => {
  test('are asked for where the policy asks for them', async () => {
    const folder = newFolder()
    const key = join(folder, 'key')
    execFileSync(sshKeygen(), [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'casey@example.com',
      '-f',
      key,
    ])
    const repo = feature()
    const pub = execFileSync('cat', [`${key}.pub`]).toString('utf8')
    writeFileSync(join(folder, 'allowed'), `casey@example.com ${pub}`)
    repo.git('config', 'gpg.format', 'ssh')
    repo.git('config', 'user.signingKey', key)
    repo.git('config', 'gpg.ssh.allowedSignersFile', join(folder, 'allowed'))
    writeFileSync(join(repo.folder, 'd.txt'), 'd\n')
    repo.git('add', '.')
    repo.git('commit', '--quiet', '-S', '-m', 'feat: signed')
    const asked = await factsOf(repo.folder, { ...ASKED, signatures: true })
    expect(asked.commits.map(({ signature }) => signature)).toEqual([
      { verified: false, reason: 'unsigned' },
      { verified: true, reason: 'valid' },
    ])
    const { commits } = await factsOf(repo.folder)
    expect(commits.some(({ signature }) => signature.verified)).toBe(false)
  })
})

test('the policy is the base’s; what the branch makes of it is proposed', async () => {
  const repo = gitRepository({ '.github/countersign.yml': 'approvals: 2\n' })
  repo.commit('chore: looser', { '.github/countersign.yml': 'approvals: 1\n' })
  const { policyFiles, proposedPolicy } = await factsOf(repo.folder)
  expect(policyFiles.map(({ name, text }) => [name, text])).toEqual([
    ['.github/countersign.yml', 'approvals: 2\n'],
  ])
  expect(proposedPolicy).toEqual({ text: 'approvals: 1\n' })
})

test('a policy that is a link is none', async () => {
  const repo = gitRepository({ 'other.yml': 'approvals: 2\n' })
  repo.git('checkout', '--quiet', 'main')
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
    cwd: repo.folder,
    input: '../other.yml',
  })
  repo.git(
    'update-index',
    '--add',
    '--cacheinfo',
    `120000,${blob.toString('utf8').trim()},.github/countersign.yml`,
  )
  repo.git('commit', '--quiet', '-m', 'chore: a link')
  repo.git('checkout', '--quiet', '--force', '-B', 'feat2')
  repo.commit('feat: x', { 'x.txt': 'x\n' })
  expect((await factsOf(repo.folder, ASKED, 'main')).policyFiles).toEqual([])
})

test('what a report may name is bounded as it is on GitHub, and said', async () => {
  const repo = feature()
  const named = Array.from({ length: 101 }, (_, index) => `\`${(0xabc0000 + index).toString(16)}\``)
  const items = named.map((sha, index) => `${index + 1}. **Case ${index}.** Fixed in ${sha}.`)
  repo.commit('docs: review', { 'REVIEW.md': `Verdict: blocking\n\n${items.join('\n')}\n` })
  // This compares with what GitHub's API gives.
  const { gaps, elsewhere } = await repo.snapshotOf()
  expect(gaps).toEqual([
    'reports and comments name 101 commits that this pull request does not contain, and no more than 100 are looked up',
  ])
  expect(elsewhere).toHaveLength(100)
})
