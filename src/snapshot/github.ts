import type { Asking } from './asking.ts'
import { checksOf } from './github-checks.ts'
import { commitsOf } from './github-commits.ts'
import { fileAt } from './github-contents.ts'
import { conversationOf } from './github-conversation.ts'
import { earlierHeads } from './github-earlier-heads.ts'
import { lookUp } from './github-look-up.ts'
import { blobText, revisionsOf } from './github-revisions.ts'
import { httpStatus } from './http-status.ts'
import { settled } from './settled-revisions.ts'
import {
  type Asked,
  type Commit,
  type Opened,
  POLICY_PATH,
  type PolicyText,
  type PullRef,
  type Snapshot,
  type Source,
} from './snapshot.ts'

/**
 * GitHub's REST API as a source of facts. Everything is asked of the base repository, by SHA: there GitHub
 * serves the commits of forks too, which the installation may not be allowed to read where they live.
 */
export function gitHubSource(asking: Asking): Source {
  return {
    open: (pull, toShow = false) => open(asking, pull, toShow),
    snapshot: (opened, asked) => snapshot(asking, opened, asked),
    lookUp: (facts, wanted) => lookUp(asking, facts, wanted),
    filesAtHead: (facts, paths) => filesAtHead(asking, facts, paths),
  }
}

async function open(asking: Asking, pull: PullRef, toShow: boolean): Promise<Opened> {
  const { data } = await asking.octokit.rest.pulls.get({
    owner: pull.owner,
    repo: pull.repo,
    pull_number: pull.number,
  })
  const isLive = data.state === 'open'
  const base = isLive ? await tipOf(asking, pull, data.base) : data.base.sha
  return {
    pull,
    state: data.state,
    merged: data.merged ? data.merge_commit_sha : null,
    createdAt: data.created_at,
    author: data.user?.login ?? null,
    title: data.title,
    webUrl: data.base.repo.html_url,
    isPrivate: data.base.repo.private,
    base: { ref: data.base.ref, sha: base },
    // The types say that a head has a repository always; a deleted fork has none.
    head: {
      ref: data.head.ref,
      sha: data.head.sha,
      repository: (data.head.repo as { full_name: string } | null)?.full_name ?? null,
    },
    // One that was closed without merging is looked at no further.
    policyFiles: isLive || data.merged || toShow ? await policyFiles(asking, pull, base) : [],
  }
}

/** What a pull request calls its base's commit stays as it was at its last push; the branch itself goes on. */
async function tipOf(
  { octokit }: Asking,
  { owner, repo }: PullRef,
  base: { readonly ref: string; readonly sha: string },
): Promise<string> {
  try {
    const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${base.ref}` })
    return data.object.sha
  } catch (error) {
    // A base that was deleted meanwhile; GitHub soon gives the pull request another one.
    if (httpStatus(error) === 404) return base.sha
    throw error
  }
}

/** The rules come from the base: a pull request can't loosen those that judge it. */
async function policyFiles(
  asking: Asking,
  { owner, repo }: PullRef,
  base: string,
): Promise<readonly PolicyText[]> {
  const [general, own] = await Promise.all([
    repo === ORGANISATION ? null : fileAt(asking, owner, ORGANISATION, POLICY_PATH, null),
    fileAt(asking, owner, repo, POLICY_PATH, base),
  ])
  const named = [
    { name: `${owner}/${ORGANISATION}/${POLICY_PATH}`, file: general },
    { name: POLICY_PATH, file: own },
  ]
  return named.flatMap(({ name, file }) =>
    file === null ? [] : [{ name, url: file.url, text: file.text }],
  )
}

/** GitHub's name for the repository that holds an organisation's defaults. */
const ORGANISATION = '.github'

async function snapshot(asking: Asking, opened: Opened, asked: Asked): Promise<Snapshot> {
  const { pull, base, head } = opened
  const { reportPatterns } = asked
  const [history, conversation, checks] = await Promise.all([
    commitsOf(asking, pull, base.sha, head.sha),
    conversationOf(asking.octokit, pull),
    asked.checks ? checksOf(asking, opened) : [],
  ])
  const { commits } = history
  const reports = await revisionsOf(asking, pull, reportPatterns, commits)
  const revisions = settled(commits, head.sha, reports.revisions)
  const earlier = await earlierHeads(asking, opened, reportPatterns, commits, revisions)
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
    gaps: [...history.gaps, ...reports.gaps, ...earlier.gaps],
    unseen: earlier.unseen,
  }
}

/** What the last commit that touches the policy file leaves of it. */
async function proposedPolicy(
  asking: Asking,
  pull: PullRef,
  commits: readonly Commit[],
): Promise<Snapshot['proposedPolicy']> {
  const changes = commits.flatMap(({ files }) =>
    files.filter(
      ({ path, previousPath, brought }) => !brought && [path, previousPath].includes(POLICY_PATH),
    ),
  )
  const last = changes.at(-1)
  if (last === undefined) return null
  const isGone = last.blob === null || last.path !== POLICY_PATH
  return { text: isGone ? null : await blobText(asking, pull, last.blob ?? '') }
}

async function filesAtHead(
  asking: Asking,
  facts: Snapshot,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  // What the pull request changes is known; only for other files does GitHub have to be asked.
  const changed = new Map<string, boolean>()
  for (const file of facts.commits.flatMap((commit) => commit.files)) {
    if (file.previousPath !== null) changed.set(file.previousPath, false)
    changed.set(file.path, file.status !== 'removed')
  }
  const others = paths.some((path) => !changed.has(path)) ? await treeAtHead(asking, facts) : null
  return new Set(paths.filter((path) => changed.get(path) ?? others?.has(path)))
}

/** All file paths at the head. GitHub cuts the list after 100,000 entries; what is cut off counts as absent. */
const treeAtHead = (asking: Asking, { pull, head }: Snapshot): Promise<ReadonlySet<string>> =>
  asking.facts.get(`${pull.owner}/${pull.repo} tree ${head.sha}`, async () => {
    const { data } = await asking.octokit.rest.git.getTree({
      owner: pull.owner,
      repo: pull.repo,
      tree_sha: head.sha,
      recursive: 'true',
    })
    return new Set(data.tree.filter((entry) => entry.type === 'blob').map((entry) => entry.path))
  })
