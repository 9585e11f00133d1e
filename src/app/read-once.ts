import { LRUCache } from 'lru-cache'
import { readReport } from '../review/read-report.ts'
import type { ReviewReport } from '../review/report.ts'

const kept = new LRUCache<string, ReviewReport>({ max: 500, maxSize: 20_000_000 })

/** The reading of a report's text, remembered by the text itself: each event asks for every revision again. */
export function readOnce(text: string): ReviewReport {
  const known = kept.get(text)
  if (known !== undefined) return known
  const report = readReport(text)
  kept.set(text, report, { size: text.length + 1 })
  return report
}
