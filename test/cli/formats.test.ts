import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from '@jest/globals'
import { HARMFUL } from '../publish/hostile-terminal.ts'
import { blockedBranch } from '../support/blocked-branch.ts'
import { countersign } from '../support/cli.ts'
import { faultsByOurs, faultsBySarif } from '../support/published-schemas.ts'

const { repo } = blockedBranch()
const green = blockedBranch()
green.fix()

const check = (format: string, folder = repo.folder) =>
  countersign(folder, ['check', '--format', format])

describe('countersign check --format', () => {
  test.each(['text', 'json', 'markdown', 'sarif', 'github'])(
    '%s ends as the check does',
    async (format) => {
      expect(await check(format)).toMatchObject({ code: 1, err: '' })
      expect(await check(format, green.repo.folder)).toMatchObject({ code: 0, err: '' })
    },
  )

  test('another is none', async () => {
    const { code, out, err } = await check('yaml')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('text, json, markdown, sarif, github')
  })
})

describe('json', () => {
  it('is what the published schema says', async () => {
    const data = JSON.parse((await check('json')).out)
    expect(faultsByOurs('check.schema.json', data)).toEqual([])
    expect(data).toMatchObject({
      conclusion: 'failure',
      title: '0 of 1 blocker fixed: B1 is open',
      base: { name: 'main', sha: repo.git('rev-parse', 'main') },
      head: { ref: 'feat', sha: repo.git('rev-parse', 'feat') },
      dirty: false,
      blockers: [
        {
          name: 'B1',
          state: 'open',
          report: { path: 'REVIEW.md', line: 7 },
          evidence: [{ path: 'src/send.ts', start: 2, end: 4, now: { start: 2, end: 4 } }],
        },
      ],
    })
  })

  it('says whether something is not committed', async () => {
    const { repo: changed } = blockedBranch()
    writeFileSync(join(changed.folder, 'src/send.ts'), 'changed\n')
    expect(JSON.parse((await check('json', changed.folder)).out).dirty).toBe(true)
  })
})

describe('markdown', () => {
  it('is the check’s summary, with no link where there is nowhere to lead to', async () => {
    const { out } = await check('markdown', green.repo.folder)
    expect(out).toMatch(/^# The blocker is fixed, awaiting re-review\n/u)
    expect(out).toContain(`| \`${green.repo.git('rev-parse', 'feat').slice(0, 7)}\` fix: give up |`)
    expect(out).not.toContain('](')
  })

  it('links to the pages of the remote', async () => {
    const { repo: cloned } = blockedBranch()
    cloned.git('remote', 'add', 'origin', 'git@github.com:acme/widgets.git')
    cloned.commit('chore: rules', { '.github/countersign.yml': 'approvals: 1\n' })
    const { out } = await check('markdown', cloned.folder)
    const head = cloned.git('rev-parse', 'feat')
    expect(out).toContain(
      `[\`src/send.ts:2-4\`](https://github.com/acme/widgets/blob/${head}/src/send.ts#L2-L4)`,
    )
  })

  it('has no link to the policy of a clone without pages', async () => {
    const { repo: ruled } = blockedBranch()
    ruled.on('main', () =>
      ruled.commit('chore: rules', { '.github/countersign.yml': 'fresh: 1\n' }),
    )
    ruled.rebase('main')
    const { out } = await check('markdown', ruled.folder)
    expect(out).toContain('- ❌ `.github/countersign.yml:1`')
    expect(out).toContain('Judged by `.github/countersign.yml`.')
    expect(out).not.toContain('](')
  })
})

describe('sarif', () => {
  it('is what its schema says', async () => {
    const log = JSON.parse((await check('sarif')).out)
    expect(faultsBySarif(log)).toEqual([])
    expect(log.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'open-blocker',
      'cited-by-open-blocker',
    ])
  })

  it('leaves out what is no file at the head', async () => {
    const { repo: gone } = blockedBranch()
    gone.commit('refactor: another way', { 'src/send.ts': null })
    const log = JSON.parse((await check('sarif', gone.folder)).out)
    expect(JSON.stringify(log)).not.toContain('"src/send.ts"')
    expect(log.runs[0].results).toHaveLength(1)
  })
})

describe('github', () => {
  it('annotates, and says the result in one line', async () => {
    const lines = (await check('github')).out.trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(
        /^::error file=REVIEW\.md,line=7,endLine=7,title=B1 is open%3A It never/u,
      ),
      expect.stringMatching(/^::warning file=src\/send\.ts,line=2,endLine=4,title=B1 is open/u),
      'Countersign: 0 of 1 blocker fixed: B1 is open',
    ])
  })

  it('adds the summary and the outputs to the files of the step', async () => {
    const env = {
      GITHUB_STEP_SUMMARY: join(repo.folder, '.git/summary'),
      GITHUB_OUTPUT: join(repo.folder, '.git/output'),
    }
    writeFileSync(env.GITHUB_STEP_SUMMARY, 'Before.\n')
    await countersign(repo.folder, ['check', '--format', 'github'], { env })
    const { out } = await check('markdown')
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toBe(`Before.\n${out}`)
    expect(readFileSync(env.GITHUB_OUTPUT, 'utf8')).toMatch(
      /^conclusion<<(\S{20,})\nfailure\n\1\ntitle<<\1\n0 of 1 .*\n\1\nopen-blockers<<\1\n1\n\1\n$/u,
    )
  })

  it('says which file of the step can’t be written', async () => {
    const env = { GITHUB_OUTPUT: join(repo.folder, 'no/such/folder') }
    const { code, out, err } = await countersign(repo.folder, ['check', '--format', 'github'], {
      env,
    })
    expect(code).toBe(2)
    expect(out).toContain('::error')
    expect(err).toContain('GITHUB_OUTPUT names')
  })

  it('writes to no file in another format', async () => {
    const env = { GITHUB_OUTPUT: join(repo.folder, 'no/such/folder') }
    expect(await countersign(repo.folder, ['check'], { env })).toMatchObject({ code: 1 })
  })
})

describe('what somebody writes', () => {
  const { repo: hostile } = blockedBranch()
  const title = '\x1b]8;;https://evil.example\x07B\u202eold\x1b[2J ::error::x ##[add-mask]y | z'
  hostile.commit('docs: review', {
    'REVIEW.md': `# Review\n\nVerdict: blocking\n\n## Blockers\n\n1. **${title}** \`src/send.ts:2\`\n   ::error::x\n`,
  })

  test.each(['text', 'json', 'markdown', 'sarif', 'github'])(
    'moves no cursor as %s',
    async (format) => {
      const { out } = await check(format, hostile.folder)
      expect(out).toContain('old')
      // In Markdown, invisible joints of ours keep names from being mentions.
      expect(HARMFUL.test(out.replaceAll('\u2060', ''))).toBe(false)
    },
  )

  test('commands no runner', async () => {
    const { out } = await check('github', hostile.folder)
    const lines = out.trimEnd().split('\n')
    expect(lines.filter((line) => /^\s*::/u.test(line))).toHaveLength(lines.length - 1)
    expect(lines.at(-1)).toMatch(/^Countersign: /u)
    expect(lines.at(-1)).not.toContain('##[')
  })
})
