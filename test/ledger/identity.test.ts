import { describe, expect, test } from '@jest/globals'
import { assess } from '../../src/assess/assess.ts'
import { assessed, feature, pull, read, review, type Step, step } from '../support/history.ts'

/** What one round's report lists; with a tuple, which report that is. */
type Round = readonly string[] | readonly [path: string, title: string, items: readonly string[]]

const report = (title: string, items: readonly string[]) =>
  `# ${title}\n\nVerdict: blocking\n\n## Blockers\n\n${items
    .map((item, index) =>
      /^(?:R\d-)?[A-Z]{1,3}-?\d+\b/.test(item) ? `- ${item}` : `${index + 1}. ${item}`,
    )
    .join('\n')}\n`

const isPlaced = (round: Round): round is readonly [string, string, readonly string[]] =>
  Array.isArray(round[2])

/** One commit a round: in the file that it names, else rewriting the one, or in a file of its own. */
const history = (rounds: readonly Round[], apart: boolean): Step[] => [
  feature,
  ...rounds.map((round, index) => {
    const name = `round ${index + 1}`
    if (isPlaced(round)) return review(name, report(round[1], round[2]), round[0])
    const text = report(`Review R${index + 1}: retries`, round)
    return review(name, text, apart ? `reviews/r${index + 1}.md` : 'REVIEW.md')
  }),
]

/** `R1-B2: the title as it is told now`. */
const blockers = (steps: readonly Step[]): string[] =>
  assessed(steps).ledger.blockers.map(({ id, title }) => `${id}: ${title}`)

type Case = readonly [name: string, rounds: readonly Round[], expected: readonly unknown[]]

const ONE_BLOCKER: readonly Case[] = [
  [
    'the same id and words',
    [['B1: Retries never stop'], ['B1: Retries never stop']],
    ['R1-B1: Retries never stop'],
  ],
  [
    'the same place and words',
    [['Retries never stop.'], ['Retries never stop.']],
    ['R1-B1: Retries never stop'],
  ],
  [
    'the same id, reworded',
    [['B1: Retries never stop'], ['B1: Retries never end']],
    ['R1-B1: Retries never end'],
  ],
  [
    'the same id of its severity, reworded',
    [
      ['C1: The pool leaks connections', 'I1: Tokens end up in the log'],
      ['C1: Connections leak from the pool', 'I1: Tokens are still written to the log'],
    ],
    ['R1-C1: Connections leak from the pool', 'R1-I1: Tokens are still written to the log'],
  ],
  [
    'an id with letters and a number',
    [
      ['SEC-02: Tokens end up in the log', 'MF-2: The zone is lost'],
      ['MF-2: The zone is lost on import', 'SEC-02: Tokens end up in the log'],
    ],
    ['R1-SEC-02: Tokens end up in the log', 'R1-MF-2: The zone is lost on import'],
  ],
  [
    'the same lines under the same id',
    [
      ['B1: Retries never stop `src/retry.ts:12`'],
      ['B1: Unbounded loop around send `src/retry.ts:12`'],
    ],
    ['R1-B1: Unbounded loop around send src/retry.ts:12'],
  ],
  [
    'the same words, renumbered',
    [
      ['B1: Retries never stop', 'B2: The error is swallowed'],
      ['B1: The error is swallowed', 'B2: Retries never stop'],
    ],
    ['R1-B1: Retries never stop', 'R1-B2: The error is swallowed'],
  ],
  [
    'the same words in another case, with other marks and endings',
    [['Retries never stop.'], ['**RETRY never stops!**']],
    ['R1-B1: RETRY never stops!'],
  ],
  [
    'how it stands is not what it is',
    [['The retry loop leaks.'], ['The retry loop still leaks, yet unresolved.']],
    ['R1-B1: The retry loop still leaks, yet unresolved'],
  ],
  [
    'words were added, and it was renumbered',
    [
      ['The log is empty.', 'Uploads of large files hang for ever.'],
      ['Uploads of large files hang for ever behind a proxy.', 'The log is empty.'],
    ],
    ['R1-B1: The log is empty', 'R1-B2: Uploads of large files hang for ever behind a proxy'],
  ],
  [
    'words were added at the same place',
    [['Retries never stop.'], ['Retries never stop when the server is down.']],
    ['R1-B1: Retries never stop when the server is down'],
  ],
  [
    'one was put before the others',
    [
      ['Retries never stop.', 'The error is swallowed.'],
      ['Zones are lost.', 'Retries never stop.', 'The error is swallowed.'],
    ],
    ['R1-B1: Retries never stop', 'R1-B2: The error is swallowed', 'R2-B1: Zones are lost'],
  ],
  [
    'only what is open is listed, with new numbers',
    [
      ['Retries never stop.', 'The error is swallowed.', 'Zones are lost.'],
      ['The error is swallowed.', 'Zones are lost on import.'],
    ],
    [
      'R1-B1: Retries never stop',
      'R1-B2: The error is swallowed',
      'R1-B3: Zones are lost on import',
    ],
  ],
  [
    'the same title cites lines that moved',
    [['Wrong zone, `src/a.ts:10`', 'Wrong zone, `src/a.ts:90`'], ['Wrong zone, `src/a.ts:92`']],
    ['R1-B1: Wrong zone, src/a.ts:10', 'R1-B2: Wrong zone, src/a.ts:92'],
  ],
  [
    'the same id and title, the file was renamed',
    [['B1: The error is swallowed, `src/a.ts:10`'], ['B1: The error is swallowed, `src/b.ts:10`']],
    ['R1-B1: The error is swallowed, src/b.ts:10'],
  ],
  [
    'three rounds, and back to the first words',
    [['B1: Retries never stop'], ['B1: Retries never end'], ['B1: Retries never stop']],
    ['R1-B1: Retries never stop'],
  ],
  [
    'left out in one round, and listed again',
    [['Retries never stop.'], ['Zones are lost.'], ['Zones are lost.', 'Retries never stop.']],
    ['R1-B1: Retries never stop', 'R2-B1: Zones are lost'],
  ],
]

