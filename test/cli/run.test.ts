import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'
import { countersign } from '../support/cli.ts'
import { gitRepository } from '../support/git-repository.ts'

const TESTS = 'console.log("Tests:  " + (process.argv[2] ?? "2 passed, 2 total"))\n'

/** A branch with code by Casey and a review by Robin, on a base whose policy lists these commands. */
const branch = (policy: string | null, review?: string) => {
  const repo = gitRepository({
    'tests.js': TESTS,
    ...(policy === null ? {} : { '.github/countersign.yml': policy }),
  })
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  if (review !== undefined) repo.commit('docs: review', { 'REVIEW.md': review }, { by: 'robin' })
  return repo
}

const reviewOf = (...lines: readonly string[]) =>
  `# Review\n\nVerdict: approve\n\n## Validation\n\n${lines.map((line) => `- ${line}\n`).join('')}`

const asReviewer = ['run', '--as', 'reviewer']

const runsIn = (section: string) =>
  readReport(`# Review\n\nVerdict: approve\n\n${section}`).validation.map(
    ({ by, command, outcome, passed }) => [by, command, outcome, passed],
  )

describe('countersign run', () => {
  test('runs what the policy of the base lists, and prints the section for the report', async () => {
    const repo = branch(
      'validation: [node tests.js]\ncorroborate:\n  node --check tests.js: CI / syntax\n',
    )
    const head = repo.git('rev-parse', 'HEAD')
    const { code, out, err } = await countersign(repo.folder, asReviewer)
    expect(runsIn(out)).toEqual([
      ['reviewer', 'node tests.js', 'passed', 2],
      ['reviewer', 'node --check tests.js', 'passed', null],
    ])
    expect(out).toContain(`Commit ${head} on branch feat, 20`)
    expect(out).toContain('UTC. The working tree was clean.')
    expect(err).toContain('[1/2] node tests.js')
    expect(err).toContain(`2 of 2 commands passed on ${head.slice(0, 7)}.`)
    expect(code).toBe(0)
  })

  test('runs in the root of the clone, wherever it is called', async () => {
    const repo = branch('validation: [node tests.js]')
    const { code } = await countersign(join(repo.folder, 'src'), asReviewer)
    expect(code).toBe(0)
  })

  test('goes on after one that fails, shows its end, and ends with 1', async () => {
    const repo = branch(
      'validation: ["node tests.js \'1 failed, 1 passed, 2 total\' && exit 3", no-such-tool, make -v]',
    )
    const { code, out, err } = await countersign(repo.folder, asReviewer)
    expect(out).toContain('1 passed, 1 failed (exit status 3')
    expect(out).toContain('`no-such-tool`: not run, the shell could not start it (status 127)')
    expect(out).toContain('`make -v`: passed')
    expect(err).toContain('│ Tests: 1 failed, 1 passed, 2 total')
    expect(err).toContain('1 of 3 commands passed')
    expect(err).toContain('doesn’t read “no-such-tool” as a command')
    expect(code).toBe(1)
  })

  test('shows all that is printed to somebody who watches', async () => {
    const repo = branch('validation: [node tests.js]')
    const { err } = await countersign(repo.folder, asReviewer, { isWatched: true })
    expect(err).toContain('\nTests:  2 passed, 2 total\n')
  })

  test('takes whoever wrote the code for the coder, and others for the reviewer', async () => {
    const repo = branch('validation: [make -v]')
    const as = async (name: string) => {
      repo.git('config', 'user.name', name)
      repo.git('config', 'user.email', `${name}@example.com`)
      return (await countersign(repo.folder, ['run'])).out
    }
    expect(runsIn(await as('casey'))).toEqual([['coder', 'make -v', 'passed', null]])
    expect(runsIn(await as('robin'))).toEqual([['reviewer', 'make -v', 'passed', null]])
  })

  test('with nothing to run, says where commands are listed', async () => {
    const { code, out, err } = await countersign(branch(null).folder, asReviewer)
    expect(err).toContain('There is nothing to run')
    expect(err).toContain('List commands in .github/countersign.yml on main')
    expect([code, out]).toEqual([2, ''])
  })

  test('runs nothing by a policy that has a mistake', async () => {
    const repo = branch('validation: [touch done]\nvalidatoin: []')
    const { code, err } = await countersign(repo.folder, asReviewer)
    expect(err).toContain('The policy on main has a mistake: .github/countersign.yml:2')
    expect(existsSync(join(repo.folder, 'done'))).toBe(false)
    expect(code).toBe(2)
  })
})

