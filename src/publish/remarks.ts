import type { Blocker, CitedPlace, PlacedDiagnostic } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import type { Edit, Line } from '../reading/types.ts'

/** Something to say about lines of a file or of a commit message. Its texts are as people wrote them: escape them. */
export interface Remark {
  /** `open-blocker`, `cited-by-open-blocker`, or the code of a diagnostic. */
  readonly rule: string
  readonly level: 'error' | 'warning'
  /** Null: it is about the message of `commit`. */
  readonly path: string | null
  readonly commit: string | null
  readonly start: Line
  readonly end: Line
  readonly title: string
  readonly message: string
  readonly edit: Edit | null
  /** What makes it the same remark after lines have moved. */
  readonly same: string
}

/** Open blockers on the lines of their report, every diagnostic on its line, open blockers on the lines they cite. */
export function* remarksOn({ ledger }: Assessment): Generator<Remark> {
  const open = ledger.blockers.filter(({ state }) => state === 'open')
  for (const blocker of open) yield* onReport(blocker)
  for (const diagnostic of ledger.diagnostics) yield remarkOf(diagnostic)
  for (const blocker of open) yield* onEvidence(blocker)
}

/** A diagnostic on its line. */
export function remarkOf(
  diagnostic: Omit<PlacedDiagnostic, 'commit'> & { readonly commit: string | null },
): Remark {
  const { path, commit, line, code, severity, message, next, edit } = diagnostic
  return {
    rule: code,
    level: severity,
    path,
    commit,
    ...lines(line, line),
    title: 'Unclear',
    message: `${message} ${next}`,
    edit,
    same: message,
  }
}

function* onReport(blocker: Blocker): Generator<Remark> {
  const { id, path, line, listed, raisedIn, why, next } = blocker
  // A blocker that was removed from its report has no line there any more.
  if (path === null || !listed) return
  yield {
    rule: 'open-blocker',
    level: 'error',
    path,
    commit: raisedIn,
    ...lines(line, line),
    title: titleOf(blocker),
    message: [`${why}.`, next].filter(Boolean).join(' '),
    edit: null,
    same: id,
  }
}

function* onEvidence(blocker: Blocker): Generator<Remark> {
  for (const cited of blocker.evidence) {
    const { path, start, end } = nowAt(cited)
    yield {
      rule: 'cited-by-open-blocker',
      level: 'warning',
      path,
      commit: blocker.raisedIn,
      ...lines(start, end),
      title: titleOf(blocker),
      message: blocker.body,
      edit: null,
      same: `${blocker.id} ${cited.path}:${cited.start}-${cited.end}`,
    }
  }
}

/** Cited lines move; a remark goes to where they are. */
const nowAt = ({ now, path, start, end }: CitedPlace) => now ?? { path, start, end }

const titleOf = ({ name, title }: Blocker): string => `${name} is open: ${title}`

/** A report may cite line 0; GitHub refuses the whole check for it. */
const lines = (start: Line, end: Line) => ({
  start: Math.max(1, start),
  end: Math.max(1, start, end),
})