const NAMED_BEFORE: readonly Case[] = [
  ...[
    '(was B2)',
    '(was R1-B2)',
    '[formerly B2]',
    '(former B2)',
    '(previously B2 "held")',
    '(B2 in round 1)',
    '(B2, round 1)',
    '(was #2)',
  ].map(
    (note): Case => [
      `"${note}"`,
      [['Zones are lost.', 'The lock is held.'], [`**Threads wait for each other** ${note}`]],
      ['R1-B1: Zones are lost', expect.stringMatching(/^R1-B2: Threads wait/)],
    ],
  ),
  [
    'a note below the title',
    [
      ['Zones are lost.', 'The lock is held.'],
      ['**Threads wait.** (was B2) It is somewhat better.'],
    ],
    ['R1-B1: Zones are lost', 'R1-B2: Threads wait'],
  ],
  [
    '"Former B2: …"',
    [['Zones are lost.', 'The lock is held.'], ['Former B2: threads wait.']],
    ['R1-B1: Zones are lost', 'R1-B2: Former B2: threads wait'],
  ],
  [
    '"B2 (from round 1): …"',
    [
      ['B1: Zones are lost', 'B2: The lock is held'],
      ['B1: The log is empty', 'B2 (from round 1): threads wait'],
    ],
    ['R1-B1: Zones are lost', 'R1-B2: (from round 1): threads wait', 'R2-B1: The log is empty'],
  ],
  [
    '"R1-B2: …"',
    [['B1: Zones are lost', 'B2: The lock is held'], ['R1-B2: Threads wait']],
    ['R1-B1: Zones are lost', 'R1-B2: Threads wait'],
  ],
  [
    'two were merged into one: both stay, by their own words',
    [
      ['Retries never stop.', 'Retries ignore the deadline.'],
      ['Retries are unbounded (was B1 and B2).'],
    ],
    ['R1-B1: Retries are unbounded (was B1 and B2)', 'R1-B2: Retries ignore the deadline'],
  ],
  [
    'one was split into two: the second is new',
    [['Uploads hang.'], ['Large files (was B1).', 'Empty files (was B1).']],
    ['R1-B1: Large files (was B1)', 'R2-B2: Empty files (was B1)'],
  ],
  [
    'of a name that nobody had nothing follows',
    [['Zones are lost.'], ['The lock is held (was B7).']],
    ['R1-B1: Zones are lost', 'R2-B1: The lock is held (was B7)'],
  ],
  [
    'prose that speaks of another is no note',
    [['Zones are lost.'], ['The lock is held, which was B1 all along, or so (see B1).']],
    ['R1-B1: Zones are lost', 'R2-B1: The lock is held, which was B1 all along, or so (see B1)'],
  ],
]

