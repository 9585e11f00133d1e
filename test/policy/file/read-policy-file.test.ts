import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readPolicyFile } from '../../../src/policy/file/read-policy-file.ts'
import type { PolicyFile } from '../../../src/policy/file/schema.ts'

const read = (text: string) => readPolicyFile(text, { name: '.github/countersign.yml' })

type Problem = readonly [line: number, message: string, next: string]

const problemsOf = (text: string): readonly Problem[] =>
  read(text).problems.map(({ line, message, next }) => [line, message, next])

const usual = { by: 'anyone', outcome: 'passed', on: 'last-code' } as const

describe('a policy file is read', () => {
  it.each<[string, string, PolicyFile]>([
    ['that is empty', '', {}],
    ['that has only comments', '# one\n\n  # two\n', {}],
    [
      'with levels, "off" among them',
      'requirements: {fresh: off}',
      { requirements: { fresh: 'off' } },
    ],
    [
      'that says it is YAML 1.1, in which "off" was no text',
      '%YAML 1.1\n---\nrequirements:\n  fresh: off\n',
      { requirements: { fresh: 'off' } },
    ],
    [
      'with Windows’ ends of lines and a byte order mark',
      '\uFEFFapprovals: 2\r\nignore:\r\n  - "*.md"\r\n',
      { approvals: 2, ignore: ['*.md'] },
    ],
    ['with empty lists', 'reports: []\nignore: []', { reports: [], ignore: [] }],
    [
      'with people, "@" or not',
      'reviewers: {people: [mona, "@hubot", "dependabot[bot]", mona_acme]}',
      { reviewers: { people: ['mona', 'hubot', 'dependabot[bot]', 'mona_acme'] } },
    ],
    [
      'with teams, "@" or not',
      'decisions: {role: admin, teams: [acme/core, "@acme/a.b_c"]}',
      { decisions: { role: 'admin', teams: ['acme/core', 'acme/a.b_c'] } },
    ],
    [
      'with commands, short and long',
      'validation:\n  - npm test\n  - command: " make "\n  - {command: x, by: coder, outcome: any, on: any}',
      {
        validation: [
          { command: 'npm test', ...usual },
          { command: 'make', ...usual },
          { command: 'x', by: 'coder', outcome: 'any', on: 'any' },
        ],
      },
    ],
    [
      'with checks of commands',
      'corroborate:\n  npm test: CI / test (20)\n  "1": "2"',
      { corroborate: { 'npm test': 'CI / test (20)', '1': '2' } },
    ],
    [
      'with rules',
      'rules:\n  - branches: [main]\n    approvals: 2\n  - paths: ["src/**"]\n    branches: [release/*]\n',
      {
        rules: [
          { branches: ['main'], approvals: 2 },
          { branches: ['release/*'], paths: ['src/**'] },
        ],
      },
    ],
    [
      'with an alias',
      'reports: &some [a.md]\nignore: *some',
      { reports: ['a.md'], ignore: ['a.md'] },
    ],
    [
      'with names that have brackets',
      "ignore: ['app/\\[id\\]/**', '{a,b}/[cd]']",
      { ignore: ['app/\\[id\\]/**', '{a,b}/[cd]'] },
    ],
  ])('%s', (_, text, file) => expect(read(text)).toEqual({ file, problems: [] }))
})

const KEYS =
  'The keys are reports, ignore, requirements, approvals, reviewers, decisions, validation, corroborate, comment, rules.'
const ENTRIES = 'Write each entry on a line of its own, with "- " before it.'
const LINES = 'Write "key: value" lines below it, indented.'
const TEXT = 'Write a text; a number needs quotes.'
const FILL = 'Give it a value, or delete it.'
const DIGITS = 'Write it in digits, without quotes.'

