import { afterEach, describe, expect, it } from '@jest/globals'
import { type Reader, startReader } from '../../src/reader/reader.ts'
import type { ReadingLimits } from '../../src/reader/threads.ts'
import { MAX_REPORT_BYTES, readReport } from '../../src/review/read-report.ts'
import { BLOCKING } from '../support/history.ts'
import { LARGE_TEXT, SLOW_TEXT } from '../support/slow-text.ts'

let reader: Reader | null = null

const start = (limits: Partial<ReadingLimits> = {}): Reader => {
  reader = startReader(limits)
  return reader
}

afterEach(async () => {
  await reader?.close()
  reader = null
})

describe('a reader', () => {
  it('reads in a thread what is read here', async () => {
    const { report, message } = start()
    expect(await report(BLOCKING, 'a')).toEqual(readReport(BLOCKING))
    expect(await message('fix: stop\n\nFixes-Blocker: B1', 'b')).toMatchObject({
      subject: 'fix: stop',
      fixesBlockers: [{ label: 'B1' }],
    })
  })

  it('reads each text once', async () => {
    const { report } = start()
    const first = report(BLOCKING, 'a')
    expect(report(BLOCKING, 'a')).toBe(first)
    expect(await report('not this one', 'a')).toBe(await first)
  })

  it('throws what is its own fault, with its cause, and forgets it', async () => {
    const { report } = start()
    const noText = { length: 1 } as unknown as string
    await expect(report(noText, 'a')).rejects.toMatchObject({
      message: 'The text a could not be read',
      cause: { name: 'TypeError' },
    })
    expect((await report(BLOCKING, 'a')).blockers).toHaveLength(2)
  })

  it('ends its threads when it is closed, whatever they read', async () => {
    const { report, close } = start({ threads: 1 })
    const all = Promise.allSettled([report(SLOW_TEXT, 'a'), report(BLOCKING, 'b')])
    await close()
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

describe('a text over a limit', () => {
  it.each<[string, string, Partial<ReadingLimits>, string, string]>([
    [
      'of time',
      SLOW_TEXT,
      { ms: 1_500 },
      'reading-too-slow',
      'This report could not be read within 1.5 s; nothing of it was read.',
    ],
    [
      'of memory',
      LARGE_TEXT,
      { megabytes: 16, ms: 60_000 },
      'reading-too-large',
      'This report could not be read within 16 MB of memory; nothing of it was read.',
    ],
    [
      'of size',
      'a'.repeat(MAX_REPORT_BYTES + 1),
      {},
      'report-too-large',
      'This report is longer than 512 KB; nothing of it was read.',
    ],
  ])('%s is unread and says so, and the next one is read', async (_, text, limits, code, said) => {
    const { report } = start({ threads: 1, ...limits })
    const { verdict, blockers, diagnostics } = await report(text, 'a')
    expect(diagnostics).toMatchObject([{ code, severity: 'error', line: 1, message: said }])
    expect([verdict.outcome, blockers]).toEqual(['none', []])
    expect((await report(BLOCKING, 'b')).blockers).toHaveLength(2)
  })

  it('is read anew the next time', async () => {
    const { report } = start({ ms: 1_500 })
    await report(SLOW_TEXT, 'a')
    expect((await report(BLOCKING, 'a')).blockers).toHaveLength(2)
  })

  it('holds up neither others nor this thread', async () => {
    const { report } = start({ ms: 2_000, threads: 2 })
    const done: string[] = []
    const slow = report(SLOW_TEXT, 'a').then(() => done.push('slow'))
    const others = ['b', 'c', 'd'].map((sha) => report(BLOCKING, sha).then(() => done.push(sha)))
    setImmediate(() => done.push('this thread'))
    await Promise.all([slow, ...others])
    expect(done).toEqual(['this thread', 'b', 'c', 'd', 'slow'])
  })

  it('waits for its turn without losing time', async () => {
    const { report } = start({ ms: 1_500, threads: 1 })
    const [, second] = await Promise.all([report(SLOW_TEXT, 'a'), report(BLOCKING, 'b')])
    expect(second.diagnostics).toEqual([])
  })
})
