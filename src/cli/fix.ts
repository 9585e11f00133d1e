import { readBlockerRefs } from '../commit/blocker-ref.ts'
import type { Blocker } from '../ledger/ledger.ts'
import { padded, paragraph, shown, styleOf, widest } from '../publish/terminal/style.ts'
import type { Git } from '../snapshot/git.ts'
import { assessClone } from './assess-clone.ts'
import { cloneHere } from './clone-here.ts'
import { EXIT } from './exit.ts'
import { commitWith, treeToCommit } from './fix-commit.ts'
import { fixTrailer, openOf, otherNames, someNames } from './named-blockers.ts'
import { judgeNext, type NextFix } from './next-commit.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'

export interface FixWanted {
  /** Blockers as they are named. */
  readonly named: readonly string[]
  readonly base: string | null
  readonly commit: boolean
  /** What `git commit` is to be told as well. */
  readonly forGit: readonly string[]
  /** Nothing but the names of the open blockers, and nothing at all where there is no ledger. */
  readonly onlyNames: boolean
}

/**
 * Prints the trailers for some blockers, or commits with them.
 * @returns the exit code; that of `git commit`, where it was called
 * @throws Stopped where a name is no blocker's
 */
export async function fix(terminal: Terminal, wanted: FixWanted): Promise<number> {
  const { named, base, commit, forGit, onlyNames } = wanted
  if (onlyNames) return printNames(terminal, base)
  if (forGit.length > 0 && !commit) {
    throw new Stopped('What follows -- is for git commit.', 'Add --commit before it.')
  }
  if (named.length === 0) {
    if (commit) throw new Stopped('It isn’t said which blocker this commit fixes.', 'Name it.')
    return printOpen(terminal, base)
  }
  const { git } = await cloneHere(terminal)
  const tree = commit ? await treeToCommit(git, forGit) : null
  const fixes = await fixesFor(terminal, git, wanted, tree)
  for (const { blocker } of fixes) {
    if (blocker.state === 'open') continue
    terminal.err(
      `countersign: ${shown(blocker.name)} is ${blocker.state} already: ${shown(blocker.why)}.`,
    )
  }
  const trailers = fixes.map(({ blocker, link }) => fixTrailer(blocker.name, link.because))
  if (!commit) {
    terminal.out(trailers.map((trailer) => shown(trailer, MOST_CHARACTERS)).join('\n'))
    return EXIT.well
  }
  if (tree !== null) for (const one of fixes) warn(terminal, one)
  return commitWith(git, terminal.folder, trailers, forGit)
}

/** A reason may be long. */
const MOST_CHARACTERS = 2_000

async function printNames(terminal: Terminal, base: string | null): Promise<number> {
  const judged = await assessClone({ ...terminal, isWatched: false }, { base }).catch(() => null)
  const open = openOf(judged?.assessment.ledger.blockers ?? [])
  if (open.length > 0) terminal.out(open.map(({ name }) => shown(name)).join('\n'))
  return EXIT.well
}

async function printOpen(terminal: Terminal, base: string | null): Promise<number> {
  const { assessment, baseName } = await assessClone(terminal, { base })
  const open = openOf(assessment.ledger.blockers)
  if (open.length === 0) {
    terminal.out(`No blocker is open on this branch (against ${shown(baseName)}).`)
    return EXIT.well
  }
  const style = styleOf(terminal)
  const trailers = open.map(({ name }) => shown(fixTrailer(name)))
  const width = widest(trailers) + 2
  terminal.out(
    open
      .map(({ title }, index) =>
        paragraph(style, shown(title, 200), width, padded(trailers[index] ?? '', width)),
      )
      .join('\n'),
  )
  return EXIT.well
}

/** The blockers that are meant. The ledger is asked by a commit that has the trailers, so that it means the same ones. */
async function fixesFor(
  terminal: Terminal,
  git: Git,
  { named, base }: FixWanted,
  tree: string | null,
): Promise<readonly NextFix[]> {
  const values = named.map((value) => value.replaceAll(/\s+/gu, ' ').trim())
  for (const value of values) {
    const { refs, unread } = readBlockerRefs(value, 1)
    if (refs.length > 0 && unread.length === 0) continue
    const { assessment } = await assessClone(terminal, { base })
    throw new Stopped(
      `“${shown(value)}” is no blocker’s name, as B2, R1-B2 and "B2 because …" are.`,
      otherNames(value, assessment.ledger.blockers),
    )
  }
  const message = ['fix', '', ...values.map((value) => fixTrailer(value))].join('\n')
  const { fixes, judged, diagnostics } = await judgeNext(terminal, git, {
    tree,
    message,
    base,
  })
  const { blockers } = judged.assessment.ledger
  for (const { code, line } of diagnostics) {
    if (code !== 'unknown-blocker' && code !== 'ambiguous-blocker') continue
    throw noSuch(values[line - 3] ?? '', code === 'ambiguous-blocker', beforeFixes(blockers, fixes))
  }
  return fixes
}

const beforeFixes = (
  blockers: readonly Blocker[],
  fixes: readonly NextFix[],
): readonly Blocker[] => {
  const before = new Map(fixes.map(({ blocker }) => [blocker.id, blocker]))
  return blockers.map((blocker) => before.get(blocker.id) ?? blocker)
}

function noSuch(value: string, isShared: boolean, blockers: readonly Blocker[]): Stopped {
  const [ref] = readBlockerRefs(value, 1).refs
  if (!isShared) {
    return new Stopped(
      `“${shown(value)}” is no blocker of this branch.`,
      otherNames(ref?.text ?? value, blockers),
    )
  }
  const meant = blockers.filter(({ label }) => label === ref?.label)
  return new Stopped(
    `“${shown(value)}” names more than one blocker.`,
    `Name one of ${someNames(meant.map(({ name }) => name))}.`,
  )
}

function warn(terminal: Terminal, { blocker, link }: NextFix): void {
  const name = shown(blocker.name)
  for (const { code, message } of link.problems) {
    const next =
      code === 'untouched'
        ? `Stage its fix as well, or say why it is elsewhere: countersign fix "${name} because …" --commit`
        : 'Stage its fix as well.'
    terminal.err(
      `countersign: this will not count as the fix of ${name}: ${shown(message)}.\n${next}`,
    )
  }
}