describe('keys', () => {
  it.each<[string, string, readonly Problem[]]>([
    [
      'that there are not',
      'requirments:\n  fresh: warn\nnotes: 1\n',
      [
        [1, '"requirments" is no key of a policy.', 'Did you mean "requirements"?'],
        [3, '"notes" is no key of a policy.', KEYS],
      ],
    ],
    [
      'that objects have anyhow',
      'constructor: 1\n__proto__: 2',
      [
        [1, '"constructor" is no key of a policy.', KEYS],
        [2, '"__proto__" is no key of a policy.', KEYS],
      ],
    ],
    [
      'of requirements that there are not',
      'requirements:\n  aproved: error\n  tested: error\n  Fresh: warn\n',
      [
        [2, '"aproved" is no requirement.', 'Did you mean "approved"?'],
        [
          3,
          '"tested" is no requirement.',
          'The requirements are reports-readable, blockers-fixed, links-sound, approved, fresh, independent, signed, validated, corroborated.',
        ],
        [4, '"Fresh" is no requirement.', 'Did you mean "fresh"?'],
      ],
    ],
    [
      'of requirements that are always errors',
      'requirements:\n  facts-complete: warn\n  policy-readable: error\n',
      [
        [2, '"facts-complete" is always an error.', 'Delete this line.'],
        [3, '"policy-readable" is always an error.', 'Delete this line.'],
      ],
    ],
    [
      'in other levels',
      'reviewers:\n  team: []\n  role: write\ndecisions: {rules: []}\nvalidation:\n  - command: x\n    at: head\n',
      [
        [2, '"team" is no key of "reviewers".', 'Did you mean "teams"?'],
        [3, '"role" is no key of "reviewers".', 'The keys are people, teams.'],
        [4, '"rules" is no key of "decisions".', 'Did you mean "role"?'],
        [7, '"at" is no key of "validation".', 'The keys are command, by, outcome, on.'],
      ],
    ],
    [
      'in a rule',
      'rules:\n  - branch: [main]\n  - branches: [main]\n    reports: [x.md]\n  - paths: [x]\n    rules: []\n',
      [
        [2, '"branch" is no key of a rule.', 'Did you mean "branches"?'],
        [
          4,
          '"reports" can’t stand in a rule.',
          'Move it to the top of the file: which files are reports must be known before the changed files are.',
        ],
        [
          6,
          '"rules" is no key of a rule.',
          'The keys are branches, paths, ignore, requirements, approvals, reviewers, decisions, validation, corroborate, comment.',
        ],
      ],
    ],
    [
      'given twice',
      'approvals: 1\nrequirements:\n  fresh: warn\n  "fresh": error\napprovals: 2\n',
      [
        [4, '"fresh" is given twice, here and in line 3.', 'Put both together under one key.'],
        [5, '"approvals" is given twice, here and in line 1.', 'Put both together under one key.'],
      ],
    ],
    [
      'that a rule lacks',
      'rules:\n  - approvals: 2\n  - branches: [main]\n  - requirements: {fresh: x}\n',
      [
        [
          2,
          'The rule doesn’t say for which branches or paths it holds.',
          'Add "branches" or "paths", or move the rule’s keys to the top of the file.',
        ],
        [4, '"x" is none of error, warn, off.', 'Write one of error, warn, off.'],
        [
          4,
          'The rule doesn’t say for which branches or paths it holds.',
          'Add "branches" or "paths", or move the rule’s keys to the top of the file.',
        ],
      ],
    ],
    [
      'that a command lacks',
      'validation:\n  - by: coder\n',
      [[2, '"command" is missing.', 'Add it.']],
    ],
  ])('%s', (_, text, expected) => expect(problemsOf(text)).toEqual(expected))
})

