import { assess, factsAbout } from '../assess/assess.ts'
import { carriedInto } from '../ledger/carried.ts'
import { isSettled, readExternalId } from '../publish/check-run.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import { fixOf, type MergedInto, recordRun } from '../publish/record-run.ts'
import type { Asking } from '../snapshot/asking.ts'
import { commitBySha } from '../snapshot/github-commit.ts'
import { beforeWriting } from '../snapshot/github-runs.ts'
import { inTurns } from '../snapshot/in-turns.ts'
import type { Commit, Opened, PullRef, Snapshot } from '../snapshot/snapshot.ts'
import { type Assessing, targetOf } from './assessing.ts'
import { openPull } from './open-pull.ts'

/** Writes the record of a merged pull request, once: which blocker was fixed by which commit, and what that became. */
export async function recordMerge(assessing: Assessing, pull: PullRef): Promise<void> {
  const { source, opened } = await openPull(assessing, pull)
  if (opened.merged === null || (await isRecorded(assessing, pull, opened.merged))) return
  const before = await baseBefore(assessing, opened, opened.merged)
  const { snapshot, readings } = await factsAbout(assessing, source, before)
  const assessment = assess(snapshot, readings)
  if (assessment.ledger.blockers.length === 0) return
  const fixes = assessment.ledger.blockers.flatMap((blocker) => fixOf(blocker) ?? [])
  const into = await mergedInto(assessing, snapshot, fixes, opened.merged)
  const target = targetOf(assessing, pull, 'record', opened.merged)
  const { how } = await postCheckRun(target, recordRun(snapshot, assessment, opened.merged, into))
  assessing.log.info({ merged: opened.merged, how }, 'recorded the merge')
}

/** What is said after the merge, or heard of it twice, changes no record. */
async function isRecorded(assessing: Assessing, pull: PullRef, merged: string): Promise<boolean> {
  const { runs } = await beforeWriting(assessing, pull, merged)
  return runs.some(({ externalId: id }) => {
    const said = readExternalId(id)
    return said?.about === 'record' && said.pull === pull.number && isSettled(said)
  })
}

/** The pull request as it was just before: what merging made stands on the base as that was. */
export async function baseBefore(asking: Asking, opened: Opened, merged: string): Promise<Opened> {
  // Whoever pushes the branch onto its base makes no commit.
  if (merged === opened.head.sha) return opened
  const { parents } = await commitBySha(asking, opened.pull, merged)
  return { ...opened, base: { ...opened.base, sha: parents[0] ?? opened.base.sha } }
}

/** What each fix became: itself after a merge, the commit of the same patch after a rebase, else the squash. */
async function mergedInto(
  assessing: Assessing,
  snapshot: Snapshot,
  fixes: readonly string[],
  merged: string,
): Promise<MergedInto> {
  const { commits, pull } = snapshot
  const last = await commitBySha(assessing, pull, merged)
  // One that fixed it in the base before is there anyway.
  const left = new Map(commits.map((commit) => [commit.sha, commit]))
  const isSame = last.parents.length > 1 || left.has(merged)
  const became = isSame ? () => null : carriedInto(await landed(assessing, snapshot, last))
  return new Map(
    fixes.map((sha) => {
      const fix = left.get(sha)
      return [sha, isSame || fix === undefined ? sha : (became(fix)?.commit.sha ?? merged)]
    }),
  )
}

/** The commits that a squash or rebase made: as many as the pull request has, where the last one is the same patch. */
async function landed(
  assessing: Assessing,
  { commits, pull: { owner, repo, number } }: Snapshot,
  last: Commit,
): Promise<readonly Commit[]> {
  const own = commits.filter(({ parents, files }) => parents.length === 1 && files.length > 0)
  const before = own.at(-1)
  if (before === undefined || carriedInto([last])(before)?.how !== 'patch') return [last]
  const { data } = await assessing.octokit.rest.repos.listCommits({
    owner,
    repo,
    sha: last.sha,
    per_page: Math.min(own.length, 100),
  })
  return inTurns(data, ({ sha }) => commitBySha(assessing, { owner, repo, number }, sha))
}
