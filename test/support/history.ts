import { createHash } from 'node:crypto'
import { assess } from '../../src/assess/assess.ts'
import { readCommands } from '../../src/command/read-commands.ts'
import { readCommit } from '../../src/commit/read-commit.ts'
import type { Readings } from '../../src/ledger/ledger.ts'
import type { Assessment, Requirement } from '../../src/policy/assessment.ts'
import { DEFAULT_POLICY } from '../../src/policy/policy.ts'
import { readReport } from '../../src/review/read-report.ts'
import { reportPaths } from '../../src/snapshot/report-paths.ts'
import type {
  Comment,
  Commit,
  Elsewhere,
  FileChange,
  Person,
  ReportRevision,
  Snapshot,
  Standing,
} from '../../src/snapshot/snapshot.ts'
import { woven } from '../../src/snapshot/woven-revisions.ts'

/** One commit of a story: its name, the files it writes (null: removes), its message. */
export interface Step {
  readonly name: string
  readonly files: Readonly<Record<string, string | null>>
  readonly message: string
  /** The step before, when left out. */
  readonly parents?: readonly string[]
  /** Casey, who codes, when left out. */
  readonly by?: Login | null
  /** Who made the commit; its author when left out. */
  readonly committer?: Login
  readonly signed?: boolean
  /** New path → the one before. */
  readonly moves?: Readonly<Record<string, string>>
  /** Minutes after the story began; one for each step when left out. */
  readonly at?: number
}

export type Login = 'casey' | 'robin' | 'outsider'

/** The hash of the commit with that name, so that a story can mention it before it tells it. */
export const sha = (name: string): string => createHash('sha1').update(name).digest('hex')

/** As people write it. */
export const short = (name: string): string => sha(name).slice(0, 7)

export const feature: Step = {
  name: 'feature',
  files: { 'src/retry.ts': 'for (;;) send()' },
  message: 'feat: retry',
}

export const step = (
  name: string,
  message: string,
  files: Step['files'] = { 'src/retry.ts': name },
): Step => ({
  name,
  files,
  message,
})

/** A report by Robin, who reviews, in `REVIEW.md`, or at another path. */
export const review = (name: string, text: string, path = 'REVIEW.md'): Step => ({
  ...step(name, `docs: ${name}`, { [path]: text }),
  by: 'robin',
})

/** The facts of a pull request with these commits, without GitHub. */
export function pull(steps: readonly Step[], more: Partial<Snapshot> = {}): Snapshot {
  const commits = commitsOf(steps)
  return {
    pull: { owner: 'acme', repo: 'widgets', number: 1 },
    state: 'open',
    merged: null,
    createdAt: dateOf(0),
    author: 'casey',
    title: 'Send again when the server is down',
    webUrl: 'https://github.com/acme/widgets',
    isPrivate: false,
    base: { ref: 'main', sha: sha('main') },
    head: {
      ref: 'feat/retry',
      sha: commits.at(-1)?.sha ?? sha('main'),
      repository: 'acme/widgets',
    },
    policyFiles: [],
    mergeBase: sha('main'),
    reportPatterns: DEFAULT_POLICY.reports,
    proposedPolicy: null,
    commits,
    dropped: [],
    pushes: [],
    revisions: revisionsOf(steps),
    comments: [],
    nodeId: 'PR_1',
    ours: [],
    checks: [],
    elsewhere: [],
    people: [],
    issues: [],
    places: [],
    gaps: [],
    unseen: [],
    ...more,
  }
}

/** What an earlier head had and a force-push took away: these facts, put where GitHub's would be. */
export const rewritten = (
  before: readonly Step[],
  after: readonly Step[],
  more: Partial<Snapshot> = {},
): Snapshot => rewrittenOften([before, after], more)

/** The same for any number of force-pushes: every head that there was, the present one last. */
export function rewrittenOften(
  heads: readonly (readonly Step[])[],
  more: Partial<Snapshot> = {},
): Snapshot {
  const after = heads.at(-1) ?? []
  const earlier = heads.slice(0, -1).reverse()
  const present = new Set(after.map(({ name }) => name))
  const dropped = new Map<string, Commit>()
  let revisions = revisionsOf(after)
  for (const before of earlier) {
    revisions = woven(revisionsOf(before), revisions)
    for (const [index, commit] of commitsOf(before).entries()) {
      if (!present.has(before[index]?.name ?? '')) dropped.set(commit.sha, commit)
    }
  }
  const last = new Map(revisions.map((revision) => [revision.path, revision]))
  const head = sha(after.at(-1)?.name ?? 'main')
  const removed = [...last.values()]
    .filter(({ commit, text }) => dropped.has(commit) && text !== null)
    .map(({ path }) => ({ path, previousPath: null, commit: head, blob: null, text: null }))
  return pull(after, {
    dropped: [...dropped.values()],
    revisions: [...revisions, ...removed],
    ...more,
  })
}

