import type { Asking } from './asking.ts'
import { modesAt } from './file-modes.ts'
import { ODDITIES } from './git-modes.ts'
import { blobTexts } from './github-texts.ts'
import {
  type Oddity,
  type ReportChange,
  type Revisions,
  reportChanges,
  revisionsFrom,
} from './report-revisions.ts'
import type { Commit, PullRef } from './snapshot.ts'

/** Every revision of every report that these commits leave, in their order. */
export async function revisionsOf(
  asking: Asking,
  pull: PullRef,
  patterns: readonly string[],
  commits: readonly Commit[],
): Promise<Revisions> {
  const changes = reportChanges(patterns, commits)
  const blobs = changes.flatMap(({ file }) => file.blob ?? [])
  const texts = await blobTexts(asking, pull, blobs)
  return revisionsFrom(patterns, changes, texts, await oddities(asking, pull, changes, texts))
}

/**
 * Changes that leave no file: GitHub's list of them doesn't say so. A link is a text of one line without an end (where
 * it leads to), and of a submodule there is no blob; only what looks like that is asked about.
 */
async function oddities(
  asking: Asking,
  pull: PullRef,
  changes: readonly ReportChange[],
  texts: ReadonlyMap<string, string | null>,
): Promise<ReadonlyMap<ReportChange, Oddity>> {
  const suspects = changes.filter(
    ({ file: { blob } }) => blob !== null && texts.get(blob)?.includes('\n') !== true,
  )
  const places = suspects.map(({ commit, file }) => ({ commit: commit.sha, path: file.path }))
  const modes = await modesAt(asking, pull, places)
  return new Map(
    suspects.flatMap((change, index) => {
      const kind = ODDITIES.get(modes[index] ?? 0)
      return kind === undefined ? [] : [[change, kind] as const]
    }),
  )
}
