import { realpathSync } from 'node:fs'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, posix, relative, resolve } from 'node:path'
import { factsOf } from '../../ledger/facts.ts'
import type { Blocker } from '../../ledger/ledger.ts'
import { shown } from '../../publish/terminal/style.ts'
import type { Git } from '../../snapshot/git.ts'
import { reportPaths } from '../../snapshot/report-paths.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { assessClone, type JudgedClone } from '../assess-clone.ts'
import { Stopped } from '../stopped.ts'
import type { Terminal } from '../terminal.ts'
import { written } from '../written.ts'
import { pathsFor } from './paths-for.ts'
import { type Prior, type ReportAbout, skeleton } from './skeleton.ts'

export interface NewWanted {
  /** As it was named; `-` prints. */
  readonly file: string | null
  readonly round: number | null
  readonly base: string | null
}

/**
 * Writes the skeleton of the next report, or prints it.
 * @throws Stopped where there is nothing to review, or no place for a report
 */
export async function writeNew(
  terminal: Terminal,
  { file, round: wanted, base }: NewWanted,
): Promise<void> {
  const judged = await assessClone(terminal, { base })
  const { snapshot, assessment, git, baseName } = judged
  if (snapshot.commits.length === 0) {
    throw new Stopped(
      `There is nothing to review: this branch has no commit that ${shown(baseName)} has not.`,
      'Go to the branch, or name the one that it is to be merged into: --base BRANCH.',
    )
  }
  const { blockers, reports } = assessment.ledger
  const last = Math.max(0, ...[...blockers, ...reports].map(({ round }) => round))
  const round = wanted ?? last + 1
  const about = await aboutOf(judged, round)
  const text = skeleton(about)
  if (file === '-') return terminal.out(text.trimEnd())
  const root = await git.text(['rev-parse', '--show-toplevel'])
  const path =
    file === null
      ? await freePath(git, root, judged, round)
      : await named(terminal, git, root, file, snapshot)
  const target = resolve(root, path)
  await written(path, async () => {
    await mkdir(dirname(target), { recursive: true })
    // `wx`: what came there in the meantime is not overwritten either.
    await writeFile(target, text, { flag: 'wx' })
  })
  const fromHere = relative(realpathSync(terminal.folder), target)
  terminal.out(
    `${shown(path)} is begun: round ${round}, for a review of ${about.reviewed}.\nFill in what stands in braces, then see how it is read: countersign read ${shown(fromHere)}`,
  )
}

async function aboutOf(
  { snapshot, assessment, git }: JudgedClone,
  round: number,
): Promise<ReportAbout> {
  const short = (sha: string) => git.text(['rev-parse', '--short=7', sha])
  const { blockers } = assessment.ledger
  const prior = blockers.filter(
    (blocker) =>
      blocker.round < round && blocker.origin === 'report' && WAITING.includes(blocker.state),
  )
  const head = await short(newestCode(snapshot))
  return {
    round,
    branch: snapshot.head.ref,
    base: snapshot.base.ref,
    reviewed: head,
    since: snapshot.mergeBase === null ? null : await short(snapshot.mergeBase),
    prior: await Promise.all(
      prior.map(async (blocker): Promise<Prior> => {
        const fix = fixOf(blocker)
        return { id: blocker.id, title: blocker.title, fix: fix === null ? null : await short(fix) }
      }),
    ),
    firstLabel: nextLabel(blockers),
    commands: assessment.ruling.policy.validation
      .filter(({ by }) => by !== 'coder')
      .map(({ command }) => command),
  }
}

/** What a reviewer has to look at again. */
const WAITING: readonly Blocker['state'][] = ['open', 'fixed']

/** The commit that is said to fix it, else the one that may. */
const fixOf = ({ links, suggested }: Blocker): string | null =>
  links.find(({ problems }) => problems.length === 0)?.commit ?? suggested

/** The newest commit that changes more than reports: those say what was reviewed, and need no review. */
function newestCode(snapshot: Snapshot): string {
  const { onlyReports } = factsOf(snapshot)
  return snapshot.commits.findLast((commit) => !onlyReports(commit))?.sha ?? snapshot.head.sha
}

/** An id that no earlier blocker has, so that short names stay clear. */
const nextLabel = (blockers: readonly Blocker[]): number =>
  1 + Math.max(0, ...blockers.map(({ label }) => Number(/^B(\d+)$/u.exec(label)?.[1] ?? 0)))

async function freePath(
  git: Git,
  root: string,
  { snapshot, assessment }: JudgedClone,
  round: number,
): Promise<string> {
  const { reportPatterns, base } = snapshot
  const standing = assessment.ledger.reports.filter(({ removed }) => !removed)
  const paths = pathsFor(round, standing).filter(reportPaths(reportPatterns))
  for (const path of paths) {
    if (!(await exists(resolve(root, path)))) return path
    // What the base has is an earlier pull request's; anything else has been begun here.
    if ((await git.tried(['cat-file', '-e', `${base.sha}:${path}`])) === null) throw isThere(path)
  }
  throw new Stopped(
    paths.length === 0
      ? `The policy takes neither REVIEW.md nor REVIEW-R${round}.md for a report.`
      : `${paths.join(' and ')} ${paths.length === 1 ? 'is' : 'are'} there already.`,
    `Name a file that is one: ${patternsOf(reportPatterns)}.`,
  )
}

async function named(
  terminal: Terminal,
  git: Git,
  root: string,
  file: string,
  { reportPatterns }: Snapshot,
): Promise<string> {
  const prefix = await git.text(['rev-parse', '--show-prefix'])
  const path = isAbsolute(file)
    ? relative(root, file)
    : posix.normalize(posix.join(prefix, file.replaceAll('\\', '/')))
  if (path.startsWith('../') || isAbsolute(path)) {
    throw new Stopped(`${shown(file)} is outside this clone.`, 'Name a file in it.')
  }
  if (!reportPaths(reportPatterns)(path)) {
    throw new Stopped(
      `The policy takes ${shown(path)} for no report.`,
      `Name a file that is one: ${patternsOf(reportPatterns)}.`,
    )
  }
  if (await exists(resolve(terminal.folder, file))) throw isThere(path)
  return path
}

const isThere = (path: string): Stopped =>
  new Stopped(
    `${shown(path)} is there already.`,
    'Fill it in, or name another file: countersign new FILE.',
  )

const patternsOf = (patterns: readonly string[]): string =>
  patterns.map((pattern) => shown(pattern)).join(', ')

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
