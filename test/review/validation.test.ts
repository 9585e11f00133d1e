import { describe, expect, test } from '@jest/globals'
import { readReport } from '../../src/review/read-report.ts'

const read = (rest: string) => readReport(`# Review\n\nVerdict: approve\n\n${rest}`)

/** `coder: npm test = passed 12/0/3`; figures that are not given are left out. */
const runs = (rest: string) =>
  read(rest).validation.map(({ by, command, outcome, passed, failed, ignored }) => {
    const figures = [passed, failed, ignored].map((figure) => figure ?? '').join('/')
    return `${by}: ${command} = ${outcome}${figures === '//' ? '' : ` ${figures}`}`
  })

describe('the commands that were run', () => {
  test.each<[string, string, string[]]>([
    [
      'a list',
      '## Validation\n\n- `npm test` — passed\n- `npm run lint`\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = unknown'],
    ],
    [
      'marks',
      '## Tests\n\n- ✅ `npm test`\n- ❌ `npm run lint`\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = failed'],
    ],
    [
      'figures',
      '## Tests\n\n- `npm test`: 1,204 passed, 0 failed, 3 skipped\n',
      ['reviewer: npm test = passed 1204/0/3'],
    ],
    [
      'failures decide',
      '## Tests\n\n- `npm test`: 12 passed, 1 failed\n',
      ['reviewer: npm test = failed 12/1/'],
    ],
    [
      'groups are added up',
      '## Tests\n\n- `just test` (80 peer + 3 cli + 5 tauri tests pass)\n',
      ['reviewer: just test = passed 88//'],
    ],
    [
      'exit codes',
      '## Tests\n\n- `npm test` exit 0\n- `npm run lint` exited with 1\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = failed'],
    ],
    [
      'shares',
      '## Tests\n\n- `npm test`: 12/12 passed\n- `npm run e2e`: 11 of 12 tests pass\n',
      ['reviewer: npm test = passed 12//', 'reviewer: npm run e2e = failed 11/1/'],
    ],
    [
      'what it did before',
      '## Tests\n\n- `npm test` failed before, passes now\n- Ran `tsc -b`; without the fix it fails, now it passes\n',
      ['reviewer: npm test = passed', 'reviewer: tsc -b = passed'],
    ],
    [
      'could not be run',
      '## Tests\n\n- `npm test` could not be run\n',
      ['reviewer: npm test = not-run'],
    ],
    ['not run', '## Tests\n\n- `npm test`: not run\n', ['reviewer: npm test = not-run']],
    ['did not pass', '## Tests\n\n- `npm test` did not pass\n', ['reviewer: npm test = failed']],
    [
      'roles',
      '## Validation\n\nCoder reported:\n\n- `npm test`\n\nReviewer re-ran:\n\n- `npm test`\n\nParent/orchestrator reran after merge:\n\n- `npm test`\n',
      [
        'coder: npm test = unknown',
        'reviewer: npm test = unknown',
        'orchestrator: npm test = unknown',
      ],
    ],
    [
      'code',
      '## Checks\n\n```sh\nnpm test\nnpm run lint\n```\n\nAll commands passed.\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = passed'],
    ],
    [
      'code with a prompt',
      '## Checks\n\n```\n$ npm test\nTests: 12 passed, 12 total\n$ ./check.sh\n```\n',
      ['reviewer: npm test = passed 12//', 'reviewer: ./check.sh = unknown'],
    ],
    [
      'code with results',
      '## Checks\n\n```\nnpm test ✅ ~55 passed / 0 failed\n+ 13 ignored\n```\n',
      ['reviewer: npm test = passed 55/0/13'],
    ],
    [
      'any program, where commands are announced',
      '## Checks\n\nCommands run:\n\n```\nfrobnicate --all\n```\n',
      ['reviewer: frobnicate --all = unknown'],
    ],
    [
      'all but one',
      '## Checks\n\n- `npm test`\n- `npm run lint`\n\nAll passed except lint.\n',
      ['reviewer: npm test = unknown', 'reviewer: npm run lint = unknown'],
    ],
    [
      '"all passed" says nothing of a failure',
      '## Checks\n\n- `npm test` failed\n- `tsc`\n\nAll commands passed.\n',
      ['reviewer: npm test = failed', 'reviewer: tsc = passed'],
    ],
    [
      'a table',
      '## Checks\n\n| Command | Result |\n|---|---|\n| `npm test` | ✅ 12 passed |\n',
      ['reviewer: npm test = passed 12//'],
    ],
    [
      'attested elsewhere',
      '## Count\n\nThe hand-off attests `npm test → 48 passed`.\n',
      ['author: npm test = passed 48//'],
    ],
    [
      'not: files that were read',
      '## Validation\n\nInspected:\n\n- `src/a.ts`\n- Key files: `src/b.ts`\n',
      [],
    ],
    ['not: prose', '## Validation\n\n- I make sure that it works\n- go through the list\n', []],
    ['not: mentioned elsewhere', '## Summary\n\nRun `npm test` before you merge.\n', []],
    ['not: a plan for others', '## Follow-ups\n\n- `npm test` on Windows\n', []],
  ])('%s', (_, rest, expected) => {
    expect(runs(rest)).toEqual(expected)
  })
})

test('two figures for one command are a discrepancy', () => {
  const report = read(
    '## Validation\n\nCoder reported:\n\n- `npm test`: 48 passed\n\nReviewer re-ran:\n\n- `npm test`: 55 passed\n',
  )
  expect(report.discrepancies).toEqual([{ about: 'npm test', figures: [48, 55], lines: [9, 13] }])
})

test('notes, risks and follow-ups are counted by entries, or by paragraphs', () => {
  const report = read(
    '## Nits\n\n- a\n- b\n\n## Residual risks\n\nOne.\n\nTwo.\n\n## Next steps\n\n1. x\n- of x\n\n2. y\n\n## Non-blocking notes\n\nNone.\n',
  )
  expect(report.notes.map(({ text }) => text)).toEqual(['a', 'b'])
  expect(report.residualRisks).toEqual([
    { text: 'One.', line: 12 },
    { text: 'Two.', line: 14 },
  ])
  expect(report.followUps.map(({ text }) => text)).toEqual(['x\n\n- of x', 'y'])
})