describe('a working tree that is not the commit', () => {
  test('is said, and nothing counts as run on the commit', async () => {
    const repo = branch('validation: [node tests.js]')
    writeFileSync(join(repo.folder, 'src/more.ts'), 'less()\n')
    writeFileSync(join(repo.folder, 'forgotten.ts'), '\n')
    const { code, out, err } = await countersign(repo.folder, asReviewer)
    expect(err).toContain('differs from')
    expect(out).toContain('not clean: 2 files (src/more.ts, forgotten.ts) differed')
    expect(out).toContain('2 tests went well')
    expect(runsIn(out)).toEqual([['reviewer', 'node tests.js', 'not-run', null]])
    expect(code).toBe(1)
  })

  test('is none while only the report is being written', async () => {
    const repo = branch('validation: [node tests.js]')
    writeFileSync(join(repo.folder, 'REVIEW.md'), reviewOf())
    const { code, out } = await countersign(repo.folder, asReviewer)
    expect(out).toContain('The working tree was clean.')
    expect(code).toBe(0)
  })

  test('is told of the command that leaves it so; what runs after that is not on the commit', async () => {
    const change = `node -e 'require("fs").writeFileSync("src/more.ts", "")'`
    const repo = branch(
      `validation: [touch report.xml, "make -v", ${JSON.stringify(change)}, node tests.js]`,
    )
    const { code, out } = await countersign(repo.folder, asReviewer)
    expect(out).toContain('it left 1 file (report.xml) changed')
    expect(out).toContain('it left 1 file (src/more.ts) changed')
    expect(out).toContain('Afterwards 2 files (src/more.ts, report.xml) differed from the commit.')
    expect(runsIn(out).map(([, command, outcome]) => [command, outcome])).toEqual([
      ['touch report.xml', 'passed'],
      ['make -v', 'passed'],
      [change, 'passed'],
      ['node tests.js', 'not-run'],
    ])
    expect(code).toBe(1)
  })
})

