import { carriedInto } from '../ledger/carried.ts'
import { factsOf } from '../ledger/facts.ts'
import { postCheckRun } from '../publish/post-check-run.ts'
import { fixOf, type MergedInto, recordRun } from '../publish/record-run.ts'
import { commitBySha, commitsOf } from '../snapshot/github-commits.ts'
import type { Opened, PullRef, Snapshot } from '../snapshot/snapshot.ts'
import { type Assessing, assess, factsAbout, openPull } from './assess-pull.ts'

/** Writes the record of a merged pull request, once: which blocker was fixed by which commit, and what that became. */
export async function recordMerge(assessing: Assessing, pull: PullRef): Promise<void> {
  const { source, opened } = await openPull(assessing, pull)
  if (opened.merged === null) return
  const before = await baseBefore(assessing, opened, opened.merged)
  const { snapshot, readings } = await factsAbout(assessing, source, before)
  const assessment = assess(snapshot, readings)
  if (assessment.ledger.blockers.length === 0) return
  const fixes = assessment.ledger.blockers.flatMap((blocker) => fixOf(blocker) ?? [])
  const into = await mergedInto(assessing, snapshot, fixes, opened.merged)
  const { octokit, appId, inTurn, log } = assessing
  const target = { octokit, appId, inTurn, pull, about: 'record' as const, headSha: opened.merged }
  const { how } = await postCheckRun(target, recordRun(snapshot, assessment, opened.merged, into))
  log.info({ merged: opened.merged, how }, 'recorded the merge')
}

/** The pull request as it was just before: what merging made stands on the base as that was. */
async function baseBefore(assessing: Assessing, opened: Opened, merged: string): Promise<Opened> {
  const { parents } = await commitBySha(assessing, opened.pull, merged)
  return { ...opened, base: { ...opened.base, sha: parents[0] ?? opened.base.sha } }
}

/** What each fix became: itself after a merge, the commit of the same patch after a rebase, else the squash. */
async function mergedInto(
  assessing: Assessing,
  snapshot: Snapshot,
  fixes: readonly string[],
  merged: string,
): Promise<MergedInto> {
  const { commits } = await commitsOf(assessing, snapshot.pull, snapshot.mergeBase ?? '', merged)
  const became = carriedInto(commits)
  const facts = factsOf(snapshot)
  return new Map(
    fixes.map((sha) => {
      const fix = facts.commit(sha)
      const isThere = commits.some((commit) => commit.sha === sha)
      const now = fix === undefined ? null : became(fix)
      return [sha, isThere ? sha : (now?.commit.sha ?? merged)]
    }),
  )
}
