import type { Asking } from './asking.ts'
import { commitsOf } from './github-commits.ts'
import { lookUp } from './github-elsewhere.ts'
import { revisionsOf } from './github-revisions.ts'
import type { PullRef, Snapshot, Source } from './snapshot.ts'

/**
 * GitHub's REST API as a source of facts. Everything is asked of the base repository, by SHA: there GitHub
 * serves the commits of forks too, which the installation may not be allowed to read where they live.
 */
export function gitHubSource(asking: Asking): Source {
  return {
    snapshot: (pull) => snapshot(asking, pull),
    lookUp: (facts, shas) => lookUp(asking, facts, shas),
    filesAtHead: (facts, paths) => filesAtHead(asking, facts, paths),
  }
}

async function snapshot(asking: Asking, pull: PullRef): Promise<Snapshot> {
  const { data } = await asking.octokit.rest.pulls.get({
    owner: pull.owner,
    repo: pull.repo,
    pull_number: pull.number,
  })
  const facts = {
    pull,
    state: data.state,
    author: data.user?.login ?? null,
    webUrl: data.base.repo.html_url,
    base: { ref: data.base.ref, sha: data.base.sha },
    // The types say that a head has a repository always; a deleted fork has none.
    head: {
      ref: data.head.ref,
      sha: data.head.sha,
      repository: (data.head.repo as { full_name: string } | null)?.full_name ?? null,
    },
    reportPatterns: asking.reportPatterns,
    elsewhere: [],
  }
  if (data.state !== 'open') {
    return { ...facts, mergeBase: null, commits: [], revisions: [], gaps: [] }
  }
  const history = await commitsOf(asking, pull, data.base.sha, data.head.sha)
  const reports = await revisionsOf(asking, pull, history.commits)
  return {
    ...facts,
    mergeBase: history.mergeBase,
    commits: history.commits,
    revisions: reports.revisions,
    gaps: [...history.gaps, ...reports.gaps],
  }
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
