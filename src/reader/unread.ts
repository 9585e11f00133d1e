import type { CommitMessage } from '../commit/message.ts'
import { readCommit } from '../commit/read-commit.ts'
import type { Diagnostic } from '../reading/types.ts'
import { readReport } from '../review/read-report.ts'
import type { ReviewReport } from '../review/report.ts'
import type { Reading } from './threads.ts'

type Stopped = Extract<Reading<never>, { readonly stopped: string }>

/** The reading of a report that met a limit: nothing, and an error, so that the check fails. */
export const unreadReport = (stopped: Stopped): ReviewReport => ({
  ...readReport(''),
  diagnostics: [
    diagnosticOf(stopped, 'report', 'Shorten it: keep logs and long tables out, or split it.'),
  ],
})

/** The reading of a message that met a limit: it fixes nothing, and says so. */
export const unreadMessage = (stopped: Stopped): CommitMessage => ({
  ...readCommit(''),
  diagnostics: [
    diagnosticOf(stopped, 'message', 'Amend the commit with a shorter message: keep logs out.'),
  ],
})

const diagnosticOf = ({ stopped, limit }: Stopped, what: string, next: string): Diagnostic => {
  const [code, within] =
    stopped === 'ms'
      ? ['reading-too-slow', `${limit / 1_000} s`]
      : ['reading-too-large', `${limit} MB of memory`]
  return {
    code,
    severity: 'error',
    line: 1,
    message: `This ${what} could not be read within ${within}; nothing of it was read.`,
    next,
    edit: null,
  }
}
