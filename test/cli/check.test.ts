import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import { gitRepository } from '../support/git-repository.ts'

const REVIEW = `# Review: send again when the server is down

Verdict: blocking

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\` tries for ever when the server stays down.
`

const SEND = 'export const send = () => {\n  for (;;) {\n    go()\n  }\n}\n'

const blocked = () => {
  const repo = gitRepository({ 'src/send.ts': SEND })
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  repo.commit('docs: review', { 'REVIEW.md': REVIEW }, { by: 'robin' })
  return repo
}

describe('countersign check', () => {
  test('is red while a blocker is open, and says what to do', async () => {
    const { code, out } = await countersign(blocked().folder, ['check'])
    expect(code).toBe(1)
    expect(out).toContain('0 of 1 blocker fixed: B1 is open')
    expect(out).toContain('Fixes-Blocker: B1')
  })

  test('is green once it is fixed', async () => {
    const repo = blocked()
    const fixed = { 'src/send.ts': SEND.replace('(;;)', '(let left = 5; left > 0; left--)') }
    repo.commit('fix: give up\n\nFixes-Blocker: B1', fixed)
    const { code, out } = await countersign(repo.folder, ['check'])
    expect(out).toContain('The blocker is fixed, awaiting re-review')
    expect(code).toBe(0)
  })

  test.each(['main', 'origin/main'])(
    'a tag of the name %s is not taken for the base',
    async (name) => {
      const repo = blocked()
      repo.git('update-ref', 'refs/remotes/origin/main', 'main')
      repo.git('tag', name, 'feat')
      for (const words of [['check'], ['check', '--base', name]]) {
        const { code, out } = await countersign(repo.folder, words)
        expect(out).toContain('0 of 1 blocker fixed: B1 is open')
        expect(code).toBe(1)
      }
    },
  )

  test('names the reports that are not committed', async () => {
    const repo = gitRepository()
    repo.commit('feat: more', { 'more.ts': 'more()\n' })
    writeFileSync(join(repo.folder, 'REVIEW.md'), REVIEW)
    writeFileSync(join(repo.folder, 'notes.txt'), 'mine\n')
    const { code, out } = await countersign(repo.folder, ['check'])
    expect(out).toContain('  Not committed, and so not looked at: REVIEW.md.\n')
    expect(code).toBe(0)
    const json = await countersign(repo.folder, ['check', '--format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject({ dirty: false, uncommitted: ['REVIEW.md'] })
  })

  test('says so where there is nothing to assess', async () => {
    const { code, out } = await countersign(gitRepository().folder, ['check'])
    expect(out).toContain(
      'There is nothing to assess: this branch has no commit that main has not.',
    )
    expect(code).toBe(0)
  })
})
