import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { patchOf } from '../../src/ledger/carried.ts'
import { type Files, type GitRepository, gitRepository } from '../support/git-repository.ts'
import { lines, withLine } from './telling.ts'

/** What git itself takes for the identity of a patch, once context and the likeness of renamed files are left out. */
function patchId(repo: GitRepository): string {
  const patch = repo
    .git('diff-tree', '-p', '-U0', '--find-renames=50%', '--full-index', 'HEAD^', 'HEAD')
    .replaceAll(/^similarity index .*\n/gmu, '')
  const input = `${patch}\n`
  return (
    execFileSync('git', ['patch-id', '--stable'], { input }).toString('utf8').split(' ')[0] ?? ''
  )
}

/** The head as git and we know it again. */
async function identity(repo: GitRepository): Promise<{ git: string; ours: string | null }> {
  const { commits } = await repo.snapshotOf()
  const head = commits.at(-1)
  return { git: patchId(repo), ours: head === undefined ? null : patchOf(head) }
}

/** Before and after a rebase onto a base that moved. */
async function rebased(repo: GitRepository, moved: Files, solved?: Files) {
  const before = await identity(repo)
  repo.on('main', () => repo.commit('chore: move on', moved))
  repo.rebase('main', solved)
  const after = await identity(repo)
  return { git: before.git === after.git, ours: before.ours === after.ours }
}

const CODE = lines()
const ABOVE = `first\nsecond\n${CODE}`
/** Next to line 20, so that its context is another one. */
const NEAR = withLine(withLine(CODE, 18, 'eighteen'), 23, 'twenty-three')
const EDIT = withLine(CODE, 20, 'twenty')
const bytes = (...some: number[]) => new Uint8Array(some)

type Case = readonly [name: string, base: Files, change: Files, moved: Files]

const SAME: readonly Case[] = [
  ['an edit, the base changes above', { a: CODE }, { a: EDIT }, { a: ABOVE }],
  ['an edit, the base changes near it', { a: CODE }, { a: EDIT }, { a: NEAR }],
  [
    'two edits that were one hunk, and are two',
    { a: CODE },
    { a: withLine(EDIT, 24, 'twenty-four') },
    { a: CODE.replace('line 22;\n', 'line 22;\nx\ny\nz\nx\ny\nz\nx\ny\n') },
  ],
  ['lines at the end', { a: CODE }, { a: `${CODE}more\n` }, { a: ABOVE }],
  ['lines at the start', { a: CODE }, { a: `more\n${CODE}` }, { a: withLine(CODE, 4, 'four') }],
  ['a new file', { a: CODE }, { b: CODE }, { a: ABOVE }],
  ['a new file of nothing', { a: CODE }, { empty: '' }, { a: ABOVE }],
  ['a deleted file', { a: CODE, b: CODE }, { b: null }, { a: ABOVE }],
  ['a renamed file', { a: CODE, b: 'b\n' }, { a: null, c: CODE }, { b: 'bb\n' }],
  [
    'a file that is renamed and edited, the base edits it, too',
    { a: CODE },
    { a: null, c: EDIT },
    { a: ABOVE },
  ],
  ['another binary', { a: CODE, b: bytes(0, 1) }, { b: bytes(0, 2) }, { a: ABOVE }],
  ['a file without a last line break', { a: CODE }, { b: 'one\ntwo' }, { a: ABOVE }],
  ['a last line break', { a: CODE, b: 'one\ntwo' }, { b: 'one\ntwo\n' }, { a: ABOVE }],
  [
    'no last line break, and the base moves',
    { a: `${CODE}end` },
    { a: `${EDIT}end` },
    { a: `${ABOVE}end` },
  ],
  [
    'lines that end with CR LF',
    { a: CODE.replaceAll('\n', '\r\n') },
    { a: EDIT.replaceAll('\n', '\r\n') },
    { a: ABOVE.replaceAll('\n', '\r\n') },
  ],
  [
    'paths with spaces, quotes and letters of other scripts',
    { 'a b/"c".ts': CODE, 'src/größe 大.ts': CODE },
    { 'a b/"c".ts': EDIT, 'src/größe 大.ts': EDIT },
    { 'a b/"c".ts': NEAR, 'src/größe 大.ts': ABOVE },
  ],
  [
    'lines that look like a diff',
    { a: `${CODE}@@ -1 +1 @@\ndiff --git a/x b/x\n--- x\n+++ y\n` },
    { a: `${EDIT}@@ -1 +1 @@\ndiff --git a/x b/x\n+++ z\n-- \n` },
    { a: `${ABOVE}@@ -1 +1 @@\ndiff --git a/x b/x\n--- x\n+++ y\n` },
  ],
  [
    'several files at once',
    { a: CODE, b: CODE, c: CODE },
    { a: EDIT, b: null, d: 'new\n' },
    { a: NEAR, c: ABOVE },
  ],
]