describe('values', () => {
  it.each<[string, string, readonly Problem[]]>([
    [
      'that there are not',
      'requirements:\n  fresh: waring\n  signed: warning\n  validated: true\n  approved: on\n  independent: [warn]\ndecisions:\n  role: owner\nvalidation:\n  - command: x\n    by: coders\n    outcome: failed\n    on: last code\n',
      [
        [2, '"waring" is none of error, warn, off.', 'Did you mean "warn"?'],
        [3, '"warning" is none of error, warn, off.', 'Did you mean "warn"?'],
        [4, 'true is none of error, warn, off.', 'Write one of error, warn, off.'],
        [5, '"on" is none of error, warn, off.', 'Write one of error, warn, off.'],
        [6, 'a list is none of error, warn, off.', 'Write one of error, warn, off.'],
        [
          8,
          '"owner" is none of triage, write, maintain, admin.',
          'Write one of triage, write, maintain, admin.',
        ],
        [11, '"coders" is none of coder, reviewer, anyone.', 'Did you mean "coder"?'],
        [12, '"failed" is none of passed, any.', 'Write one of passed, any.'],
        [13, '"last code" is none of last-code, any.', 'Did you mean "last-code"?'],
      ],
    ],
    [
      'of another kind',
      'reports: REVIEW.md\nignore:\n  docs: true\nrequirements: [fresh]\napprovals: "2"\nreviewers: mona\ndecisions: 3\nvalidation: npm test\ncorroborate: [x]\nrules: {}\n',
      [
        [1, '"reports" is text, not a list.', ENTRIES],
        [2, '"ignore" is a set of keys, not a list.', ENTRIES],
        [4, '"requirements" is a list, not a set of keys.', LINES],
        [5, '"approvals" is text, not a whole number.', DIGITS],
        [6, '"reviewers" is text, not a set of keys.', LINES],
        [7, '"decisions" is 3, not a set of keys.', LINES],
        [8, '"validation" is text, not a list.', ENTRIES],
        [9, '"corroborate" is a list, not a set of keys.', LINES],
        [10, '"rules" is a set of keys, not a list.', ENTRIES],
      ],
    ],
    [
      'of another kind in lists and keys',
      'ignore:\n  - 1.0\n  - [a]\n  - a: b\nvalidation:\n  - true\n  - command: 1\nrules:\n  - main\n  - [x]\n  - branches: main\ncorroborate:\n  npm test: 3\n',
      [
        [2, 'Entry 1 of "ignore" is 1, not text.', TEXT],
        [3, 'Entry 2 of "ignore" is a list, not text.', TEXT],
        [4, 'Entry 3 of "ignore" is a set of keys, not text.', TEXT],
        [
          6,
          'Entry 1 of "validation" is true, not a command.',
          'Write the command, or "command:" with "by", "outcome" and "on".',
        ],
        [7, '"command" is 1, not text.', TEXT],
        [9, 'Entry 1 of "rules" is text, not a set of keys.', LINES],
        [10, 'Entry 2 of "rules" is a list, not a set of keys.', LINES],
        [11, '"branches" is text, not a list.', ENTRIES],
        [13, '"npm test" is 3, not text.', TEXT],
      ],
    ],
    [
      'that are none',
      'reports:\nrequirements:\n  # fresh: warn\n  approved:\nignore:\n  -\n  - ""\nvalidation: [null, "  "]\ncorroborate: {"": x, y: ""}\nrules:\n  - paths: []\n',
      [
        [1, '"reports" is empty.', FILL],
        [4, '"approved" is empty.', FILL],
        [6, 'Entry 1 of "ignore" is empty.', FILL],
        [7, 'Entry 2 of "ignore" is empty.', FILL],
        [8, 'Entry 1 of "validation" is empty.', FILL],
        [8, 'Entry 2 of "validation" is empty.', FILL],
        [9, '"" is empty.', FILL],
        [9, '"y" is empty.', FILL],
        [11, '"paths" is empty.', FILL],
      ],
    ],
    [
      'as the whole file',
      '- approvals: 2\n',
      [[1, 'The file is a list, not a set of keys.', 'Begin with a key, as in "approvals: 2".']],
    ],
    [
      'in place of the whole file',
      '\n\nerror\n',
      [[3, 'The file is text, not a set of keys.', 'Begin with a key, as in "approvals: 2".']],
    ],
    ['of no approval', 'approvals: 0', [[1, '"approvals" is 0, less than 1.', 'Write 1 or more.']]],
    [
      'of too many approvals',
      'approvals: 101',
      [[1, '"approvals" is 101, more than 100.', 'Write 100 or less.']],
    ],
    [
      'of half an approval',
      'approvals: 1.5',
      [[1, '"approvals" is 1.5, not a whole number.', DIGITS]],
    ],
    [
      'of endlessly many approvals',
      'approvals: .inf',
      [[1, '"approvals" is Infinity, not a whole number.', DIGITS]],
    ],
    [
      'that are no logins or teams',
      'reviewers:\n  people:\n    - acme/core\n    - mona lisa\n  teams:\n    - core\n    - a/b/c\n',
      [
        [3, '"acme/core" is no login.', 'A team stands under "teams".'],
        [4, '"mona lisa" is no login.', 'Write the login as in the address of the profile.'],
        [6, '"core" is no team.', 'Write it as "organisation/team".'],
        [7, '"a/b/c" is no team.', 'Write it as "organisation/team".'],
      ],
    ],
    [
      'of two lines where one is a command',
      'validation:\n  - |\n    npm ci\n    npm test\n',
      [[2, '"npm ci npm test" has more than one line.', 'Write it in one line.']],
    ],
    [
      'that an alias stands for, once',
      'rules:\n  - branches: [a]\n    requirements: &some\n      fresh: eror\n  - branches: [b]\n    requirements: *some\n',
      [[4, '"eror" is none of error, warn, off.', 'Did you mean "error"?']],
    ],
  ])('%s', (_, text, expected) => expect(problemsOf(text)).toEqual(expected))
})

