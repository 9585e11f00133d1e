import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  CASEY,
  checkAt,
  rowsIn,
  type Said,
  TWO_BLOCKERS,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const NAMES = [
  'reports-readable',
  'blockers-fixed',
  'links-sound',
  'approved',
  'fresh',
  'independent',
  'signed',
  'validated',
  'corroborated',
]

const all = (level: string): string =>
  `requirements:\n${NAMES.map((name) => `  ${name}: ${level}\n`).join('')}`

const POLICY = 'validation: [npm test]\ncorroborate:\n  npm test: CI / test\n'

/** Every requirement with its mark; each says what was looked at, what was found, and how to pass if it doesn't. */
function marks({ summary }: Said): Readonly<Record<string, string>> {
  const rows = rowsIn(summary, 'Requirements')
  for (const [mark = '', , looked = '', found = '', next = ''] of rows) {
    expect(looked).toMatch(/^\S.{3,}/u)
    expect(found).toMatch(/^\S.{3,}[^;]$/u)
    expect(next).toMatch(mark === '✅' ? /^$/u : /^[A-Z].*[.?]$/u)
  }
  return Object.fromEntries(rows.map(([mark = '', name = '']) => [name, mark]))
}

/** Nothing is as it should be: Casey approves over an unread report, an unsound link, a failed run, stale. */
async function everythingWrong(level: string) {
  const work = await workUnder(world().repository, { policy: all(level) + POLICY })
  await work.report(TWO_BLOCKERS)
  await work.commit(CASEY, 'Elsewhere\n\nFixes-Blocker: B1', { 'src/other.ts': 'other()\n' })
  const text = approval('## Validation', '', '- `npm test`: 312 passed')
  await work.commit(CASEY, 'Approve', { 'reviews/casey.md': text })
  await work.commit(CASEY, 'Undecided', { 'reviews/unread.md': '# Review\n\nHm.\n' })
  const head = await work.commit(CASEY, 'More', { 'src/more.ts': 'more()\n' })
  const job = { workflow: 'CI', job: 'test', sha: head, conclusion: 'failure' }
  await world().repository.workflowJob(job)
  return checkAt(world(), work, head)
}

describe('every requirement says what was looked at, what was found and what would make it pass', () => {
  it('when nothing is as it should be', async () => {
    const said = await everythingWrong('error')
    expect(said.conclusion).toBe('failure')
    expect(marks(said)).toEqual({
      'policy readable': '✅',
      'facts complete': '✅',
      'reports readable': '❌',
      'blockers fixed': '❌',
      'links sound': '❌',
      approved: '❌',
      fresh: '❌',
      independent: '❌',
      signed: '❌',
      validated: '❌',
      // The claim is of older code, which the check on this head says nothing about.
      corroborated: '✅',
    })
  })

  it('and where all of that is only warned about, it holds nothing up and is in the title', async () => {
    const said = await everythingWrong('warn')
    expect(said.conclusion).toBe('success')
    expect(new Set(Object.values(marks(said)))).toEqual(new Set(['✅', '⚠️']))
    expect(said.title).toContain(
      '(could not be read, open blockers, unsound links, not approved, stale, not independent, not signed, not validated)',
    )
    expect(said.summary).toContain('**Worth a look** (it holds nothing up)')
  })

  it('and what is off is not there', async () => {
    const said = await everythingWrong('off')
    expect(said.conclusion).toBe('success')
    expect(marks(said)).toEqual({ 'policy readable': '✅', 'facts complete': '✅' })
  })

  it('when there is nothing but work', async () => {
    const work = await workUnder(world().repository, { policy: all('error') })
    const said = await checkAt(world(), work, work.work)
    expect(said.conclusion).toBe('failure')
    expect(marks(said)).toMatchObject({ approved: '❌', fresh: '✅', signed: '✅' })
  })

  it('when all is well', async () => {
    const policy = all('error') + POLICY
    const work = await workUnder(world().repository, { policy, work: code(2, 'work()') })
    const text = approval('## Validation', '', '- `npm test`: 312 passed')
    const head = await work.report(text, { signed: true })
    const job = { workflow: 'CI', job: 'test', sha: head, conclusion: 'success' }
    await world().repository.workflowJob(job)
    const said = await checkAt(world(), work, head)
    expect(said.conclusion).toBe('success')
    expect(new Set(Object.values(marks(said)))).toEqual(new Set(['✅']))
    expect(said.summary).not.toContain('**To turn this green**')
  })
})
