import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'

/** A report that could not be read without a doubt fails the check, and says at which line. */
export function reportsReadable({ ledger: { reports, diagnostics } }: Judging): Answer {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return {
    met: first === undefined,
    looked: reports.map(({ path }) => path).join(', ') || 'no report',
    found:
      first === undefined
        ? 'nothing contradicts itself or was left unread'
        : `${first.path ?? first.commit.slice(0, 7)}:${first.line} ${first.message}${more}`,
    next: first?.next ?? null,
  }
}
