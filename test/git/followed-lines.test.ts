import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { citedPlace, wayToHead } from '../../src/ledger/evidence-now.ts'
import type { Snapshot } from '../../src/snapshot/snapshot.ts'
import { type Files, type GitRepository, gitRepository } from '../support/git-repository.ts'
import { lines, withLine } from './telling.ts'

const textOf = (some: readonly string[]): string => some.map((line) => `${line}\n`).join('')

/** Where a line that was cited at a commit is at the head, as the ledger says. */
function now({ commits, head }: Snapshot, since: string, path: string, start: number, end = start) {
  const way = wayToHead(new Map(commits.map((one) => [one.sha, one])), since, head.sha)
  return citedPlace({ path, start, end, line: 1 }, way).now
}

interface Edit {
  readonly at: number
  readonly gone: number
  readonly come: number
}

const edit = fc.record({
  at: fc.nat(100),
  gone: fc.integer({ min: 0, max: 3 }),
  come: fc.integer({ min: 0, max: 3 }),
})

/** One commit: edits of the file, a new name for it, and something in another file. */
interface Change {
  readonly edits: readonly Edit[]
  readonly renamed: boolean
  readonly elsewhere: boolean
}

const change: fc.Arbitrary<Change> = fc.record({
  edits: fc.array(edit, { maxLength: 4 }),
  renamed: fc.boolean(),
  elsewhere: fc.boolean(),
})

/** No line is ever the same as another one, so that each can be found again. */
function edited(text: readonly string[], edits: readonly Edit[], fresh: () => string): string[] {
  const result = [...text]
  for (const { at, gone, come } of edits) {
    const start = at % (result.length + 1)
    const most = Math.min(gone, Math.max(0, result.length - 25))
    result.splice(start, most, ...Array.from({ length: come }, fresh))
  }
  return result
}

interface Version {
  readonly sha: string
  readonly path: string
  readonly text: readonly string[]
}

/** Plays the changes, and tells what the file was called and what was in it after each of them. */
function played(repo: GitRepository, changes: readonly Change[]): Version[] {
  let number = 40
  const fresh = () => `line ${++number};`
  let [path, text] = ['src/a.ts', lines().trimEnd().split('\n')]
  const versions: Version[] = [{ sha: repo.git('rev-parse', 'HEAD'), path, text }]
  for (const [index, { edits, renamed, elsewhere }] of changes.entries()) {
    const before = path
    if (renamed) path = `lib/${index}.ts`
    text = edited(text, edits, fresh)
    const files: Files = {
      ...(renamed ? { [before]: null } : {}),
      [path]: textOf(text),
      ...(elsewhere ? { 'src/b.ts': textOf(text.slice(0, 5)) } : {}),
    }
    versions.push({ sha: repo.commit(`change ${index}`, files), path, text })
  }
  return versions
}

test('a line that nobody touches is found again, whatever happens around it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 7 }), async (changes) => {
      const repo = gitRepository({ 'src/a.ts': lines() })
      const versions = played(repo, changes)
      const snapshot = await repo.snapshotOf()
      const last = versions.at(-1)
      for (const { sha, path, text } of versions) {
        for (const [index, line] of text.entries()) {
          const at = last?.text.indexOf(line) ?? -1
          if (at === -1) continue
          expect([line, now(snapshot, sha, path, index + 1)]).toEqual([
            line,
            { path: last?.path, start: at + 1, end: at + 1 },
          ])
        }
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

describe('lines that are touched', () => {
  const CODE = lines()
  async function followed(start: number, end: number, ...versions: readonly string[]) {
    const repo = gitRepository({ a: CODE })
    for (const [index, text] of versions.entries()) repo.commit(`change ${index}`, { a: text })
    return now(await repo.snapshotOf(), repo.git('rev-parse', 'main'), 'a', start, end)
  }

  test('are where their successors begin', async () => {
    const text = withLine(CODE, 20, 'one\ntwo\nthree')
    expect(await followed(20, 20, text)).toEqual({ path: 'a', start: 20, end: 20 })
    expect(await followed(19, 21, text)).toEqual({ path: 'a', start: 19, end: 23 })
  })

  test('and where they are gone, what follows them', async () => {
    const text = CODE.replace('line 20;\nline 21;\n', '')
    expect(await followed(20, 21, text)).toEqual({ path: 'a', start: 20, end: 20 })
    expect(await followed(18, 23, text)).toEqual({ path: 'a', start: 18, end: 21 })
  })

  test('or nowhere, with their file', async () => {
    const repo = gitRepository({ a: CODE, b: CODE })
    repo.commit('chore: away', { a: null })
    expect(now(await repo.snapshotOf(), repo.git('rev-parse', 'main'), 'a', 20)).toBeNull()
  })

  test('and a file that was empty begins at its first line', async () => {
    const repo = gitRepository({ a: '' })
    repo.commit('feat: a', { a: CODE })
    repo.commit('feat: more', { a: `first\n${CODE}` })
    const since = repo.git('rev-parse', 'HEAD^')
    expect(now(await repo.snapshotOf(), since, 'a', 1)).toEqual({ path: 'a', start: 2, end: 2 })
  })
})

test('a merge is followed on the side of the branch', async () => {
  const CODE = lines()
  const repo = gitRepository({ a: CODE })
  const since = repo.commit('feat: b', { b: 'b\n' })
  repo.on('main', () => repo.commit('chore: above', { a: `first\n${CODE}` }))
  repo.commit('feat: below', { a: withLine(CODE, 30, 'thirty') })
  repo.merge('main')
  expect(now(await repo.snapshotOf(), since, 'a', 20)).toEqual({ path: 'a', start: 21, end: 21 })
})
