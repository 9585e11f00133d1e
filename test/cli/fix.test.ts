import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import { type Files, gitRepository } from '../support/git-repository.ts'

const SEND = 'export const send = () => {\n  for (;;) {\n    go()\n  }\n}\n'
const BETTER = SEND.replace('(;;)', '(let left = 5; left > 0; left--)')

const review = (...titles: readonly string[]) =>
  `# Review: send again when the server is down

Verdict: blocking

## Blockers

${titles.map((title, index) => `${index + 1}. **${title}.** \`src/send.ts:2-4\``).join('\n')}
`

/** A branch whose report has two blockers. */
const blocked = (path = 'REVIEW.md') => {
  const repo = gitRepository({ 'src/send.ts': SEND, 'src/main.ts': 'send()\n' })
  repo.git('config', 'user.name', 'casey')
  repo.git('config', 'user.email', 'casey@example.com')
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  repo.commit(
    'docs: review',
    { [path]: review('It never gives up', 'The error is swallowed') },
    { by: 'robin' },
  )
  /** Changes that are staged, and not committed. */
  const stage = (files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(repo.folder, name), text ?? '')
    }
    repo.git('add', '--all')
  }
  return { ...repo, stage }
}

describe('countersign fix', () => {
  test('lists what is open, with its trailer', async () => {
    const repo = blocked()
    const { code, out } = await countersign(repo.folder, ['fix'])
    expect(code).toBe(0)
    expect(out).toBe(
      'Fixes-Blocker: B1  It never gives up\nFixes-Blocker: B2  The error is swallowed\n',
    )
    repo.commit('fix: both\n\nFixes-Blocker: B1\nFixes-Blocker: B2', { 'src/send.ts': BETTER })
    expect((await countersign(repo.folder, ['fix'])).out).toContain('No blocker is open')
  })

  test('prints the trailers of those that are named, by their short names', async () => {
    const { folder } = blocked('reviews/api.md')
    const { code, out, err } = await countersign(folder, [
      'fix',
      'r1-b2',
      'reviews/api.md#B1 because  the caller\nloops',
    ])
    expect(err).toBe('')
    expect(out).toBe('Fixes-Blocker: B2\nFixes-Blocker: B1 because the caller loops\n')
    expect(code).toBe(0)
  })

  test('says that one is fixed already', async () => {
    const repo = blocked()
    repo.commit('fix: give up\n\nFixes-Blocker: B1', { 'src/send.ts': BETTER })
    const { code, out, err } = await countersign(repo.folder, ['fix', 'B1'])
    expect(err).toContain('B1 is fixed already: named by its Fixes-Blocker trailer')
    expect(out).toBe('Fixes-Blocker: B1\n')
    expect(code).toBe(0)
  })

  test('says that one was withdrawn', async () => {
    const repo = blocked()
    const report = review('It never gives up', 'The error is swallowed').replace(
      /(?<=2\. \*\*The error is swallowed\.\*\*).*/u,
      ' Withdrawn: my mistake.',
    )
    repo.commit('docs: not that one', { 'REVIEW.md': report }, { by: 'robin' })
    const { err } = await countersign(repo.folder, ['fix', 'B2'])
    expect(err).toContain('B2 is withdrawn already')
  })

  test.each([
    ['B9', '“B9” is no blocker of this branch.\nOpen: B1, B2.'],
    ['D2', 'Did you mean B2? Open: B1, B2.'],
    ['R1B2', 'Did you mean R1-B2? Open: B1, B2.'],
    ['everything', '“everything” is no blocker’s name'],
    ['not B1', '“not B1” is no blocker’s name'],
  ])('does not take %s', async (name, said) => {
    const { code, out, err } = await countersign(blocked().folder, ['fix', name])
    expect(err).toContain(said)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  test('asks which one where two rounds share a name', async () => {
    const repo = blocked()
    repo.commit(
      'docs: second',
      { 'REVIEW-R2.md': review('The limit is off by one').replace('Review:', 'Review R2:') },
      { by: 'robin' },
    )
    const { code, err } = await countersign(repo.folder, ['fix', 'B1'])
    expect(err).toContain('“B1” names more than one blocker.\nName one of R1-B1, R2-B1.')
    expect(code).toBe(2)
  })

  test('commits what is staged, with the trailers', async () => {
    const repo = blocked()
    repo.stage({ 'src/send.ts': BETTER })
    const words = ['fix', 'B1', 'R1-B2', '--commit', '--', '-q', '-m', 'fix: give up']
    const { code, err } = await countersign(repo.folder, words)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(repo.git('log', '-1', '--format=%B')).toBe(
      'fix: give up\n\nFixes-Blocker: B1\nFixes-Blocker: B2',
    )
    expect((await countersign(repo.folder, ['check'])).code).toBe(0)
  })

  test('warns where the link would not hold, and says how it would', async () => {
    const repo = blocked()
    repo.stage({ 'src/main.ts': 'send(5)\n' })
    const { code, err } = await countersign(repo.folder, [
      'fix',
      'B1',
      '--commit',
      '--',
      '-qm',
      'fix: elsewhere',
    ])
    expect(code).toBe(0)
    expect(err).toContain(
      'this will not count as the fix of B1: this commit touches none of the files that it cites (src/send.ts).',
    )
    expect(err).toContain('countersign fix "B1 because …" --commit')
    expect((await countersign(repo.folder, ['check'])).code).toBe(1)
    repo.stage({ 'src/main.ts': 'send(6)\n' })
    const why = 'B1 because the caller loops'
    const again = await countersign(repo.folder, [
      'fix',
      why,
      '--commit',
      '--',
      '-qm',
      'fix: the caller',
    ])
    expect(again.err).toBe('')
    expect((await countersign(repo.folder, ['fix'])).out).not.toContain('B1')
  })

  test('warns of a commit that brings nothing but reports', async () => {
    const repo = blocked()
    repo.stage({ 'REVIEW-2.md': '# Review\n\nVerdict: approve\n' })
    const { err } = await countersign(repo.folder, [
      'fix',
      'B1',
      '--commit',
      '--',
      '-qm',
      'docs: x',
    ])
    expect(err).toContain('this commit changes nothing but review reports')
  })

  test('foresees what -a commits, and leaves it to git what it can’t', async () => {
    const repo = blocked()
    writeFileSync(join(repo.folder, 'src/send.ts'), BETTER)
    const { code, err } = await countersign(repo.folder, [
      'fix',
      'B1',
      '--commit',
      '--',
      '-qam',
      'fix: give up',
    ])
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(repo.git('stash', 'list')).toBe('')
  })

  test('ends as git commit ends', async () => {
    const repo = blocked()
    const hook = join(repo.folder, '.git/hooks/pre-commit')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    repo.stage({ 'src/send.ts': BETTER })
    const words = ['fix', 'B1', '--commit', '--', '-qm', 'fix: give up']
    expect((await countersign(repo.folder, words)).code).toBe(1)
    expect((await countersign(repo.folder, [...words, '--no-verify'])).code).toBe(0)
    expect((await countersign(repo.folder, ['fix', 'B1', '--', '-m', 'x'])).code).toBe(2)
    expect((await countersign(repo.folder, ['fix', '--commit'])).code).toBe(2)
  })

  test('leaves the repository as it was', async () => {
    const repo = blocked()
    repo.stage({ 'src/send.ts': BETTER })
    const before = [repo.git('status', '--porcelain'), repo.git('for-each-ref'), repo.git('reflog')]
    await countersign(repo.folder, ['fix', 'B1'])
    expect([
      repo.git('status', '--porcelain'),
      repo.git('for-each-ref'),
      repo.git('reflog'),
    ]).toEqual(before)
  })

  test('tells a shell the names, and nothing where there are none to tell', async () => {
    const repo = blocked()
    expect((await countersign(repo.folder, ['fix', '--names'])).out).toBe('B1\nB2\n')
    execFileSync('rm', ['-rf', join(repo.folder, '.git')])
    expect(await countersign(repo.folder, ['fix', '--names'])).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  })
})
