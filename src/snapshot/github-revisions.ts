import type { Asking } from './asking.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import { reportPaths } from './report-paths.ts'
import type { Commit, FileChange, PullRef, ReportRevision } from './snapshot.ts'

/** Twice what the reader takes: a longer one is refused all the same, and need not be kept. */
const MOST_BYTES = 1_048_576

/**
 * Every revision of every report that these commits leave, in their order.
 * A report that was added and deleted again is among them: its blockers still count. What a merge brings exactly as
 * its other parent has it was written there: in the base's pull request, or in another commit of this one.
 */
export async function revisionsOf(
  asking: Asking,
  pull: PullRef,
  patterns: readonly string[],
  commits: readonly Commit[],
): Promise<{ readonly revisions: readonly ReportRevision[]; readonly gaps: readonly string[] }> {
  const isReport = reportPaths(patterns)
  const changes = commits.flatMap((commit) =>
    commit.files
      .filter((file) => !file.brought)
      .filter((file) => isReport(file.path) || isReport(file.previousPath ?? ''))
      .map((file) => ({ commit, file })),
  )
  const read = await inTurns(changes, ({ commit, file }) => revision(asking, pull, commit, file))
  return {
    revisions: read.flatMap((entry) => (typeof entry === 'string' ? [] : [entry])),
    gaps: read.flatMap((entry) => (typeof entry === 'string' ? [entry] : [])),
  }
}

/** The revision, or a sentence that says why it could not be had (a submodule or a vanished blob). */
async function revision(
  asking: Asking,
  pull: PullRef,
  commit: Commit,
  file: FileChange,
): Promise<ReportRevision | string> {
  const { path, previousPath, blob } = file
  const facts = { path, previousPath, commit: commit.sha, blob }
  if (blob === null) return { ...facts, text: null }
  const text = await blobText(asking, pull, blob)
  return text === null
    ? `${path} at ${commit.sha.slice(0, 7)} is not a file that GitHub serves`
    : { ...facts, text }
}

/** The text of a blob, its first megabyte; null when GitHub has none of that name. */
export async function blobText(
  asking: Asking,
  pull: PullRef,
  blob: string,
): Promise<string | null> {
  try {
    const { text } = await asking.facts.get(`${pull.owner}/${pull.repo} blob ${blob}`, async () => {
      const { data } = await asking.octokit.rest.git.getBlob({
        owner: pull.owner,
        repo: pull.repo,
        file_sha: blob,
      })
      const encoding = data.encoding === 'base64' ? 'base64' : 'utf8'
      const bytes = Buffer.from(data.content, encoding).subarray(0, MOST_BYTES)
      return { text: bytes.toString('utf8') }
    })
    return text
  } catch (error) {
    if (httpStatus(error) !== 404) throw error
    return null
  }
}