describe('globs', () => {
  const UNCLEAR = 'has braces or brackets that don’t close, or braces without a comma or in braces.'
  const PLAIN =
    'Write "{a,b}" or "[ab]", and a backslash before a bracket or brace that is part of a name.'
  it.each<[string, string, string]>([
    ['+(a|b)', '"+(a|b)" has a parenthesis.', 'Write alternatives in braces: "src/{a,b}/**".'],
    ['a)', '"a)" has a parenthesis.', 'Write alternatives in braces: "src/{a,b}/**".'],
    [
      '!docs/**',
      '"!docs/**" begins with "!", and a glob can’t be negated.',
      'List what should match.',
    ],
    [
      '/a',
      '"/a" begins with a "/" that no path has.',
      'Begin with a name in the repository’s root.',
    ],
    [
      './a',
      '"./a" begins with a "/" that no path has.',
      'Begin with a name in the repository’s root.',
    ],
    [
      '../a',
      '"../a" begins with a "/" that no path has.',
      'Begin with a name in the repository’s root.',
    ],
    [
      'docs/',
      '"docs/" ends with a "/" that no path has.',
      'For all that is in a folder, end with "/**".',
    ],
    [
      '*a*a*a*a*a*a*a*a*a*a*a',
      '"*a*a*a*a*a*a*a*a*a*a*a" has more than 10 "*".',
      'Split it into simpler globs.',
    ],
    [
      '{a,b}{a,b}{a,b}{a,b}{a,b}',
      '"{a,b}{a,b}{a,b}{a,b}{a,b}" stands for more than 30 alternatives.',
      'Split it into more globs.',
    ],
    ['{a', `"{a" ${UNCLEAR}`, PLAIN],
    ['{a,{b,c}}', `"{a,{b,c}}" ${UNCLEAR}`, PLAIN],
    ['[a', `"[a" ${UNCLEAR}`, PLAIN],
    ['a'.repeat(201), 'Entry 1 of "reports" has 201 characters, more than 200.', 'Keep to 200.'],
  ])('%s', (glob, message, next) => {
    const places = [
      `reports: ['${glob}']`,
      `ignore: ['${glob}']`,
      `rules: [{branches: ['${glob}']}]`,
      `rules: [{paths: ['${glob}']}]`,
    ]
    const [first, ...others] = places.map(problemsOf)
    expect(first).toEqual([[1, message, next]])
    for (const other of others) expect(other).toMatchObject([[1, expect.anything(), next]])
  })

  it.each(['a'.repeat(200), '*a*a*a*a*a*a*a*a*a*a', '{a,b}{a,b}{a,b}{a,b}', '**/.a-b_c+@~x'])(
    'may be %s',
    (glob) => expect(read(`reports: ['${glob}']`).file).toEqual({ reports: [glob] }),
  )
})

