import { describe, expect, it } from '@jest/globals'
import { isDue } from '../../../src/app/reconcile/is-due.ts'
import type { Run } from '../../../src/app/reconcile/runs-on.ts'

const HEAD = {
  owner: 'acme',
  repo: 'widgets',
  number: 12,
  headSha: 'a'.repeat(40),
  updatedAt: '2026-03-01T12:00:00Z',
}
const BEFORE = '2026-03-01T11:59:59Z'
const AFTER = '2026-03-01T12:00:01Z'

const run = (externalId: string | null, completedAt: string | null = AFTER): Run => ({
  completed: completedAt !== null,
  completedAt,
  externalId,
})

const OURS = 'pull/12/failure#0f3a'

describe('a look is due where', () => {
  it.each<[string, readonly Run[], string | null]>([
    ['there is no check', [], null],
    ['there is none, though it was looked at', [], HEAD.updatedAt],
    ['the check is about another pull request', [run('pull/13/success#0f3a')], null],
    ['the check is that of a merge group', [run('queue/12/success#0f3a')], null],
    ['the check is nobody’s', [run(null)], null],
    ['the check runs', [run(OURS, null)], HEAD.updatedAt],
    ['the check is half written', [run('pull/12/failure#')], HEAD.updatedAt],
    ['the check says that we failed', [run('pull/12/failure#failed')], HEAD.updatedAt],
    ['something happened after the check', [run(OURS, BEFORE)], null],
    ['something happened after the last look', [run(OURS)], BEFORE],
  ])('%s', (_, runs, looked) => {
    expect(isDue(HEAD, runs, looked)).toBe(true)
  })
})

describe('no look is due where', () => {
  it.each<[string, readonly Run[], string | null]>([
    ['the check came after all that happened', [run(OURS)], null],
    ['the check came at the same time', [run(OURS, HEAD.updatedAt)], null],
    ['the last look saw all, and left the check as it was', [run(OURS, BEFORE)], HEAD.updatedAt],
    ['another pull request has a check there, too', [run('pull/13/failure#1'), run(OURS)], null],
  ])('%s', (_, runs, looked) => {
    expect(isDue(HEAD, runs, looked)).toBe(false)
  })
})
