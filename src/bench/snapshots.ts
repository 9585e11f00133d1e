import { DEFAULT_POLICY } from '../policy/policy.ts'
import type { Commit, Snapshot } from '../snapshot/snapshot.ts'

/** Where the reports of these pull requests are. */
export const REPORT = 'REVIEW.md'

/** A report as one of the commits left it. */
export interface Revision {
  readonly commit: Commit
  readonly text: string
}

/** A pull request of these commits. */
export const snapshotOf = (
  commits: readonly Commit[],
  revisions: readonly Revision[],
): Snapshot => ({
  pull: { owner: 'acme', repo: 'widgets', number: 1 },
  state: 'open',
  merged: null,
  createdAt: '2026-01-05T09:00:00Z',
  author: 'casey',
  title: 'Retry',
  nodeId: 'PR_1',
  isPrivate: false,
  webUrl: 'https://github.com/acme/widgets',
  base: { ref: 'main', sha: BASE },
  head: { ref: 'retry', sha: commits.at(-1)?.sha ?? BASE, repository: 'acme/widgets' },
  policyFiles: [],
  mergeBase: BASE,
  proposedPolicy: null,
  dropped: [],
  pushes: [],
  comments: [],
  ours: [],
  checks: [],
  people: [],
  issues: [],
  places: [],
  unseen: [],
  reportPatterns: DEFAULT_POLICY.reports,
  commits,
  revisions: revisions.map(({ commit, text }) => ({
    path: REPORT,
    previousPath: null,
    commit: commit.sha,
    blob: commit.sha,
    text,
  })),
  elsewhere: [],
  gaps: [],
})

/** The commit after `index` others, which changes one file. */
export function commitOf(index: number, message: string, path: string): Commit {
  const sha = shaOf(index + 1)
  const date = new Date(Date.UTC(2026, 0, 5, 9, index)).toISOString()
  const person = { name: 'Casey', email: 'casey@example.com', date, login: 'casey' }
  const lines = { removed: sha, added: sha, onlySpace: false, edits: [[3, 1, 2]] as const }
  return {
    sha,
    tree: sha,
    parents: [shaOf(index)],
    message,
    author: person,
    committer: person,
    signature: { verified: false, reason: 'unsigned' },
    files: [{ path, previousPath: null, status: 'modified', blob: sha, brought: false, lines }],
  }
}

const shaOf = (index: number): string => index.toString(16).padStart(40, '0')
const BASE = shaOf(0)
