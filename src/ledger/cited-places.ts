import { placeholder } from '../reading/placeholder.ts'
import { type Change, exactly, replaceIn, type Source } from '../reading/source.ts'
import type { Evidence } from '../reading/types.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'
import { editIn } from './edit-in.ts'
import { citedPlace, wayToHead } from './evidence-now.ts'
import type { Facts } from './facts.ts'
import type { Blocker, PlacedDiagnostic } from './ledger.ts'
import type { Raised } from './raised-blocker.ts'
import { reviewedBy } from './reviewed.ts'
import type { RoundRevision } from './rounds.ts'

/** What blockers cite, at the commit that was reviewed and now. */
export interface CitedPlaces {
  readonly of: (blocker: Raised) => Blocker['evidence']
  /** A word on each cited line that wasn't there when it was reviewed. */
  readonly missing: (blocker: Raised) => readonly PlacedDiagnostic[]
}

/** A blocker that cites more places than this is followed through the first of them. */
const MOST_PLACES = 20

export function citedPlaces(
  snapshot: Snapshot,
  facts: Facts,
  revisions: readonly RoundRevision[],
): CitedPlaces {
  const commits = new Map(snapshot.commits.map((commit) => [commit.sha, commit]))
  const reviewed = reviewedAt(snapshot, facts, revisions)
  const ways = new Map<string, readonly Commit[] | null>()
  const wayFrom = (from: string) => {
    if (!ways.has(from)) ways.set(from, wayToHead(commits, from, snapshot.head.sha))
    return ways.get(from) ?? null
  }
  const written = new Map(
    revisions.map(({ revision }) => [`${revision.commit} ${revision.path}`, revision]),
  )
  const lines = new Map(snapshot.places.map((file) => [`${file.commit}:${file.path}`, file.lines]))
  return {
    of: ({ evidence, cited }) => {
      const from = reviewed(cited.at(-1)?.commit ?? '')
      const way = from === null ? null : wayFrom(from)
      return evidence.map((one, index) => citedPlace(one, index < MOST_PLACES ? way : null))
    },
    missing: ({ path, cited }) => {
      const { commit = '', evidence = [] } = cited.at(-1) ?? {}
      const from = reviewed(commit)
      if (path === null || from === null) return []
      return evidence.flatMap((one) => {
        const why = notThere(one, lines.get(`${from}:${one.path}`), from)
        if (why === null) return []
        const edit = editIn(written.get(`${commit} ${path}`), (source) => citeAnew(source, one))
        return [{ ...why, path, commit, line: one.line, edit }]
      })
    },
  }
}

/** The commit that a revision of a report looked at; null when it names one that isn't there. */
export function reviewedAt(
  snapshot: Snapshot,
  facts: Facts,
  revisions: readonly Pick<RoundRevision, 'revision' | 'report'>[],
): (commit: string) => string | null {
  const known = new Map<string, string | null>()
  for (const { revision, report } of revisions) {
    if (known.has(revision.commit)) continue
    const { head } = reviewedBy(snapshot, facts, {
      path: revision.path,
      commit: revision.commit,
      report,
    })
    known.set(revision.commit, head)
  }
  return (commit) => known.get(commit) ?? null
}

/** The place as it is written, for another. */
const citeAnew = (source: Source, { path, line }: Evidence): readonly Change[] =>
  replaceIn(
    source,
    line,
    new RegExp(String.raw`${exactly(path).source}(?:(?::|#L?)\d[\d,L-]*)?(?![\w/.])`),
    placeholder('path:line'),
  )

function notThere({ path, end }: Evidence, lines: number | null | undefined, commit: string) {
  if (lines === undefined || lines === null || end <= lines) return null
  const at = `at the reviewed commit ${commit.slice(0, 7)}`
  // A name without its folder may mean any file of that name.
  if (lines === 0 && !path.includes('/')) return null
  return {
    code: 'evidence-missing',
    severity: 'warning' as const,
    message:
      lines === 0
        ? `There is no ${path} ${at}.`
        : `${path} has ${lines} lines ${at}, and line ${end} is cited.`,
    next: 'Cite the path from the root of the repository and a line of the commit that was reviewed, as `src/a.ts:12`.',
  }
}