describe('limits', () => {
  const list = (count: number, entry = 'a'): string => `[${Array(count).fill(entry).join(', ')}]`
  const rules = (count: number): string => `rules:\n${'  - branches: [main]\n'.repeat(count)}`
  const checks = (count: number): string =>
    `corroborate:\n${Array.from({ length: count }, (_, index) => `  c${index}: x\n`).join('')}`
  const ofSize = (bytes: number): string => `# ${'é'.repeat((bytes - 2) / 2)}`

  it.each<[string, string]>([
    ['100 entries', `ignore: ${list(100)}`],
    ['50 rules', rules(50)],
    ['100 checks of commands', checks(100)],
    ['a command of 300 characters', `validation: ['${'a'.repeat(300)}']`],
    ['64 KB', ofSize(65_536)],
    [
      '20 uses of an alias',
      `reports: &some [a]\nignore: *some\n${rules(19).replaceAll('[main]', '*some')}`,
    ],
  ])('allow %s', (_, text) => expect(problemsOf(text)).toEqual([]))

  it.each<[string, string, readonly Problem[]]>([
    [
      '101 entries, and look at the others',
      `ignore: ${list(101).replace('a', '3')}\nfoos: 1`,
      [
        [1, '"ignore" has 101 entries, more than 100.', 'Keep to 100.'],
        [1, 'Entry 1 of "ignore" is 3, not text.', TEXT],
        [2, '"foos" is no key of a policy.', KEYS],
      ],
    ],
    [
      '51 rules, and look into the others',
      rules(51).replace('main', '""'),
      [
        [1, '"rules" has 51 entries, more than 50.', 'Keep to 50.'],
        [2, 'Entry 1 of "branches" is empty.', FILL],
      ],
    ],
    [
      '101 checks of commands',
      checks(101),
      [[1, '"corroborate" has more than 100 keys.', 'Keep to 100.']],
    ],
    [
      'a command of 301 characters',
      `validation: ['${'a'.repeat(301)}']`,
      [[1, 'Entry 1 of "validation" has 301 characters, more than 300.', 'Keep to 300.']],
    ],
    [
      'a command of 301 characters that has a check',
      `corroborate: {'${'a'.repeat(301)}': x}`,
      [[1, `"${'a'.repeat(60)}…" has 301 characters, more than 300.`, 'Keep to 300.']],
    ],
    [
      'more than 64 KB',
      ofSize(65_538),
      [[1, 'The file has 65538 bytes, more than 65536.', 'Keep to 64 KB.']],
    ],
    [
      '21 uses of an alias',
      `reports: &some [a]\nignore: *some\n${rules(20).replaceAll('[main]', '*some')}`,
      [
        [
          2,
          'Aliases are used more than 20 times, counting those in what they stand for.',
          'Write out what they stand for.',
        ],
      ],
    ],
  ])('forbid %s', (_, text, expected) => expect(problemsOf(text)).toEqual(expected))

  it('forbid an alias bomb', () => {
    const levels = [...'abcdefgh'].map((name, index, all) => {
      const below = index === 0 ? 'x' : `*${all[index - 1]}`
      return `${name}: &${name} ${list(9, below)}`
    })
    const bomb = problemsOf(levels.join('\n')).filter(([, message]) => message.startsWith('Alias'))
    expect(bomb).toMatchObject([[2, expect.anything(), 'Write out what they stand for.']])
  })

  it.each(['[', '{', '- ', '? ', 'a: ', '[a: ', '{a: ', '- ? '])(
    'forbid depth, in which the library would end the process: %s',
    (piece) => {
      expect(problemsOf(piece.repeat(65_536 / piece.length))).toEqual([
        [
          1,
          'Lists and keys stand in each other more than 50 levels deep.',
          'Take the brackets, dashes and colons away that make them.',
        ],
      ])
    },
  )
})

