import { readBlockerRefs } from '../../commit/blocker-ref.ts'
import type { Blocker, PlacedDiagnostic } from '../../ledger/ledger.ts'
import { shown } from '../../publish/terminal/style.ts'
import type { Diagnostic } from '../../reading/types.ts'
import { readReport } from '../../review/read-report.ts'
import type { Git } from '../../snapshot/git.ts'
import { fixTrailer, otherNames, someNames } from '../named-blockers.ts'
import { judgeNext, type NextCommit, type NextFix } from '../next-commit.ts'
import { Stopped } from '../stopped.ts'
import type { Terminal } from '../terminal.ts'
import { type Remark, remarkOn, whereIn } from './remark.ts'

/**
 * What the ledger of the branch says of a commit with these reports; without one, what can be said of its texts.
 * @param diagnostics what is unclear about the message by itself
 */
export async function remarksOnCommit(
  terminal: Terminal,
  git: Git,
  message: string,
  diagnostics: readonly Diagnostic[],
  reports: readonly string[],
): Promise<readonly Remark[]> {
  const next = await nextCommit(terminal, git, message)
  return next === null ? unplaced(git, diagnostics, reports) : remarksOf(next, git, terminal.env)
}

/** Null where the branch has no ledger: a first commit, no base, a shallow clone. */
async function nextCommit(
  terminal: Terminal,
  git: Git,
  message: string,
): Promise<NextCommit | null> {
  const tree = await git.tried(['write-tree'])
  const head = await git.tried(['rev-parse', '--verify', '--quiet', 'HEAD'])
  if (tree === null || head === null) return null
  return judgeNext(terminal, git, { tree, message }).catch((error: unknown) => {
    if (error instanceof Stopped) return null
    throw error
  })
}

/** What can be said without a ledger. */
async function unplaced(
  git: Git,
  diagnostics: readonly Diagnostic[],
  reports: readonly string[],
): Promise<readonly Remark[]> {
  const read = reports.map(async (path) => {
    const text = await git.text(['show', `:${path}`])
    return readReport(text).diagnostics.map((one) => remarkOn(one, path))
  })
  return [...diagnostics.map((one) => remarkOn(one, null)), ...(await Promise.all(read)).flat()]
}

async function remarksOf(
  { judged, fixes, diagnostics }: NextCommit,
  git: Git,
  env: Terminal['env'],
): Promise<readonly Remark[]> {
  const { blockers } = judged.assessment.ledger
  const head = await git.text(['log', '-1', '--format=%H @%ad', '--date=raw'])
  const [sha, ...date] = head.split(' ')
  // An amended commit keeps its date, and git tells it to its hooks. What that commit did, this one does in its place.
  const amends = env.GIT_AUTHOR_DATE === date.join(' ') ? sha : null
  return [
    ...diagnostics.map((one) =>
      one.path === null ? remarkOnMessage(one, blockers) : remarkOn(one, one.path),
    ),
    ...fixes.flatMap((fix) => remarksOnFix(fix, amends ?? null)),
  ]
}

function remarksOnFix({ blocker, link }: NextFix, amends: string | null): readonly Remark[] {
  const { line } = link.said
  const place = { severity: 'warning' as const, where: whereIn(null, line), line, edit: null }
  const name = shown(blocker.name)
  const sound = blocker.links.filter(({ problems }) => problems.length === 0)
  const isByAmended = sound.length > 0 && sound.every(({ commit }) => commit === amends)
  if (blocker.state !== 'open' && !isByAmended) {
    const message = `${name} is ${blocker.state} already: ${blocker.why}.`
    const next = 'Take the trailer out, unless this commit fixes it, too.'
    return [{ ...place, code: 'blocker-settled', message, next }]
  }
  if (amends !== null) return []
  return link.problems.map(({ code, message }) => ({
    ...place,
    code,
    message: `This will not count as the fix of ${name}: ${message}.`,
    next:
      code === 'untouched'
        ? `If its fix is elsewhere, say why: "${fixTrailer(name)} because …".`
        : 'Let the commit that changes the code have this trailer.',
  }))
}

function remarkOnMessage(diagnostic: PlacedDiagnostic, blockers: readonly Blocker[]): Remark {
  const remark = remarkOn(diagnostic, null)
  const written = /^The trailer "(.*)" names/su.exec(diagnostic.message)?.[1] ?? ''
  switch (diagnostic.code) {
    case 'unknown-blocker':
      return {
        ...remark,
        // Its report may not be here yet.
        severity: blockers.length === 0 ? 'warning' : 'error',
        edit: null,
        message: `The trailer "${written}" names no blocker of this branch.`,
        next: otherNames(written, blockers, asTrailer),
      }
    case 'ambiguous-blocker': {
      const [ref] = readBlockerRefs(written, 1).refs
      const meant = blockers.filter(({ label }) => label === ref?.label).map(({ name }) => name)
      return {
        ...remark,
        severity: 'error',
        edit: null,
        next: `Write one of ${someNames(meant, asTrailer)}.`,
      }
    }
    default:
      return remark
  }
}

const asTrailer = (name: string): string => `"${fixTrailer(name)}"`
