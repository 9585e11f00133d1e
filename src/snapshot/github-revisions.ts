import type { Asking } from './asking.ts'
import { httpStatus } from './http-status.ts'
import { inTurns } from './in-turns.ts'
import { reportPaths } from './report-paths.ts'
import type { Commit, FileChange, PullRef, ReportRevision } from './snapshot.ts'

/** Twice what the reader takes: a longer one is refused all the same, and need not be kept. */
const MOST_BYTES = 1_048_576

/**
 * Every revision of every report within the pull request, in the order of its commits.
 * A report that was added and deleted again is among them: its blockers still count.
 */
export async function revisionsOf(
  asking: Asking,
  pull: PullRef,
  commits: readonly Commit[],
): Promise<{ readonly revisions: readonly ReportRevision[]; readonly gaps: readonly string[] }> {
  const isReport = reportPaths(asking.reportPatterns)
  const changes = commits.flatMap((commit) =>
    commit.files
      .filter((file) => isReport(file.path) || isReport(file.previousPath ?? ''))
      .map((file) => ({ commit, file })),
  )
  const read = await inTurns(changes, async ({ commit, file }) =>
    (await mergedIn(asking, pull, commit, file)) ? null : revision(asking, pull, commit, file),
  )
  const known = read.filter((entry) => entry !== null)
  return {
    revisions: known.flatMap((entry) => (typeof entry === 'string' ? [] : [entry])),
    gaps: known.flatMap((entry) => (typeof entry === 'string' ? [entry] : [])),
  }
}

/**
 * A merge shows everything that the other branch brought. A report that is there exactly as one of the other
 * parents has it belongs to that branch's pull request, not to this one.
 */
async function mergedIn(
  asking: Asking,
  pull: PullRef,
  commit: Commit,
  file: FileChange,
): Promise<boolean> {
  for (const parent of commit.parents.slice(1)) {
    if ((await blobAt(asking, pull, file.path, parent)) === file.blob) return true
  }
  return false
}

async function blobAt(
  asking: Asking,
  pull: PullRef,
  path: string,
  commit: string,
): Promise<string | null> {
  try {
    const { data } = await asking.octokit.rest.repos.getContent({
      owner: pull.owner,
      repo: pull.repo,
      path,
      ref: commit,
    })
    return Array.isArray(data) ? null : data.sha
  } catch (error) {
    if (httpStatus(error) === 404) return null
    throw error
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
    return { ...facts, text }
  } catch (error) {
    if (httpStatus(error) !== 404) throw error
    return `${path} at ${commit.sha.slice(0, 7)} is not a file that GitHub serves`
  }
}
