import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import { gitRepository } from '../support/git-repository.ts'
import { faultsByOurs, faultsBySarif } from '../support/published-schemas.ts'

const MESSAGE = `fix: stop after five

Addresses the review of 0bb53d9, which found two problems:

1. It never gives up, src/send.ts:2-4.
2. The error is swallowed.

Test Plan:
- npm test (12 tests pass)
- manual: looked at it

Fixes-Blocker: R2-B1
Signed-off-by: Casey <casey@example.com>`

const WRONG = 'fix: stop\n\nFixes-Blocker: B1\n\nMore words.'

const repo = gitRepository()
const sha = repo.commit(MESSAGE)
const wrong = repo.commit(WRONG)
const read = (...words: string[]) => countersign(repo.folder, ['read', ...words])

describe('a commit', () => {
  it('is shown with what each line was understood as', async () => {
    const { code, out } = await read(sha)
    expect(code).toBe(0)
    expect(out).toBe(`commit ${sha.slice(0, 7)} · fix: stop after five
  fixes     R2-B1, finding 1, finding 2
  answers   the review of 0bb53d9
  holds     1 run

 1  subject         │ fix: stop after five
 3  answers review  │ Addresses the review of 0bb53d9, which found two problems:
    2 announced     │
    commit          │
 5  B1 fixed, place │ 1. It never gives up, src/send.ts:2-4.
 6  B2 fixed        │ 2. The error is swallowed.
 8                  │ Test Plan:
 9  run passed      │ - npm test (12 tests pass)
10  by hand         │ - manual: looked at it
12  fixes R2-B1     │ Fixes-Blocker: R2-B1
13  trailer         │ Signed-off-by: Casey <casey@example.com>

✓ Read without a doubt.
`)
  })

  test.each([['HEAD~1'], ['feat~1'], ['short']])(
    'has every name that git knows: %s',
    async (name) => {
      const { out } = await read(name === 'short' ? sha.slice(0, 9) : name)
      expect(out).toContain(`commit ${sha.slice(0, 7)} `)
    },
  )

  it('is as it is in other languages and encodings', async () => {
    repo.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
    writeFileSync(join(repo.folder, 'message'), Buffer.from('fix: Gr\xfc\xdfe', 'latin1'))
    repo.git('commit', '--quiet', '--allow-empty', '-F', 'message')
    repo.git('config', '--unset', 'i18n.commitEncoding')
    expect((await read('HEAD')).out).toContain('fix: Grüße')
  })

  it('has its diagnostics below their lines, and what to write instead', async () => {
    const { code, out } = await read(wrong)
    expect(code).toBe(0)
    expect(out).toContain('   ! "Fixes-Blocker: B1" is no trailer')
    expect(out).toContain('write instead of lines 3 to 5:')
    expect(out).toContain('! 1 warning in')
  })

  it('is data, too', async () => {
    const data = JSON.parse((await read(sha, wrong, '--format', 'json')).out)
    expect(faultsByOurs('read.schema.json', data)).toEqual([])
    expect(data.readings).toMatchObject([
      { kind: 'commit', input: sha, sha, fixes: [{ blocker: 'R2-B1' }], diagnostics: [] },
      { kind: 'commit', sha: wrong, fixes: [], diagnostics: [{ code: 'misplaced-trailer' }] },
    ])
  })

  it('has no file in SARIF and in a step', async () => {
    const log = JSON.parse((await read(wrong, '--format', 'sarif')).out)
    expect(faultsBySarif(log)).toEqual([])
    expect(log.runs[0].results[0].locations[0].logicalLocations[0].kind).toBe('commit')
    const { out } = await read(wrong, '--format', 'github')
    expect(out).toContain(`::warning title=Unclear (commit ${wrong.slice(0, 7)}%2C line 3)::`)
  })
})

describe('a name', () => {
  it('of a file and of a commit is the file’s, and that is said', async () => {
    writeFileSync(join(repo.folder, 'feat'), '# Review\n\nVerdict: approve\n')
    const { out, err } = await read('feat')
    expect(out).toContain('verdict   approve, by line 3')
    expect(err).toMatch(
      /^feat is a file and a commit: the file is read, [0-9a-f]{12} is the commit\.$/mu,
    )
    expect((await read('refs/heads/feat')).out).toContain('commit ')
  })

  test.each([
    ['nobody'],
    ['main..feat'],
    ['HEAD:README.md'],
    ['HEAD^{tree}'],
    ['0000000'],
    ['a\nb'],
  ])('of neither is wrong: %j', async (name) => {
    const { code, err } = await read(name, sha)
    expect(code).toBe(2)
    expect(err).toContain('there is no such file, and no such commit')
  })

  it('that looks like an option is none', async () => {
    expect((await read('--', '--output=x')).err).toContain('no such commit')
  })
})

describe('a message that is no commit’s yet', () => {
  it('comes from standard input or a file', async () => {
    const typed = await countersign(repo.folder, ['read', '-', '--as', 'message'], {
      typed: MESSAGE,
    })
    expect(typed.out).toMatch(/^- · fix: stop after five\n/u)
    writeFileSync(join(repo.folder, 'message'), MESSAGE)
    const file = await read('message', '--as', 'message', '--format', 'json')
    expect(JSON.parse(file.out).readings).toMatchObject([
      { kind: 'commit', sha: null, input: 'message' },
    ])
  })

  it('ends with 1 when it has an error', async () => {
    const typed = MESSAGE.replace('two problems', 'three problems')
    const { code, out } = await countersign(repo.folder, ['read', '-', '--as', 'message'], {
      typed,
    })
    expect(code).toBe(1)
    expect(out).toContain('✗ 1 error in -.')
  })
})
