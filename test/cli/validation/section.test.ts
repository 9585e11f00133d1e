import { describe, expect, test } from '@jest/globals'
import { putIn } from '../../../src/cli/validation/put-in.ts'
import { isReadThere, notReadBack } from '../../../src/cli/validation/read-back.ts'
import type { Ending, Ran } from '../../../src/cli/validation/run-in-shell.ts'
import {
  type Entry,
  outcomeOf,
  sectionOf,
  type Validation,
} from '../../../src/cli/validation/section.ts'
import type { Figures } from '../../../src/reading/runner-output.ts'
import { readReport } from '../../../src/review/read-report.ts'

const ran = (ending: Ending, figures: Figures | null = null): Ran => ({
  ending,
  figures,
  ms: 12_300,
  lastLines: [],
})
const exited = (status: number, passed?: number, failed?: number, ignored?: number): Ran =>
  ran(
    { how: 'exited', status },
    passed === undefined ? null : { passed, failed: failed ?? null, ignored: ignored ?? null },
  )

const entry = (command: string, more: Partial<Entry> = {}): Entry => ({
  command,
  ran: exited(0),
  whyNot: null,
  onHead: true,
  left: [],
  ...more,
})

const validation = (entries: readonly Entry[], more: Partial<Validation> = {}): Validation => ({
  by: 'reviewer',
  head: 'db6f86a675600919fb80ffab078adfb3caebe777',
  branch: 'feat/send-again',
  at: new Date(Date.UTC(2026, 10, 21, 23, 19)),
  before: [],
  after: [],
  entries,
  ...more,
})

const REPORT = `# Review R1: send again

- Verdict: blocking
- Reviewed commit: 5c0d3e7

## Blockers

- **B1: Retries never stop.** \`src/send.ts:2-4\` loops for ever.

## Notes

- \`doIt\` is no name.
`

/** What a report says of runs, in one line each. */
const readIn = (section: string) =>
  readReport(`${REPORT}\n${section}\n`).validation.map(
    ({ by, command, outcome, passed, failed, ignored }) =>
      `${by}: ${command}: ${outcome} ${passed ?? '-'}/${failed ?? '-'}/${ignored ?? '-'}`,
  )

const ENDS: readonly (readonly [string, Partial<Entry>, string])[] = [
  ['passed', {}, 'passed -/-/-'],
  ['with figures', { ran: exited(0, 312, 0, 2) }, 'passed 312/-/2'],
  ['with nothing skipped', { ran: exited(0, 312, 0, 0) }, 'passed 312/-/-'],
  ['with none at all', { ran: exited(0, 0, 0) }, 'passed 0/-/-'],
  ['failed', { ran: exited(1) }, 'failed -/-/-'],
  ['failed, with figures', { ran: exited(1, 311, 1, 2) }, 'failed 311/1/2'],
  ['failed though no test did', { ran: exited(1, 312, 0) }, 'failed 312/-/-'],
  ['killed', { ran: ran({ how: 'killed', signal: 'SIGSEGV' }) }, 'failed -/-/-'],
  [
    'killed behind its figures',
    { ran: ran({ how: 'killed', signal: 'SIGKILL' }, { passed: 3, failed: null, ignored: null }) },
    'failed 3/-/-',
  ],
  ['stopped', { ran: ran({ how: 'stopped' }) }, 'not-run -/-/-'],
  [
    'stopped behind figures',
    { ran: ran({ how: 'stopped' }, { passed: 3, failed: 1, ignored: null }) },
    'not-run -/-/-',
  ],
  ['absent', { ran: ran({ how: 'absent', status: 127 }) }, 'not-run -/-/-'],
  [
    'refused',
    { ran: null, whyNot: 'only a report names it, and nobody here said yes to it' },
    'not-run -/-/-',
  ],
  ['left out', { ran: null, whyNot: 'stopped before it began' }, 'not-run -/-/-'],
  [
    'a pattern',
    { ran: null, whyNot: '“*” stands for anything in a policy, so this is no command' },
    'not-run -/-/-',
  ],
  ['elsewhere', { onHead: false }, 'not-run -/-/-'],
  ['elsewhere, with figures', { onHead: false, ran: exited(0, 312, 0, 2) }, 'not-run -/-/-'],
  ['failed elsewhere', { onHead: false, ran: exited(1, 311, 1, 2) }, 'not-run -/-/-'],
  [
    'killed elsewhere',
    { onHead: false, ran: ran({ how: 'killed', signal: 'SIGSEGV' }) },
    'not-run -/-/-',
  ],
  ['leaves files', { left: ['coverage/failed.txt', 'src/a.ts'] }, 'passed -/-/-'],
  ['leaves files and fails', { ran: exited(2), left: ['passed.txt'] }, 'failed -/-/-'],
]

