import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  blocking,
  CASEY,
  checkAt,
  rowOf,
  short,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

/** A policy that wants one command to have been run, as those lines say. */
const wanting = (...more: readonly string[]): string =>
  [
    'requirements:',
    '  validated: error',
    'validation:',
    '  - command: npm test',
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n')

const ran = (...lines: readonly string[]): string => approval('## Validation', '', ...lines)
const TEST_PLAN = 'More\n\nTest Plan: npm test (passed)'
const RUN_IT = (head: string) =>
  `Run it on ${short(head)} and say so, in a report's validation section or in the last commit's message: "Test Plan: npm test (passed)".`
const LET_RUN = (head: string) =>
  `Let the reviewer run it on ${short(head)} and list it in the report: "Reviewer ran: \`npm test\` — passed".`

/** The head, what is found in the row "validated", and what would make it pass; nothing where it does. */
interface Ending {
  readonly head: string
  readonly found: string
  readonly next?: string
}

type Case = readonly [name: string, policy: string, tell: (work: Work) => Promise<Ending>]

async function expectRow(policy: string, tell: (work: Work) => Promise<Ending>): Promise<void> {
  const work = await workUnder(world().repository, { policy })
  const { head, found, next = '' } = await tell(work)
  const said = await checkAt(world(), work, head)
  const row = rowOf(said, 'validated')
  expect({ conclusion: said.conclusion, found: row.found, next: unescaped(row.next) }).toEqual({
    conclusion: next === '' ? 'success' : 'failure',
    found: `"npm test": ${found}`,
    next,
  })
}

const unescaped = (text: string): string => text.replaceAll('\\', '')

describe('a required command is met', () => {
  it.each<Case>([
    [
      'by a reviewer’s run of the last code',
      wanting(),
      async ({ report }) => ({
        head: await report(ran('- `npm test`: 312 passed')),
        found: 'only claimed, by REVIEW.md:7',
      }),
    ],
    [
      'by what the last commit says',
      wanting('by: coder'),
      async ({ commit, report }) => {
        const last = await commit(CASEY, TEST_PLAN, code(2, 'more()'))
        return { head: await report(approval()), found: `only claimed, by ${short(last)}:3` }
      },
    ],
    [
      'by what the coder says in the report',
      wanting('by: coder'),
      async ({ report }) => ({
        head: await report(ran('Coder reported:', '', '- `npm test`: 312 passed')),
        found: 'only claimed, by REVIEW.md:9',
      }),
    ],
    [
      'by the reviewer, in the words that the check asks for',
      wanting('by: reviewer'),
      async ({ report }) => ({
        head: await report(approval('Reviewer ran: `npm test` — passed')),
        found: 'only claimed, by REVIEW.md:5',
      }),
    ],
    [
      'by a run that failed, where any outcome will do',
      wanting('outcome: any'),
      async ({ report }) => ({
        head: await report(ran('- `npm test`: 2 failed, 310 passed')),
        found: 'was run, as REVIEW.md:7 says',
      }),
    ],
    [
      'by a run of older code, where any code will do',
      wanting('on: any'),
      async ({ commit, report }) => {
        await report(ran('- `npm test`: passed'))
        return {
          head: await commit(CASEY, 'More', code(2, 'more()')),
          found: 'only claimed, by REVIEW.md:7',
        }
      },
    ],
  ])('%s', (_, policy, tell) => expectRow(policy, tell))

  it('by a command that the policy leaves partly open', async () => {
    const policy = wanting().replace('npm test', 'npm test*')
    const work = await workUnder(world().repository, { policy })
    const head = await work.report(ran('- `npm test -- --ci`: passed'))
    const said = await checkAt(world(), work, head)
    const { mark, found } = rowOf(said, 'validated')
    expect({ mark, found: unescaped(found) }).toEqual({
      mark: '✅',
      found: '"npm test*": only claimed, by REVIEW.md:7',
    })
  })
})

describe('a required command is not met', () => {
  it.each<Case>([
    [
      'when nobody says that it was run',
      wanting(),
      async ({ report }) => {
        const head = await report(ran('- `npm run lint`: passed'))
        return { head, found: 'nobody says that it was run', next: RUN_IT(head) }
      },
    ],
    [
      'when only the coder says so, and the reviewer is wanted',
      wanting('by: reviewer'),
      async ({ report }) => {
        const head = await report(ran('Coder reported:', '', '- `npm test`: 312 passed'))
        return { head, found: 'nobody says that a reviewer ran it', next: LET_RUN(head) }
      },
    ],
    [
      'when only the reviewer says so, and the coder is wanted',
      wanting('by: coder'),
      async ({ report }) => {
        const head = await report(ran('- `npm test`: 312 passed'))
        return { head, found: 'nobody says that a coder ran it', next: RUN_IT(head) }
      },
    ],
    [
      'by a run of older code',
      wanting(),
      async ({ commit, report }) => {
        await report(ran('- `npm test`: passed'))
        const head = await commit(CASEY, 'More', code(2, 'more()'))
        return {
          head,
          found: 'run before the code changed last (REVIEW.md:7)',
          next: RUN_IT(head),
        }
      },
    ],
    [
      'by a report that goes on telling a run of older code',
      wanting(),
      async ({ commit, report }) => {
        await report(ran('- `npm test`: 312 passed'))
        await commit(CASEY, 'More', code(2, 'more()'))
        const head = await report(`${ran('- `npm test`: 312 passed')}\n## Notes\n\n- Still.\n`)
        return {
          head,
          found: 'run before the code changed last (REVIEW.md:7)',
          next: RUN_IT(head),
        }
      },
    ],
    [
      'by an older commit’s word',
      wanting(),
      async ({ commit }) => {
        const older = await commit(CASEY, TEST_PLAN, code(2, 'more()'))
        const head = await commit(CASEY, 'Even more', code(3, 'more()'))
        return {
          head,
          found: `run before the code changed last (${short(older)}:3)`,
          next: RUN_IT(head),
        }
      },
    ],
    [
      'by one that failed',
      wanting(),
      async ({ report }) => {
        const head = await report(ran('- `npm test`: 2 failed, 310 passed'))
        return { head, found: 'said to have failed (REVIEW.md:7)', next: RUN_IT(head) }
      },
    ],
    [
      'by one whose outcome nobody tells',
      wanting(),
      async ({ report }) => ({
        head: await report(ran('- `npm test`')),
        found: 'how it ended is not said (REVIEW.md:7)',
        next: 'Say how it ended, at REVIEW.md:7: "npm test: passed", or with its figures.',
      }),
    ],
    [
      'by one that was not run, even where any outcome will do',
      wanting('outcome: any'),
      async ({ report }) => {
        const head = await report(ran('- `npm test`: not run, needs a browser'))
        return { head, found: 'not run, as REVIEW.md:7 says', next: RUN_IT(head) }
      },
    ],
    [
      'by a reviewer who wrote the code, where that is an error',
      wanting('by: reviewer').replace('requirements:', 'requirements:\n  independent: error'),
      async ({ commit, work }) => {
        const report = blocking('Withdrawn: a mistake of mine.')
        const text = `${report}\n## Validation\n\n- \`npm test\`: passed\n`
        const head = await commit(CASEY, 'Review', { 'REVIEW.md': text })
        return {
          head,
          found: `disqualified because commit ${short(head)} is by casey, who also wrote commit ${short(work)}`,
          next: `Let somebody whose word counts here do so. ${LET_RUN(head)}`,
        }
      },
    ],
  ])('%s', (_, policy, tell) => expectRow(policy, tell))
})
