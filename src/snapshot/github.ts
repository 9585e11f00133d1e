import type { Asking } from './asking.ts'
import { checksOf } from './github-checks.ts'
import { commitsOf } from './github-commits.ts'
import { blobText } from './github-contents.ts'
import { earlierHeads, type Moved } from './github-earlier-heads.ts'
import { lookUp } from './github-look-up.ts'
import type { PullNow } from './github-pull.ts'
import { revisionsOf } from './github-revisions.ts'
import { filesAtHead } from './head-files.ts'
import { proposedPolicyBlob } from './report-revisions.ts'
import { settled } from './settled-revisions.ts'
import type { Asked, Commit, Opened, PullRef, Snapshot, Source } from './snapshot.ts'

/**
 * GitHub's API as a source of facts about one pull request. Everything is asked of the base repository, by SHA: there
 * GitHub serves the commits of forks too, which the installation may not be allowed to read where they live.
 */
export function gitHubSource(asking: Asking, now: PullNow): Source {
  return {
    snapshot: (opened, asked) => snapshot(asking, now, opened, asked),
    lookUp: (facts, wanted) => lookUp(asking, facts, wanted),
    filesAtHead: (facts, paths) => filesAtHead(asking, facts, paths),
  }
}

async function snapshot(
  asking: Asking,
  now: PullNow,
  opened: Opened,
  asked: Asked,
): Promise<Snapshot> {
  const { pull, base, head } = opened
  const { reportPatterns } = asked
  const { conversation } = now
  const listed = base.sha === now.opened.base.sha ? now.commits : null
  const [history, checks] = await Promise.all([
    commitsOf(asking, pull, base.sha, head.sha, listed),
    asked.checks ? checksOf(asking, opened) : [],
  ])
  const { commits } = history
  const reports = await revisionsOf(asking, pull, reportPatterns, commits)
  const revisions = settled(commits, head.sha, reports.revisions)
  const earlier = await earlierHeads(
    asking,
    opened,
    reportPatterns,
    movedSince(asking, now),
    commits,
    revisions,
  )
  return {
    ...opened,
    mergeBase: history.mergeBase,
    reportPatterns,
    proposedPolicy: await proposedPolicy(asking, pull, commits),
    commits,
    dropped: earlier.dropped,
    pushes: earlier.pushes,
    revisions: earlier.revisions,
    ...conversation,
    checks,
    elsewhere: [],
    people: [],
    issues: [],
    places: [],
    gaps: [...history.gaps, ...reports.gaps, ...reports.misplaced, ...earlier.gaps],
    unseen: earlier.unseen,
  }
}

/**
 * How the branch moved, as far as our own check tells: we saw the head that is there now when we first wrote on it. Which
 * head there was before, only those need to know who held a command from before that against what came after. Another
 * pull request may have had that head long before.
 */
function movedSince(
  { ours }: Asking,
  { conversation, runs, rewrites, opened: { pull, head } }: PullNow,
): Moved {
  const own = runs?.filter(({ externalId }) => ours.pullOf(externalId) === pull.number) ?? []
  const first = own.at(-1)?.startedAt ?? null
  const isSeen = (at: string) => first !== null && Date.parse(at) >= Date.parse(first)
  if (!conversation.comments.every(({ createdAt }) => isSeen(createdAt))) {
    return { rewrites, moves: 'ask' }
  }
  return { rewrites, moves: first === null ? [] : [{ at: first, head: head.sha }] }
}

/** What this pull request leaves of the policy file. */
async function proposedPolicy(
  asking: Asking,
  pull: PullRef,
  commits: readonly Commit[],
): Promise<Snapshot['proposedPolicy']> {
  const left = proposedPolicyBlob(commits)
  if (left === null) return null
  return { text: left.blob === null ? null : await blobText(asking, pull, left.blob) }
}