const TWO_BLOCKERS: readonly Case[] = [
  ...[
    ['Missing test for retry', 'Missing test for upload'],
    [
      'Missing test for the retry path of the client',
      'Missing test for the timeout path of the client',
    ],
    ['Test 10 fails on the slow machine', 'Test 11 fails on the slow machine'],
    ['The retry loop in the client has no test', 'The retry loop in the client has no limit'],
    ['Missing tests', 'Missing tests for upload'],
    ['Zones are lost', 'The lock is held'],
    ['Wrong zone, `src/a.ts:3`', 'Wrong zone, `src/b.ts:3`'],
    [
      'The error of the server is swallowed, `src/a.ts:3`',
      'The error of the server is swallowed, `src/b.ts:3`',
    ],
  ].map(
    ([one = '', other = '']): Case => [
      `"${one}" and "${other}" at the same place`,
      [[`${one}.`], [`${other}.`]],
      [`R1-B1: ${one}`, `R2-B1: ${other}`].map((line) => line.replaceAll('`', '')),
    ],
  ),
  [
    'bodies from one mould',
    [
      [
        '**No test of retry.** The plan asks for a test of each function; add one to `test/` before the merge, please.',
      ],
      [
        '**No test of upload.** The plan asks for a test of each function; add one to `test/` before the merge, please.',
      ],
    ],
    ['R1-B1: No test of retry', 'R2-B1: No test of upload'],
  ],
  [
    'the same id and body under another heading: nobody can tell',
    [
      ['B1: **Endless loop.** The client sends again and again while the server is down.'],
      ['B1: **No limit.** The client sends again and again while the server is down.'],
    ],
    ['R1-B1: Endless loop', 'R2-B1: No limit'],
  ],
  [
    'different things at the same line',
    [
      ['Missing test for the retry loop `src/a.ts:3`'],
      ['Missing limit for the retry loop `src/a.ts:3`'],
    ],
    [
      'R1-B1: Missing test for the retry loop src/a.ts:3',
      'R2-B1: Missing limit for the retry loop src/a.ts:3',
    ],
  ],
  [
    'an id that is given to another thing',
    [['C1: The pool leaks'], ['C1: Tokens end up in the log']],
    ['R1-C1: The pool leaks', 'R2-C1: Tokens end up in the log'],
  ],
  [
    'an id that is given to the same lack of another thing',
    [['B1: Missing test for retry'], ['B1: Missing test for upload']],
    ['R1-B1: Missing test for retry', 'R2-B1: Missing test for upload'],
  ],
  [
    'one sentence that may be either of two',
    [
      ['Retries never stop after errors.', 'Retries never stop after timeouts.'],
      ['Zones are lost.', 'The lock is held.', 'Retries never stop.'],
    ],
    [
      'R1-B1: Retries never stop after errors',
      'R1-B2: Retries never stop after timeouts',
      'R2-B1: Zones are lost',
      'R2-B2: The lock is held',
      'R2-B3: Retries never stop',
    ],
  ],
  [
    'one that was split without a word: the likest stays, the other is new',
    [
      ['Uploads hang for large files and for empty files.'],
      ['Uploads hang for large files.', 'Uploads hang for empty files.'],
    ],
    ['R1-B1: Uploads hang for large files', 'R2-B2: Uploads hang for empty files'],
  ],
]