describe('broken YAML', () => {
  const QUOTE = 'Put it in quotes.'
  it.each<[string, string, readonly Problem[]]>([
    [
      'that begins with "*", and the rest all the same',
      'reports:\n  - *.md\n  - **/REVIEW.md\nfoos: 1\n',
      [
        [
          2,
          '"*.md" is read as an alias of YAML, and nothing has that name.',
          "Put it in quotes: '*.md'.",
        ],
        [
          3,
          '"**/REVIEW.md" is read as an alias of YAML, and nothing has that name.',
          "Put it in quotes: '**/REVIEW.md'.",
        ],
        [4, '"foos" is no key of a policy.', KEYS],
      ],
    ],
    [
      'that begins with "@" or a backtick, and the rest all the same',
      'reviewers:\n  people: [@mona]\nvalidation:\n  - `npm test`\nfoos: 1\n',
      [
        [2, 'A text can’t begin with "@" here.', QUOTE],
        [4, 'A text can’t begin with "`" here.', QUOTE],
        [5, '"foos" is no key of a policy.', KEYS],
      ],
    ],
    [
      'that begins with "!"',
      'ignore:\n  - !docs/**\n',
      [[2, '"!docs/**" is read as a tag of YAML.', 'Put a text that begins with "!" in quotes.']],
    ],
    [
      'with a tab',
      'requirements:\n\tfresh: warn\n',
      [[2, 'A tab stands where spaces must.', 'Indent with spaces.']],
    ],
    [
      'with an open bracket',
      'approvals: 2\nreports: [a, b\n\nignore: []\n',
      [
        [
          4,
          'A list or map in brackets isn’t closed.',
          'Close the bracket, here or before; a text that has brackets stands in quotes.',
        ],
      ],
    ],
    [
      'with an open quote',
      'approvals: 2\nreports: ["a, b]\nignore: []\nfoos: 1\n',
      [[2, 'The quote that opens here is never closed.', 'Close it, or leave both away.']],
    ],
    [
      'with a backslash in double quotes',
      'ignore:\n  - "app/\\[id\\]"\n',
      [[2, 'A backslash in double quotes has another meaning here.', 'Use single quotes.']],
    ],
    [
      'with ": " in a text',
      'approvals: 2\ncorroborate:\n  x: CI: test\n',
      [
        [
          3,
          'A key stands where a text already began.',
          'Correct the indentation, or put a text that has ": " in quotes.',
        ],
      ],
    ],
    [
      'indented as nothing before',
      'requirements:\n    fresh: warn\n  signed: off\n',
      [
        [
          3,
          'The indentation doesn’t fit that of the lines before.',
          'Let what belongs together begin in the same column.',
        ],
      ],
    ],
    [
      'with a dash that has no space after it',
      'ignore:\n- a\n-b\n',
      [
        [
          3,
          'A text stands where a key must.',
          'Write "key: value", or a list’s entry with "- " before it.',
        ],
      ],
    ],
    [
      'with something behind a value',
      'ignore: ["a"] b\n',
      [
        [
          1,
          'Something stands behind a value that has ended.',
          'Put the whole value in quotes, or correct the indentation.',
        ],
      ],
    ],
    ['with a key that is no text', '[a]: b\n', [[1, 'A key must be a plain text.', QUOTE]]],
    [
      'with a second document',
      'approvals: 2\n---\napprovals: 3\n',
      [[2, 'A second document begins here.', 'Keep one, without "---" or "..." after it.']],
    ],
    [
      'in more than one line',
      'ignore: ["a"] b\nrequirements:\n\tfresh: warn\n',
      [
        [
          1,
          'Something stands behind a value that has ended.',
          'Put the whole value in quotes, or correct the indentation.',
        ],
        [3, 'A tab stands where spaces must.', 'Indent with spaces.'],
      ],
    ],
    [
      'of a kind without words of ours',
      '&a &b approvals: 2\n',
      [[1, 'A node can have at most one anchor.', 'Correct it, or put it in quotes.']],
    ],
  ])('%s', (_, text, expected) => expect(problemsOf(text)).toEqual(expected))
})

it('a problem names its file', () => {
  const { problems } = readPolicyFile('approvals: 0', { name: 'acme/.github:countersign.yml' })
  expect(problems.map(({ file }) => file)).toEqual(['acme/.github:countersign.yml'])
})

it('a long or odd text is shown in one line', () => {
  const odd = JSON.stringify(`a\nb\u0007${'c'.repeat(100)}`)
  expect(problemsOf(`requirements: {fresh: ${odd}}`)).toEqual([
    [1, `"a b ${'c'.repeat(56)}…" is none of error, warn, off.`, 'Write one of error, warn, off.'],
  ])
})

describe('any text', () => {
  const LINES = [
    'requirements:',
    '  fresh: warn',
    '  fresh: waring',
    'reports: [a.md, "**/b.md"]',
    'ignore: &some',
    '  - docs/**',
    '  - *some',
    'validation:',
    '  - npm test',
    '  - {command: x, by: coder}',
    'rules:',
    '  - branches: [main]',
    '    paths: *some',
    '    approvals: 2',
    'corroborate: {npm test: CI}',
    '--- # x',
    '%YAML 1.1',
    '\t- "a',
    "? 'b",
    '!!set {}',
    '<<: *some',
  ]
  const lines = fc.shuffledSubarray(LINES).map((some) => some.join('\n'))
  const mixed = fc
    .array(
      fc.oneof(
        fc.constantFrom(...LINES, '\n', '  ', '[', '}', '\u0000', '\uFEFF', '\r'),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(''))

  it('is a policy or has problems in lines that it has', () => {
    fc.assert(
      fc.property(fc.oneof(lines, mixed, fc.string({ unit: 'binary' })), (text) => {
        const { file, problems } = read(text)
        expect(file === null).toBe(problems.length > 0)
        const last = text.split('\n').length
        for (const { line, message, next } of problems) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(last)
          expect([message, next]).toEqual([
            expect.stringMatching(/.\.$/s),
            expect.stringMatching(/.[.?]$/s),
          ])
        }
        expect(problems.map(({ line }) => line)).toEqual(
          problems.map(({ line }) => line).toSorted((a, b) => a - b),
        )
      }),
      { numRuns: 1_000 },
    )
  })
})
