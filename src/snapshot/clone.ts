import { type CloneHistory, commitsIn } from './clone-commits.ts'
import { commitsElsewhere } from './clone-elsewhere.ts'
import { filesIn, textsOf } from './clone-objects.ts'
import type { OpenedClone } from './clone-opened.ts'
import { takenAway } from './earlier-heads.ts'
import type { Git } from './git.ts'
import { ODDITIES } from './git-modes.ts'
import { lineCount } from './line-count.ts'
import {
  proposedPolicyBlob,
  type Revisions,
  reportChanges,
  revisionsFrom,
} from './report-revisions.ts'
import { settled } from './settled-revisions.ts'
import type { Asked, CitedFile, Opened, Snapshot, Source, Wanted } from './snapshot.ts'
import { withinLimits } from './within-limits.ts'

/**
 * A local clone as a source of facts about one of its branches. What only GitHub knows (comments, checks, roles) is
 * empty, and said to be.
 */
export function cloneSource(git: Git, { left }: Pick<OpenedClone, 'left'>): Source {
  return {
    snapshot: (opened, asked) => snapshot(git, left, opened, asked),
    lookUp: (facts, wanted) => lookUp(git, facts, wanted),
    filesAtHead: (facts, paths) => filesIn(git, facts.head.sha, paths),
  }
}

async function snapshot(
  git: Git,
  left: readonly string[],
  opened: Opened,
  { reportPatterns, signatures }: Asked,
): Promise<Snapshot> {
  const { base, head } = opened
  const at = (sha: string) => commitsIn(git, base.sha, sha, signatures)
  const revisions = (history: CloneHistory) => revisionsOf(git, reportPatterns, history)
  const history = await at(head.sha)
  const { commits, mergeBase } = history
  const reports = await revisions(history)
  const present = {
    head: head.sha,
    commits,
    revisions: settled(commits, head.sha, reports.revisions),
  }
  const earlier = await takenAway(left, present, {
    at: async (sha) => {
      const before = await at(sha)
      return { history: before, read: await revisions(before) }
    },
    // What another branch brought is reachable from the base, unless it was squashed: that no clone can tell.
    isMerged: async () => false,
    unserved: (sha) => `an earlier head, ${sha.slice(0, 7)}, is no longer in this clone`,
  })
  return {
    ...opened,
    mergeBase,
    reportPatterns,
    proposedPolicy: await proposedPolicy(git, history),
    commits,
    dropped: earlier.dropped,
    pushes: [],
    revisions: earlier.revisions,
    comments: [],
    nodeId: '',
    ours: [],
    checks: [],
    elsewhere: [],
    people: [],
    issues: [],
    places: [],
    gaps: [...history.gaps, ...reports.gaps, ...reports.misplaced, ...earlier.gaps],
    unseen: earlier.unseen,
  }
}

async function revisionsOf(
  git: Git,
  patterns: readonly string[],
  { commits, modes }: CloneHistory,
): Promise<Revisions> {
  const changes = reportChanges(patterns, commits)
  const odd = new Map(
    changes.flatMap((change) => {
      const kind = ODDITIES.get(modes.get(change.file) ?? 0)
      return kind === undefined ? [] : [[change, kind] as const]
    }),
  )
  const texts = await textsOf(
    git,
    changes.flatMap((change) => (odd.has(change) ? [] : (change.file.blob ?? []))),
  )
  return revisionsFrom(patterns, changes, texts, odd)
}

async function proposedPolicy(
  git: Git,
  { commits }: CloneHistory,
): Promise<Snapshot['proposedPolicy']> {
  const left = proposedPolicyBlob(commits)
  if (left === null) return null
  return {
    text: left.blob === null ? null : ((await textsOf(git, [left.blob])).get(left.blob) ?? null),
  }
}

async function lookUp(git: Git, facts: Snapshot, wanted: Wanted): Promise<Snapshot> {
  const { commits, people, teams, files, gaps } = withinLimits(facts, wanted)
  const untold =
    teams.length > 0 && people.length > 0
      ? [`a clone does not tell who belongs to ${teams.join(', ')}`]
      : []
  return {
    ...facts,
    elsewhere: await commitsElsewhere(git, facts, commits),
    places: await cited(git, files),
    gaps: [...facts.gaps, ...gaps, ...untold],
  }
}

async function cited(git: Git, files: Wanted['files']): Promise<readonly CitedFile[]> {
  const names = files.map(({ commit, path }) => `${commit}:${path}`)
  const texts = await textsOf(git, names)
  return files.map((file, index) => {
    const text = texts.get(names[index] ?? '') ?? null
    // A file that isn't there has no lines.
    return { ...file, lines: text === null ? 0 : lineCount(text) }
  })
}