describe('in the round after, in the same file or in one of its own', () => {
  const both = (cases: readonly Case[]) =>
    cases.flatMap(([name, rounds, expected]) =>
      [false, true].map((apart) => [name, apart ? 'apart' : 'in place', rounds, expected] as const),
    )

  describe('one blocker', () => {
    test.each(both(ONE_BLOCKER))('%s, %s', (_, how, rounds, expected) => {
      expect(blockers(history(rounds, how === 'apart'))).toEqual(expected)
    })
  })

  describe('by the name it had', () => {
    test.each(both(NAMED_BEFORE))('%s, %s', (_, how, rounds, expected) => {
      expect(blockers(history(rounds, how === 'apart'))).toEqual(expected)
    })
  })

  describe('two blockers', () => {
    test.each(both(TWO_BLOCKERS))('%s, %s', (_, how, rounds, expected) => {
      expect(blockers(history(rounds, how === 'apart'))).toEqual(expected)
    })
  })
})

test.each([
  [
    ['R1-I1: The pool leaks', 'I7: Tokens end up in the log'],
    ['The pool leaks', 'Tokens end up in the log'],
  ],
  [
    ['I7: The pool leaks on errors', 'R1-I1: The pool leaks'],
    ['The pool leaks', 'The pool leaks on errors'],
  ],
])('an id with its round beside the same id without: %j', (items, titles) => {
  const snapshot = pull(history([['I1: The pool leaks'], items], true))
  const { reports, ...others } = read(snapshot)
  const renamed = reports.map(({ revision, report: reading }) => ({
    revision,
    report: {
      ...reading,
      blockers: reading.blockers.map((one) => (one.label === 'I7' ? { ...one, label: 'I1' } : one)),
    },
  }))
  const { ledger } = assess(snapshot, { reports: renamed, ...others })
  expect(ledger.blockers.map(({ id, title }) => `${id}: ${title}`)).toEqual([
    `R1-I1: ${titles[0]}`,
    `R2-I1: ${titles[1]}`,
  ])
})

describe('where the round is told, and which report it is', () => {
  const again = ['The error is swallowed.', 'Zones are lost.']
  test.each<Case>([
    ...['REVIEW-R2.md', 'reviews/review-round-2.md', 'reviews/r2/api.md', 'reviews/round2.md'].map(
      (path): Case => [
        `in the path ${path}`,
        [
          ['REVIEW.md', 'Review', ['Retries never stop.', 'The error is swallowed.']],
          [path, 'Review', again],
        ],
        ['R1-B1: Retries never stop', 'R1-B2: The error is swallowed', 'R2-B2: Zones are lost'],
      ],
    ),
    [
      'in the ids',
      [
        ['REVIEW.md', 'Review', ['B1: Retries never stop']],
        ['reviews/b.md', 'Review', ['R1-B1: Retries never stop', 'R2-B1: Zones are lost']],
      ],
      ['R1-B1: Retries never stop', 'R2-B1: Zones are lost'],
    ],
    [
      'in the ids of the first round, in another file',
      [
        ['REVIEW.md', 'Review', ['R1-B1: Retries never stop', 'R1-B2: Zones are lost']],
        ['reviews/b.md', 'Review', ['R1-B2: Zones are lost']],
      ],
      ['R1-B1: Retries never stop', 'R1-B2: Zones are lost'],
    ],
    [
      'nowhere, in the same file: ids stay',
      [
        ['REVIEW.md', 'Review', ['Retries never stop.', 'The error is swallowed.']],
        ['REVIEW.md', 'Review', again],
      ],
      ['R1-B1: Retries never stop', 'R1-B2: The error is swallowed', 'R1-B3: Zones are lost'],
    ],
    [
      'nowhere, in another file: each reviewer speaks for himself',
      [
        ['REVIEW.md', 'Review', ['The error is swallowed.']],
        ['reviews/b.md', 'Review', again],
      ],
      [
        'REVIEW.md#R1-B1: The error is swallowed',
        'reviews/b.md#R1-B1: The error is swallowed',
        'R1-B2: Zones are lost',
      ],
    ],
    [
      'two reports of the first round, one of the second',
      [
        ['reviews/api.md', 'Review R1', ['B1: Retries never stop']],
        ['reviews/ui.md', 'Review R1', ['B1: Buttons are cut']],
        ['reviews/all.md', 'Review R2', ['B1: Buttons are cut off', 'B2: Retries never stop']],
      ],
      ['reviews/api.md#R1-B1: Retries never stop', 'reviews/ui.md#R1-B1: Buttons are cut off'],
    ],
    [
      'an id that two reports gave, in the next round',
      [
        ['reviews/api.md', 'Review R1', ['B1: Retries never stop']],
        ['reviews/ui.md', 'Review R1', ['B1: Retries of clicks are lost']],
        ['reviews/all.md', 'Review R2', ['B1: Retries']],
      ],
      [
        'reviews/api.md#R1-B1: Retries never stop',
        'reviews/ui.md#R1-B1: Retries of clicks are lost',
        'R2-B1: Retries',
      ],
    ],
  ])('%s', (_, rounds, expected) => {
    expect(blockers(history(rounds, false))).toEqual(expected)
  })
})

