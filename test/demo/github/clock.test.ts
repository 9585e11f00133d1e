import { expect, it } from '@jest/globals'
import { clock } from '../../../src/demo/github/clock.ts'

it('gives commits full minutes, and everything else the seconds between them', () => {
  const { commit, moment, now } = clock('2026-01-05T09:00:00Z')
  const times = [commit(), moment(), moment(), commit(), commit()]
  expect(times).toEqual([
    '2026-01-05T09:00:00Z',
    '2026-01-05T09:00:01Z',
    '2026-01-05T09:00:02Z',
    '2026-01-05T09:01:00Z',
    '2026-01-05T09:02:00Z',
  ])
  expect(now()).toBe('2026-01-05T09:02:00Z')
})

it('lets a commit come after everything that happened before it', () => {
  const { commit, moment } = clock('2026-01-05T09:00:00Z')
  commit()
  for (let count = 0; count < 60; count++) moment()
  expect(commit()).toBe('2026-01-05T09:02:00Z')
})