describe('a command that only a report names', () => {
  const hostile = reviewOf('`touch pwned && make -v`: passed')
  const isPwned = (repo: { readonly folder: string }) => existsSync(join(repo.folder, 'pwned'))

  test('is run after a yes, and asked for as it will be run', async () => {
    const repo = branch(null, hostile)
    const { code, out, err } = await countersign(repo.folder, asReviewer, { answer: true })
    expect(err).toContain('REVIEW.md:7 says that this was run:\n\n    touch pwned && make -v\n')
    expect(isPwned(repo)).toBe(true)
    expect(runsIn(out)).toEqual([['reviewer', 'touch pwned && make -v', 'passed', null]])
    expect(code).toBe(0)
  })

  test('is not run without one', async () => {
    const repo = branch('validation: [make -v]', hostile)
    const { code, out, err } = await countersign(repo.folder, asReviewer, { answer: false })
    expect(isPwned(repo)).toBe(false)
    const why = 'not run, only a report names it, and nobody here said yes to it'
    expect(out).toContain(`\`touch pwned && make -v\`: ${why}`)
    expect(err).toContain(`– touch pwned && make -v: ${why}`)
    expect(runsIn(out).map(([, , , outcome]) => outcome)).toHaveLength(2)
    expect(code).toBe(1)
  })

  test('is not even asked for with --policy', async () => {
    const repo = branch('validation: [make -v]', hostile)
    const words = [...asReviewer, '--policy']
    const { code, out, err } = await countersign(repo.folder, words, { answer: true })
    expect(isPwned(repo)).toBe(false)
    expect(out + err).not.toContain('pwned')
    expect(code).toBe(0)
  })

  test('does not become the policy’s by a policy that the branch proposes', async () => {
    const repo = branch('validation: [make -v]')
    repo.commit('chore: rules', { '.github/countersign.yml': 'validation: [touch pwned]' })
    await countersign(repo.folder, asReviewer, { answer: true })
    expect(isPwned(repo)).toBe(false)
  })

  test('does not pass for the policy’s by looking like it', async () => {
    const look = [
      'make -v; touch pwned',
      'make\u00a0-v;touch pwned',
      'make -v \u0026\u0026 touch pwned',
      'make *',
    ]
    const repo = branch(
      'validation: [make -v, make *]',
      reviewOf(...look.map((one) => `\`${one}\`: passed`)),
    )
    await countersign(repo.folder, asReviewer, { answer: false })
    expect(isPwned(repo)).toBe(false)
  })

  test('hides nothing behind line breaks, escapes or what reads backwards', async () => {
    const report = reviewOf(
      '`make -v \u001b[2K\u001b[1A; touch pwned`: passed',
      '`make -v; touch \u202edenwp\u202c`: passed',
      `\`make -v${' '.repeat(300)}; touch pwned\`: passed`,
      '`make -v\r\n touch pwned`: passed',
    )
    const record =
      '```yaml\nvalidation:\n  - command: make -v\u0008\u0008; touch pwned\n    result: 0\n```\n'
    const repo = branch(null, `${report}\n${record}`)
    const { out, err } = await countersign(repo.folder, asReviewer, { answer: false })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u)
    expect(err).toContain('make -v \\u{1b}[2K\\u{1b}[1A; touch pwned')
    expect(err).toContain('touch \\u{202e}denwp\\u{202c}')
    for (const asked of err.match(/this was run:\n\n.*\n\n/gu) ?? [])
      expect(asked).toMatch(/touch/u)
    expect(isPwned(repo)).toBe(false)
  })
})

describe('countersign run --write', () => {
  const write = [...asReviewer, '--write', 'REVIEW.md']

  test('puts the section into the report, once', async () => {
    const repo = branch('validation: [node tests.js]', reviewOf('`make`: passed'))
    const file = join(repo.folder, 'REVIEW.md')
    const first = await countersign(repo.folder, [...write, '--policy'])
    expect([first.code, first.out]).toEqual([0, ''])
    const written = readFileSync(file, 'utf8')
    expect(written.startsWith(`${reviewOf('`make`: passed')}\n## Validation run\n`)).toBe(true)
    writeFileSync(join(repo.folder, 'tests.js'), TESTS.replace('2 passed, 2', '3 passed, 3'))
    repo.commit('test: one more', { 'tests.js': TESTS.replace('2 passed, 2', '3 passed, 3') })
    await countersign(repo.folder, [...write, '--policy'])
    const { validation } = readReport(readFileSync(file, 'utf8'))
    expect(validation.map(({ command, passed }) => [command, passed])).toEqual([
      ['make', null],
      ['node tests.js', 3],
    ])
  })

  test('runs nothing where there is no such report', async () => {
    const repo = branch('validation: [touch done]')
    const { code, err } = await countersign(repo.folder, write)
    expect(err).toContain('--write REVIEW.md: there is no such file.')
    expect(existsSync(join(repo.folder, 'done'))).toBe(false)
    expect(code).toBe(2)
  })

  test('leaves a report alone in which the section would not be read', async () => {
    const open = `${reviewOf()}\n\`\`\`sh\nnpm ci\n`
    const repo = branch('validation: [node tests.js]', open)
    const { code, out, err } = await countersign(repo.folder, [...write, '--policy'])
    expect(readFileSync(join(repo.folder, 'REVIEW.md'), 'utf8')).toBe(open)
    expect(err).toContain('REVIEW.md is as it was')
    expect(out).toContain('`node tests.js`: 2 passed')
    expect(code).toBe(2)
  })
})