describe('a blocker that moves from one report to another', () => {
  const both = report('Review', ['Retries never stop.', 'The error is swallowed.'])
  const less = report('Review', ['Retries never stop.'])
  const other = report('Review', ['The error is swallowed.'])

  test.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('within one commit, from %s to %s', (from, to) => {
    const moved = step('moved', 'docs: x', {
      [`reviews/${from}.md`]: less,
      [`reviews/${to}.md`]: other,
    })
    expect(blockers([feature, review('one', both, `reviews/${from}.md`), moved])).toEqual([
      'R1-B1: Retries never stop',
      'R1-B2: The error is swallowed',
    ])
  })

  test('in two commits', () => {
    const steps = [feature, review('one', both), review('less', less)]
    expect(blockers([...steps, review('other', other, 'reviews/b.md')])).toEqual([
      'R1-B1: Retries never stop',
      'R1-B2: The error is swallowed',
    ])
  })
})

describe('what is closed', () => {
  const fixing = (names: string) => step('fix', `fix: x\n\nFixes-Blocker: ${names}`)
  const states = (steps: readonly Step[]) =>
    assessed(steps).ledger.blockers.map(({ id, state }) => `${id} ${state}`)
  const rounds = (first: readonly string[], second: readonly string[]) =>
    history([first, second], true)

  test('a fix of what replaced a blocker under its id closes nothing else', () => {
    const steps = rounds(['B1: Missing test for retry'], ['B1: Missing test for upload'])
    expect(states([...steps, fixing('R2-B1')])).toEqual(['R1-B1 open', 'R2-B1 fixed'])
  })

  test('of two that were merged, each by its own id', () => {
    const steps = rounds(
      ['Retries never stop.', 'The lock is held.'],
      ['It hangs (was B1 and B2).'],
    )
    expect(states([...steps, fixing('R2-B1')])).toEqual(['R1-B1 fixed', 'R1-B2 open'])
    expect(states([...steps, fixing('R1-B1, R1-B2')])).toEqual(['R1-B1 fixed', 'R1-B2 fixed'])
  })

  test('a reworded one is open again', () => {
    const [start, one, two] = rounds(['B1: Retries never stop'], ['B1: Retries never end'])
    if (start === undefined || one === undefined || two === undefined) throw new Error('three')
    expect(states([start, one, fixing('B1'), two])).toEqual(['R1-B1 open'])
  })

  test('numbers that changed places within a round are named', () => {
    const first = report('Review', ['B1: Zones are lost', 'B2: The lock is held'])
    const second = report('Review', ['B1: The lock is held', 'B2: Zones are lost'])
    const { ledger } = assessed([feature, review('one', first), review('two', second)])
    expect(ledger.blockers.map(({ id, title }) => `${id}: ${title}`)).toEqual([
      'R1-B1: Zones are lost',
      'R1-B2: The lock is held',
    ])
    expect(ledger.diagnostics).toMatchObject([
      { code: 'id-taken', line: 8, message: expect.stringContaining('here it is B1') },
      { code: 'id-taken', line: 7, message: expect.stringContaining('here it is B2') },
    ])
  })
})
