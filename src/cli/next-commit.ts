import { assess } from '../assess/assess.ts'
import type { Blocker, Link, PlacedDiagnostic } from '../ledger/ledger.ts'
import type { Git } from '../snapshot/git.ts'
import { assessClone, type JudgedClone } from './assess-clone.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'

/** What a commit would do to the ledger of its branch. */
export interface NextCommit {
  readonly judged: JudgedClone
  /** Its trailers that name a blocker, in their order. */
  readonly fixes: readonly NextFix[]
  /** What would be unclear about its message (`path` is null) and the reports in it. */
  readonly diagnostics: readonly PlacedDiagnostic[]
}

export interface NextFix {
  /** The blocker before this commit. */
  readonly blocker: Blocker
  /** The link that the trailer makes; its problems speak of "this commit". */
  readonly link: Link
}

/**
 * Assesses the branch as it would be with one more commit. Nothing points to that commit: git clears it away, as it does
 * with those that were amended.
 * @param tree what the commit would hold; null for what HEAD does
 * @throws Stopped where the branch can't be assessed
 */
export async function judgeNext(
  terminal: Terminal,
  git: Git,
  { tree, message, base = null }: NextWanted,
): Promise<NextCommit> {
  const sha = await commitOf(git, tree, message)
  const judged = await assessClone(terminal, { base, head: sha })
  const { ledger } = judged.assessment
  const before = new Map(withoutIt(judged, sha).map((blocker) => [blocker.id, blocker]))
  return {
    judged,
    fixes: ledger.blockers
      .flatMap((blocker) =>
        blocker.links
          .filter(({ commit, origin }) => commit === sha && origin === 'trailer')
          .map((link) => ({ blocker: before.get(blocker.id) ?? blocker, link: ofThis(link, sha) })),
      )
      .sort((one, other) => one.link.said.line - other.link.said.line),
    diagnostics: ledger.diagnostics.filter(({ commit }) => commit === sha),
  }
}

interface NextWanted {
  readonly tree: string | null
  readonly message: string
  readonly base?: string | null
}

async function commitOf(git: Git, wanted: string | null, message: string): Promise<string> {
  const head = await git.tried(['rev-parse', '--verify', '--quiet', 'HEAD'])
  if (head === null) throw new Stopped('There is no commit here yet.', 'Commit something first.')
  const tree = wanted ?? (await git.text(['rev-parse', 'HEAD^{tree}']))
  // Whoever has not told git their name yet may ask all the same.
  const who = (await git.tried(['var', 'GIT_AUTHOR_IDENT'])) ?? 'nobody <nobody> 0 +0000'
  const lines = [`tree ${tree}`, `parent ${head}`, `author ${who}`, `committer ${who}`, '', message]
  return git.text(['hash-object', '-t', 'commit', '-w', '--stdin'], `${lines.join('\n')}\n`)
}

/** The blockers as they are without that commit. */
function withoutIt({ snapshot, readings }: JudgedClone, sha: string): readonly Blocker[] {
  const isOther = ({ commit }: { readonly commit: string }) => commit !== sha
  const parent = snapshot.commits.find((commit) => commit.sha === sha)?.parents[0] ?? ''
  const { ledger } = assess(
    {
      ...snapshot,
      head: { ...snapshot.head, sha: parent },
      commits: snapshot.commits.filter((commit) => commit.sha !== sha),
      revisions: snapshot.revisions.filter(isOther),
    },
    {
      ...readings,
      reports: readings.reports.filter(({ revision }) => isOther(revision)),
      messages: new Map([...readings.messages].filter(([commit]) => commit !== sha)),
    },
  )
  return ledger.blockers
}

const ofThis = (link: Link, sha: string): Link => ({
  ...link,
  problems: link.problems.map((problem) => ({
    ...problem,
    message: problem.message.replaceAll(`commit ${sha.slice(0, 7)}`, 'this commit'),
  })),
})
