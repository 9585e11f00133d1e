import { describe, expect, test } from '@jest/globals'
import { readFolder } from '../src/accuracy/folder.ts'
import { type Field, score } from '../src/accuracy/score.ts'
import { readReport } from '../src/review/read-report.ts'

/** What the reader is known to get wrong, by report: the fields with a miss, and `error` for a needless one. */
const KNOWN: Readonly<Record<string, readonly (Field | 'error')[]>> = {
  'test/fixtures/reports/contradiction-approve-open-blocker.md': ['doubt'],
  'test/fixtures/reports/severity-emoji-approve.md': ['blocker'],
  'test/fixtures/reports/severity-table-approve.md': ['qualifier'],
  'test/fixtures/reports/verdict-approved-after-fixes.md': ['blocker'],
  'test/fixtures/reports/verdict-once-fixed.md': ['qualifier'],
  'test/fixtures/reports/verdict-revalidation-below.md': ['id'],
  'test/fixtures/reports/verdict-rounds-newest-first.md': ['state', 'fix commit'],
  'test/fixtures/rounds/author-replies-under-each-item.md': ['state', 'fix commit'],
  'test/fixtures/rounds/fix-hash-too-short-or-ambiguous.md': ['state'],
  'test/fixtures/rounds/odd-emoji-only-headings.md': ['verdict', 'blocker'],
  'test/fixtures/rounds/odd-html-table.md': ['verdict', 'blocker', 'fix commit'],
  'test/fixtures/rounds/odd-nested-lists.md': ['verdict', 'blocker', 'command'],
  'test/fixtures/rounds/odd-numbered-sections.md': ['state', 'id', 'fix commit'],
  'test/fixtures/rounds/partially-addressed.md': ['blocker', 'fix commit'],
  'test/fixtures/rounds/resolution-deferred-to-issue.md': ['blocker'],
  'test/fixtures/rounds/resolution-wont-fix-because.md': ['state', 'fix commit'],
  'test/fixtures/rounds/round-checklist-carried-over.md': ['blocker'],
  'test/fixtures/rounds/round-folds-of-earlier-rounds.md': ['blocker', 'fix commit'],
  'test/fixtures/rounds/round-plain-text-separated.md': ['state', 'fix commit'],
  'test/fixtures/rounds/round-quoted-item-with-reply.md': ['blocker'],
  'test/fixtures/rounds/round-status-only-in-prose.md': ['blocker', 'fix commit'],
  'test/fixtures/rounds/round-two-relists-with-status.md': ['id'],
  'test/fixtures/rounds/state-suffix-fixed-unaddressed-escalated.md': ['blocker'],
  'test/fixtures/rounds/status-table-of-findings.md': ['id'],
}

const FOLDERS = ['test/fixtures/reports', 'test/fixtures/rounds']

describe.each(FOLDERS)('%s', (path) => {
  const folder = readFolder(path)

  test('every report has a label, and every label a report', () => {
    expect({ problems: folder.problems, unlabelled: folder.unlabelled }).toEqual({
      problems: [],
      unlabelled: [],
    })
  })

  test('is read as it is labelled, but for what is known', () => {
    const { misses, needless } = score(
      folder.reports.map((report) => ({ ...report, reading: readReport(report.text) })),
    )
    const found = [
      ...misses.map(({ file, field }) => [file, field] as const),
      ...needless.map(({ file }) => [file, 'error'] as const),
    ]
    const files = [...new Set(found.map(([file]) => file))].sort()
    const fieldsOf = (file: string) => [
      ...new Set(found.filter(([one]) => one === file).map(([, field]) => field)),
    ]
    expect(Object.fromEntries(files.map((file) => [file, fieldsOf(file)]))).toEqual(
      Object.fromEntries(Object.entries(KNOWN).filter(([file]) => file.startsWith(`${path}/`))),
    )
  })
})