describe('a clean rebase leaves a patch the same, says git, and so do we', () => {
  test.each(SAME)('%s', async (_, base, change, moved) => {
    const repo = gitRepository(base)
    repo.commit('feat: change', change)
    expect(await rebased(repo, moved)).toEqual({ git: true, ours: true })
  })

  test('a changed mode', async () => {
    const repo = gitRepository({ a: CODE, 'run.sh': 'go\n' })
    repo.git('update-index', '--chmod=+x', 'run.sh')
    repo.git('commit', '--quiet', '-m', 'fix: run')
    repo.reset('HEAD')
    expect(await rebased(repo, { a: ABOVE })).toEqual({ git: true, ours: true })
  })
})

describe('a conflict that is solved changes the patch, says git, and so do we', () => {
  const other = withLine(CODE, 20, 'zwanzig')
  test.each<[string, string]>([
    ['with something new', withLine(CODE, 20, 'vingt')],
    ['with more than was there', withLine(CODE, 20, 'twenty\nzwanzig')],
  ])('%s', async (_, solution) => {
    const repo = gitRepository({ a: CODE })
    repo.commit('feat: change', { a: EDIT })
    expect(await rebased(repo, { a: other }, { a: solution })).toEqual({ git: false, ours: false })
  })

  test('by the same lines in place of others: what goes is another line', async () => {
    const repo = gitRepository({ a: CODE })
    repo.commit('feat: change', { a: EDIT })
    expect(await rebased(repo, { a: other }, { a: EDIT })).toEqual({ git: false, ours: false })
  })
})

describe('commits that git tells apart we tell apart', () => {
  const FIRST: Files = { a: EDIT }
  test.each<[string, Files]>([
    ['another line', { a: withLine(CODE, 21, 'twenty') }],
    ['another text', { a: withLine(CODE, 20, 'Twenty') }],
    ['another file', { b: EDIT }],
    ['one file more', { a: EDIT, b: 'b\n' }],
    ['the same file under another name', { a: null, b: EDIT }],
    ['a binary in its place', { a: bytes(0, 1, 2) }],
    ['no file', { a: null }],
  ])('%s', async (_, change) => {
    const repo = gitRepository({ a: CODE, b: CODE })
    repo.commit('feat: change', FIRST)
    const one = await identity(repo)
    repo.reset('main')
    repo.commit('feat: change', change)
    const other = await identity(repo)
    expect([one.git === other.git, one.ours === other.ours]).toEqual([false, false])
  })
})

/** GitHub shows no lines of them and not what was there before: what they became has to do. */
describe('where GitHub tells less than git knows, a patch is rather another one', () => {
  test('a file is only renamed, and the base edits it', async () => {
    const repo = gitRepository({ a: CODE })
    repo.commit('chore: move', { a: null, c: CODE })
    expect(await rebased(repo, { a: ABOVE })).toEqual({ git: true, ours: false })
  })

  test('the mode changes, and the base edits the file', async () => {
    const repo = gitRepository({ a: CODE })
    repo.git('update-index', '--chmod=+x', 'a')
    repo.git('commit', '--quiet', '-m', 'fix: run')
    repo.reset('HEAD')
    expect(await rebased(repo, { a: ABOVE })).toEqual({ git: true, ours: false })
  })
})
