import { describe, expect, it } from '@jest/globals'
import { assess } from '../../src/assess/assess.ts'
import { unreadMessage, unreadReport } from '../../src/reader/unread.ts'
import { BLOCKING, feature, pull, read, review, sha, step, told } from '../support/history.ts'

const SLOW = { stopped: 'ms', limit: 2_000 } as const
const STEPS = [feature, review('review', BLOCKING), step('fix', 'fix\n\nFixes-Blocker: B1, B2')]

describe('what could not be read', () => {
  it('as a message closes nothing, and fails the check', () => {
    const snapshot = pull(STEPS)
    const readings = read(snapshot)
    const messages = new Map(readings.messages).set(sha('fix'), unreadMessage(SLOW))
    const assessment = assess(snapshot, { ...readings, messages })
    expect(told(assessment)).toEqual([
      'B1 open: no commit is linked to it yet',
      'B2 open: no commit is linked to it yet',
    ])
    expect(assessment.requirements).toContainEqual({
      name: 'reports-readable',
      level: 'error',
      met: false,
      looked: 'REVIEW.md',
      found: `${sha('fix').slice(0, 7)}:1 This message could not be read within 2 s; nothing of it was read.`,
      next: 'Amend the commit with a shorter message: keep logs out.',
    })
  })

  it('as a report fails the check', () => {
    const snapshot = pull(STEPS)
    const readings = read(snapshot)
    const reports = readings.reports.map(({ revision }) => ({
      revision,
      report: unreadReport(SLOW),
    }))
    const { conclusion, title } = assess(snapshot, { ...readings, reports })
    expect([conclusion, title]).toEqual([
      'failure',
      'Could not be read: REVIEW.md:1 This report could not be read within 2 s; nothing of it was read.',
    ])
  })
})
