import { expect, test } from '@jest/globals'
import { readCommands } from '../../src/command/read-commands.ts'

const commands = (body: string) =>
  readCommands(body).map(({ name, args }) => [name, ...args].join(' '))

test.each<[string, string, string[]]>([
  ['alone', '/rereview', ['rereview']],
  ['with arguments', '/fixed B1  abc1234', ['fixed B1 abc1234']],
  ['in any case', '/ReReview', ['rereview']],
  ['several', '/fixed B1 abc1234\n/rereview', ['fixed B1 abc1234', 'rereview']],
  ['between text', 'Done now.\n/rereview\nThanks!', ['rereview']],
  ['after Windows line ends', 'Done.\r\n\r\n/rereview\r\n', ['rereview']],
  ['not: within a line', 'please /rereview', []],
  ['not: in a code span', '`/rereview`', []],
  ['not: in a code block', '```\n/rereview\n```', []],
  ['not: indented', '    /rereview', []],
  ['not: quoted', '> /rereview', []],
  ['not: in the quotation that goes on', '> said\n/rereview', []],
  ['not: in an HTML comment', '<!--\n/rereview\n-->', []],
  ['not: in a list', '- /rereview', []],
  ['not: in a heading', '# /rereview', []],
  ['not: a path', '/usr/bin/env', []],
  ['not: a fraction', '1\n/2', []],
  ['not: nothing', '', []],
])('%s', (_, body, expected) => {
  expect(commands(body)).toEqual(expected)
})

test('a command knows its line', () => {
  expect(readCommands('Done.\n\n/rereview')).toEqual([{ name: 'rereview', args: [], line: 3 }])
})

test('a comment that was made to be slow holds no commands', () => {
  expect(readCommands(`/rereview\n\n${'>'.repeat(4000)}`)).toEqual([])
})