const revisionsOf = (steps: readonly Step[]): readonly ReportRevision[] => {
  const isReport = reportPaths(DEFAULT_POLICY.reports)
  return steps.flatMap(({ name, files, moves = {} }) =>
    Object.entries(files)
      .filter(([path]) => isReport(path))
      .map(([path, text]) => ({
        path,
        previousPath: moves[path] ?? null,
        commit: sha(name),
        blob: text === null ? null : sha(text),
        text,
      })),
  )
}

const dateOf = (minute: number): string =>
  new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString().replace('.000Z', 'Z')

const personOf = (login: Login | null, minute: number): Person => ({
  name: login ?? 'nobody',
  email: `${login ?? 'nobody'}@example.com`,
  date: dateOf(minute),
  login,
})

function commitsOf(steps: readonly Step[]): readonly Commit[] {
  const texts = new Map<string, string | null>()
  return steps.map((one, index) => {
    const { name, files, message, parents, by = 'casey', committer, signed = false } = one
    const { moves = {}, at = index } = one
    const changed = Object.entries(files).map(([path, text]): FileChange => {
      const previousPath = moves[path] ?? null
      const before = texts.get(previousPath ?? path) ?? null
      if (previousPath !== null) texts.set(previousPath, null)
      texts.set(path, text)
      return {
        path,
        previousPath,
        status: text === null ? 'removed' : previousPath === null ? 'modified' : 'renamed',
        blob: text === null ? null : sha(text),
        brought: false,
        lines: {
          removed: sha(before ?? ''),
          added: sha(text ?? ''),
          onlySpace: before !== null && plain(before) === plain(text ?? ''),
          edits: [],
        },
      }
    })
    return {
      sha: sha(name),
      tree: sha(JSON.stringify([...texts].filter(([, text]) => text !== null).sort())),
      parents: (parents ?? [steps[index - 1]?.name ?? 'main']).map(sha),
      message,
      author: personOf(by, at),
      committer: personOf(committer ?? by, at),
      signature: { verified: signed, reason: signed ? 'valid' : 'unsigned' },
      files: changed,
    }
  })
}

const plain = (text: string): string => text.replaceAll(/\s+/g, '')

/** A commit that is in the base already, in the repository only, or nowhere. `within`: what of the base has it. */
export const elsewhere = (
  name: string,
  where: Elsewhere['where'],
  within: readonly string[] = [],
): Elsewhere => ({
  mention: short(name),
  where,
  commit: where === 'nowhere' ? null : (commitsOf([step(name, `fix: ${name}`)])[0] ?? null),
  within: within.map(sha),
})

/** A comment, a minute after another. */
export const comment = (
  body: string,
  author: Login,
  minute: number,
  more: Partial<Comment> = {},
): Comment => ({
  id: `IC_${minute}`,
  author,
  isBot: false,
  body,
  createdAt: dateOf(minute),
  edited: false,
  url: `https://github.com/acme/widgets/pull/1#issuecomment-${minute}`,
  answer: null,
  seen: false,
  ...more,
})

/** What somebody may do. */
export const may = (login: Login, role: string, ...teams: readonly string[]): Standing => ({
  login,
  role,
  teams,
})

/** A policy file as the base has it. */
export const policy = (text: string): Pick<Snapshot, 'policyFiles'> => ({
  policyFiles: [
    {
      name: '.github/countersign.yml',
      url: 'https://github.com/acme/widgets/blob/main/.github/countersign.yml',
      text,
    },
  ],
})

/** What the App's threads read, read here. */
export const read = ({ revisions, commits, comments }: Snapshot): Readings => ({
  reports: revisions.map((revision) => ({ revision, report: readReport(revision.text ?? '') })),
  messages: new Map(commits.map(({ sha: of, message }) => [of, readCommit(message)])),
  commands: new Map(comments.map(({ id, body }) => [id, readCommands(body)])),
})

export const judged = (snapshot: Snapshot): Assessment => assess(snapshot, read(snapshot))

export const assessed = (steps: readonly Step[], more: Partial<Snapshot> = {}): Assessment =>
  judged(pull(steps, more))

/** A requirement by its name. */
export const requirement = (
  { requirements }: Assessment,
  name: Requirement['name'],
): Requirement => {
  const found = requirements.find((one) => one.name === name)
  if (found === undefined) throw new Error(`The policy doesn't look at ${name}`)
  return found
}

/** `B1 fixed, B2 open: no commit is linked to it yet`. */
export const told = ({ ledger }: Assessment): string[] =>
  ledger.blockers.map(({ name, state, why }) =>
    state === 'open' ? `${name} open: ${why}` : `${name} ${state}`,
  )

export const BLOCKING =
  '# Review: retries\n\nVerdict: blocking\n\n## Blockers\n\n1. Retries never stop.\n2. The error is swallowed.\n'
