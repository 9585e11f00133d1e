import { expect, test } from '@jest/globals'
import { readCommands } from '../../src/command/read-commands.ts'
import { readOrder } from '../../src/command/read-order.ts'

/** `fixed B1 B2 in abc1234: why`, `defer B1 to #12`, `help`, or what is wrong and how to write it. */
function inWords(order: ReturnType<typeof readOrder>): string {
  if (order === null) return 'not ours'
  if ('next' in order) return `${order.message}; ${order.next}`
  if (!('refs' in order)) return order.kind
  const { kind, refs, commit, issue, address, reason } = order
  const names = refs.map(({ path, round, label }) =>
    [path === null ? '' : `${path}#`, round === null ? '' : `R${round}-`, label].join(''),
  )
  const to = issue === null ? '' : ` to ${address ?? '#'}${issue}`
  const inCommit = commit === null ? '' : ` in ${commit}`
  return `${kind} ${names.join(' ')}${inCommit}${to}${reason === '' ? '' : `: ${reason}`}`
}

const orders = (line: string): readonly string[] =>
  readCommands(line).map((command) => inWords(readOrder(command)))

const FIXED = 'Write "/fixed B1 abc1234".'
const WAIVE = 'Write "/waive B1 why it may stay".'
const DEFER = 'Write "/defer B1 #123".'
const NO_COMMIT = `"/fixed" names no commit of at least 7 digits; ${FIXED}`
const FULL = '0123456789abcdef0123456789abcdef01234567'

