import { describe, expect, test } from '@jest/globals'
import { takesColours } from '../../src/cli/terminal.ts'

describe('colours', () => {
  test.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [true, { FORCE_COLOR: '0' }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('a terminal: %j, with %j', (isTerminal, env, taken) => {
    expect(takesColours(isTerminal, env)).toBe(taken)
  })
})
