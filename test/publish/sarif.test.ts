import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from '@jest/globals'
import { type Remark, remarkOf, remarksOn } from '../../src/publish/remarks.ts'
import { sarifLog } from '../../src/publish/sarif/sarif.ts'
import { applyEdits } from '../../src/review/apply-edits.ts'
import { readReport } from '../../src/review/read-report.ts'
import { feature, judged, pull, review, type Step } from '../support/history.ts'
import { faultsBySarif } from '../support/published-schemas.ts'
import { POISONS } from './hostile.ts'
import { CITING, remarksTurned } from './hostile-terminal.ts'

const logOf = (...steps: Step[]) =>
  sarifLog([...remarksOn(judged(pull([feature, ...steps])))], '1.2.3')
const resultsOf = (log: ReturnType<typeof sarifLog>) => log.runs[0]?.results ?? []
const fingerprintsOf = (log: ReturnType<typeof sarifLog>) =>
  resultsOf(log).map(({ partialFingerprints }) => partialFingerprints['countersign/v1'])

describe('a log', () => {
  const log = logOf(review('review', CITING))

  it('has the open blockers on the lines of their report and of the code', () => {
    const said = resultsOf(log).map(({ ruleId, level, locations: [place] }) => {
      const { artifactLocation, region } = place?.physicalLocation ?? {}
      return `${level} ${ruleId} ${artifactLocation?.uri}:${region?.startLine}-${region?.endLine}`
    })
    expect(said).toEqual([
      'error open-blocker REVIEW.md:7-7',
      'error open-blocker REVIEW.md:8-8',
      'warning cited-by-open-blocker src/retry.ts:3-5',
    ])
  })

  it('names its rules once', () => {
    expect(log.runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual([
      'open-blocker',
      'cited-by-open-blocker',
    ])
  })

  it('calls a result the same after its lines have moved, and no two of them', () => {
    const moved = logOf(review('review', CITING.replace('## Blockers', 'More.\n\n## Blockers')))
    expect(resultsOf(moved)[0]).not.toEqual(resultsOf(log)[0])
    expect(fingerprintsOf(moved)).toEqual(fingerprintsOf(log))
    expect(new Set(fingerprintsOf(log)).size).toBe(3)
  })

  it('tells twice the same apart', () => {
    const [one] = [...remarksOn(judged(pull([feature, review('review', CITING)])))]
    if (one === undefined) throw new Error('nothing is remarked')
    const [first, second] = fingerprintsOf(sarifLog([one, one], '1.2.3'))
    expect(first).not.toBe(second)
  })

  it('names a file by a relative address', () => {
    const [one] = [...remarksOn(judged(pull([feature, review('review', CITING)])))]
    const remark: Remark = { ...(one as Remark), path: 'a b/c:d%/ü(1).md' }
    expect(JSON.stringify(sarifLog([remark], '1.2.3'))).toContain(
      '"a%20b/c%3Ad%25/%C3%BC%281%29.md"',
    )
  })
})

describe('the schema of SARIF 2.1.0', () => {
  test('takes the log of a full story, and of none', () => {
    const remarks = remarksTurned((text) => text)
    expect(remarks.length).toBeGreaterThan(3)
    expect(faultsBySarif(sarifLog(remarks, '1.2.3'))).toEqual([])
    expect(faultsBySarif(sarifLog([], '1.2.3'))).toEqual([])
  })

  test.each(POISONS)('takes hostile texts: %s', (_, by) => {
    expect(faultsBySarif(sarifLog(remarksTurned(by), '1.2.3'))).toEqual([])
  })

  test('takes no other log', () => {
    expect(faultsBySarif({ ...sarifLog([], '1.2.3'), version: '2.0.0' })).not.toEqual([])
  })
})

describe('a fix', () => {
  const folder = 'test/fixtures/reports'
  const edits = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8')
      return readReport(text).diagnostics.map((one) => ({ file, text, one }))
    })
    .filter(({ one }) => one.edit !== null)

  test('makes what the edit makes, in every report of ours', () => {
    expect(edits.length).toBeGreaterThan(5)
    for (const { file, text, one } of edits) {
      const log = sarifLog([remarkOf({ ...one, path: file, commit: null })], '1.2.3')
      expect(faultsBySarif(log)).toEqual([])
      expect(fixedBy(log, text)).toBe(applyEdits(text, [one]))
    }
  })

  test.each([
    ['lines', { from: 2, to: 3, text: 'B\nC', fills: false }],
    ['the last line', { from: 4, to: 4, text: 'D', fills: false }],
    ['lines in between', { from: 3, to: 2, text: 'new', fills: false }],
    ['no lines', { from: 2, to: 3, text: '', fills: false }],
  ])('writes %s as the edit does', (_, edit) => {
    const diagnostic = { code: 'x', severity: 'error' as const, message: 'm', next: 'n', line: 1 }
    const log = sarifLog([remarkOf({ ...diagnostic, edit, path: 'a', commit: null })], '1')
    expect(fixedBy(log, 'a\nb\nc\nd')).toBe(applyEdits('a\nb\nc\nd', [{ edit }]))
  })
})

/** The text with the one fix of a log made, as an editor makes it. */
function fixedBy(log: ReturnType<typeof sarifLog>, text: string): string {
  const [change] = resultsOf(log).flatMap(({ fixes }) => fixes?.[0]?.artifactChanges ?? [])
  const [replacement] = change?.replacements ?? []
  if (replacement === undefined) throw new Error('there is no fix')
  const { deletedRegion: region } = replacement
  const inserted = 'insertedContent' in replacement ? replacement.insertedContent.text : ''
  const lines = text.split('\n')
  const startOf = (line: number) =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const end =
    'endColumn' in region
      ? startOf(region.endLine) + region.endColumn - 1
      : // Without a column it ends where its line does, before the line break.
        startOf(region.endLine) + (lines[region.endLine - 1]?.length ?? 0)
  return text.slice(0, startOf(region.startLine)) + inserted + text.slice(end)
}