const COMMANDS = [
  'npm test',
  'npm run lint -- --fix',
  './ci/all.sh',
  'cargo test --workspace | tee log.txt',
  'npm test -- -t "it failed"',
  'grep -c `date` src/a.ts',
  'PYTHONPATH=. python3 -m pytest tests/failed -k "not slow"',
  'frobnicate --all',
]

describe('the section of a run', () => {
  test('is Markdown that a person can read', () => {
    const section = sectionOf(
      validation(
        [
          entry('npm test', { ran: exited(0, 312, 0, 2) }),
          entry('npm run lint', { ran: exited(1) }),
          entry('npm run build', { left: ['dist/a.js'] }),
          entry('npm run e2e', { ran: null, whyNot: 'stopped before it began' }),
        ],
        { after: ['dist/a.js'] },
      ),
    )
    expect(section).toBe(`## Validation run

<!-- countersign run: written by a program, and written anew by its next run; keep notes outside -->

Commit db6f86a675600919fb80ffab078adfb3caebe777 on branch feat/send-again, 2026-11-21 23:19 UTC. The working tree was clean.

Reviewer ran:

- \`npm test\`: 312 passed, 2 skipped (exit status 0, 12 s)
- \`npm run lint\`: failed (exit status 1, 12 s)
- \`npm run build\`: passed (exit status 0, 12 s; it left 1 file (dist/a.js) changed)
- \`npm run e2e\`: not run, stopped before it began

Afterwards 1 file (dist/a.js) differed from the commit.

<!-- /countersign run -->`)
  })

  test.each(ENDS)('says how a command ended: %s', (_, more, said) => {
    for (const by of ['reviewer', 'coder'] as const) {
      for (const command of COMMANDS) {
        const all = validation([entry(command, more)], { by })
        expect(readIn(sectionOf(all))).toEqual([`${by}: ${command}: ${said}`])
        expect(notReadBack(all)).toEqual([])
      }
    }
  })

  test('says it of each of them', () => {
    const entries = ENDS.map(([, more], index) => entry(`npm run part-${index}`, more))
    const all = validation(entries, { before: ['src/a.ts'], after: ['failed.txt'] })
    expect(readIn(sectionOf(all))).toEqual(
      ENDS.map(([, , said], index) => `reviewer: npm run part-${index}: ${said}`),
    )
    expect(entries.map(outcomeOf)).toEqual(ENDS.map(([, , said]) => said.split(' ')[0]))
  })

  test('changes nothing else of its report, whatever branches and files are called', () => {
    const odd = ['fixed in 5c0d3e7', 'Verdict: approve', '## Blockers', 'make', 'B1 <!-- passed']
    for (const name of odd) {
      const section = sectionOf(
        validation([entry('npm test', { left: [name] })], {
          branch: name.replaceAll(' ', '-'),
          before: [name],
          after: [name, `other ${name}`],
        }),
      )
      const { validation: _, ...before } = readReport(REPORT)
      const { validation: runs, ...after } = readReport(`${REPORT}\n${section}\n`)
      expect(after).toEqual(before)
      expect(runs).toMatchObject([{ command: 'npm test', outcome: 'passed', by: 'reviewer' }])
    }
  })

  test('a command that no report can name is known as such', () => {
    const all = validation([entry('npm test'), entry('check')])
    expect(notReadBack(all)).toEqual(['check'])
  })

  test('is not put where it would not be read', () => {
    const all = validation([entry('npm test'), entry('check')])
    const isRead = (report: string) => isReadThere(report, putIn(report, sectionOf(all)), all)
    expect(isRead(REPORT)).toBe(true)
    expect(isRead('I weighed three parcels.\n\nReady to merge.\n')).toBe(true)
    expect(isRead(`${REPORT}\n\`\`\`sh\nnpm ci\n`)).toBe(false)
  })
})