test.each<[line: string, expected: string]>([
  // Fixed, by a commit.
  ['/fixed B1 abc1234', 'fixed B1 in abc1234'],
  ['/FIXED b1 ABC1234', 'fixed B1 in abc1234'],
  [`/fixed B1 ${FULL}`, `fixed B1 in ${FULL}`],
  ['/fixed B1 1234567', 'fixed B1 in 1234567'],
  ['/fixed B1 B2 abc1234', 'fixed B1 B2 in abc1234'],
  ['/fixed B1, B2, B3 abc1234', 'fixed B1 B2 B3 in abc1234'],
  ['/fixed B1,B2 abc1234', 'fixed B1 B2 in abc1234'],
  ['/fixed B1 and B2 abc1234', 'fixed B1 B2 in abc1234'],
  ['/fixed R2-B1 abc1234', 'fixed R2-B1 in abc1234'],
  ['/fixed reviews/ui.md#B1 abc1234', 'fixed reviews/ui.md#B1 in abc1234'],
  ['/fixed reviews/ui.md#R1-B1 abc1234', 'fixed reviews/ui.md#R1-B1 in abc1234'],
  ['/fixed C-12 abc1234', 'fixed C-12 in abc1234'],
  ['/fixed **B1** `abc1234`', 'fixed B1 in abc1234'],
  ['/fixed B1 abc1234.', 'fixed B1 in abc1234'],
  ['/fixed B1 abc1234, as the test shows', 'fixed B1 in abc1234: as the test shows'],
  ['/fixed B1 https://github.com/acme/widgets/commit/abc1234', 'fixed B1 in abc1234'],
  [`/fixed B1 https://github.com/acme/widgets/pull/5/commits/${FULL}`, `fixed B1 in ${FULL}`],
  ['/fixed B1 [abc1234](https://github.com/acme/widgets/commit/abc1234)', 'fixed B1 in abc1234'],
  ['/fixed abc1234', `"/fixed" names no blocker; ${FIXED}`],
  ['/fixed abc1234 B1', `"/fixed" names no blocker; ${FIXED}`],
  ['/fixed', `"/fixed" names no blocker; ${FIXED}`],
  ['/fixed B1', NO_COMMIT],
  ['/fixed B1 abc123', NO_COMMIT],
  ['/fixed B1 in abc1234', NO_COMMIT],
  ['/fixed B1 the last commit', NO_COMMIT],
  [`/fixed B1 ${FULL}8`, NO_COMMIT],

  // Waived, for a reason.
  ['/waive B1 it is meant so', 'waive B1: it is meant so'],
  ['/waive B1: it is meant so', 'waive B1: it is meant so'],
  ['/waive B1, B2 because nobody uses it', 'waive B1 B2: nobody uses it'],
  ['/waive B1 as B2 covers it', 'waive B1: as B2 covers it'],
  ['/waive B1 see #12', 'waive B1: see #12'],
  ['/waive B1 abc1234 reverts it anyway', 'waive B1: abc1234 reverts it anyway'],
  ['/waive B1', `"/waive" gives no reason; ${WAIVE}`],
  ['/waive B1 B2', `"/waive" gives no reason; ${WAIVE}`],
  ['/waive B1 because', `"/waive" gives no reason; ${WAIVE}`],
  ['/waive it is meant so', `"/waive" names no blocker; ${WAIVE}`],
  ['/waive not B1', `"/waive" names no blocker; ${WAIVE}`],
  ['/waive all', `"/waive" names no blocker; ${WAIVE}`],

  // Deferred, to an issue.
  ['/defer B1 #12', 'defer B1 to #12'],
  ['/defer B1 GH-12', 'defer B1 to #12'],
  ['/defer GH-1 GH-12', `"/defer" names no blocker; ${DEFER}`],
  ['/defer B1 #12.', 'defer B1 to #12'],
  ['/defer B1, B2 #12 until summer', 'defer B1 B2 to #12: until summer'],
  [
    '/defer B1 https://github.com/acme/widgets/issues/12',
    'defer B1 to https://github.com/acme/widgets/issues/12',
  ],
  ['/defer B1 [#12](https://github.com/acme/widgets/issues/12)', 'defer B1 to #12'],
  ['/defer B1', `"/defer" names no issue; ${DEFER}`],
  ['/defer B1 12', `"/defer" names no issue; ${DEFER}`],
  ['/defer B1 later', `"/defer" names no issue; ${DEFER}`],
  ['/defer B1 acme/gadgets#12', `"/defer" names no issue; ${DEFER}`],
  ['/defer B1 https://github.com/acme/widgets/pull/12', `"/defer" names no issue; ${DEFER}`],
  ['/defer #12', `"/defer" names no blocker; ${DEFER}`],

  // Reopened, with or without a reason.
  ['/reopen B1', 'reopen B1'],
  ['/reopen B1 B2 they come back', 'reopen B1 B2: they come back'],
  ['/reopen', '"/reopen" names no blocker; Write "/reopen B1".'],

  // Looked at again.
  ['/rereview', 'rereview'],
  ['/rereview please', 'rereview'],
  ['/rereview, the fixes are in', 'rereview'],
  ['/rereview B2', 'reopen B2'],
  ['/rereview B2, R1-B3: it still hangs', 'reopen B2 R1-B3: it still hangs'],

  // Asked for.
  ['/blockers', 'blockers'],
  ['/help', 'help'],
  ['/help me', 'help'],

  // Mistyped.
  ['/rereveiw', '"/rereveiw" is no command; Did you mean "/rereview"?'],
  ['/rerevew B1', '"/rerevew" is no command; Did you mean "/rereview"?'],
  ['/waived B1 it is fine', '"/waived" is no command; Did you mean "/waive"?'],
  ['/fixes B1 abc1234', '"/fixes" is no command; Did you mean "/fixed"?'],
  ['/blocker', '"/blocker" is no command; Did you mean "/blockers"?'],
  ['/deffer B1 #1', '"/deffer" is no command; Did you mean "/defer"?'],

  // For others: "/review", "/hold", "/lgtm" are obeyed by other bots.
  ['/fix B1 abc1234', 'not ours'],
  ['/review', 'not ours'],
  ['/hold', 'not ours'],
  ['/lgtm', 'not ours'],
  ['/approve', 'not ours'],
  ['/retest', 'not ours'],
  ['/rebase', 'not ours'],
  ['/close', 'not ours'],
  ['/open', 'not ours'],
  ['/fixup', 'not ours'],
])('%s', (line, expected) => {
  expect(orders(line)).toEqual([expected])
})

test('each line is a decision of its own', () => {
  expect(orders('Both are done:\n/fixed B1 abc1234\n/waive B2 it is meant so')).toEqual([
    'fixed B1 in abc1234',
    'waive B2: it is meant so',
  ])
})
