import { realpathSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { paragraph, shown, styleOf } from '../../publish/terminal/style.ts'
import { reportPaths } from '../../snapshot/report-paths.ts'
import { POLICY_PATH } from '../../snapshot/snapshot.ts'
import { assessClone, type JudgedClone } from '../assess-clone.ts'
import { EXIT } from '../exit.ts'
import { Stopped } from '../stopped.ts'
import type { Terminal } from '../terminal.ts'
import { differing, newlyDiffering, type Tree, treeOf } from '../tree.ts'
import { written } from '../written.ts'
import { refusedOf } from './ask.ts'
import { inFull, type Planned, planOf } from './plan.ts'
import { putIn } from './put-in.ts'
import { isReadThere, notReadBack } from './read-back.ts'
import { runAll } from './run-all.ts'
import { outcomeOf, type Runner, sectionOf, type Validation } from './section.ts'
import { whoRuns } from './who-runs.ts'

export interface RunOptions {
  readonly base?: string
  readonly as?: Runner
  /** Only what the policy lists. */
  readonly policy?: boolean
  /** The report into which the section goes. */
  readonly write?: string
}

/**
 * `countersign run`: runs the commands of a branch, and prints or writes the section that says so.
 * @returns the exit code
 * @throws Stopped where there is nothing to run, or no report to write to
 */
export async function runValidation(terminal: Terminal, options: RunOptions): Promise<number> {
  // Before anything is run, since that may take its time.
  const report = options.write === undefined ? null : await reportAt(terminal.folder, options.write)
  const clone = await assessClone(terminal, options.base === undefined ? {} : options)
  const { git, snapshot } = clone
  const plan = planIn(clone, options.policy === true)
  const by = options.as ?? (await whoRuns(git, snapshot))
  const root = realpathSync(await git.text(['rev-parse', '--show-toplevel']))
  const isReport = reportPaths(snapshot.reportPatterns)
  const own = report === null ? null : relative(root, report.path)
  const look = () => treeOf(git, (path) => path === own || isReport(path))
  const style = styleOf({ colours: terminal.colours, columns: terminal.columns })
  const say = (text: string) => terminal.err(paragraph(style, text))

  const first = await look()
  if (options.as === undefined) say(asWhom(by))
  if (differing(first).length > 0) say(notClean(first))
  const refused = await refusedOf(plan, terminal)
  const at = new Date()
  const entries = await runAll({ plan, refused, root, first, look }, terminal, style)
  const validation: Validation = {
    by,
    head: first.head,
    branch: await git.tried(['symbolic-ref', '--short', '--quiet', 'HEAD']),
    at,
    before: differing(first),
    after: newlyDiffering(first, await look()),
    entries,
  }
  for (const command of notReadBack(validation)) say(unread(command))
  say(summaryOf(validation))
  if (report === null) terminal.out(sectionOf(validation))
  else if (!(await write(report, validation, terminal, say))) return EXIT.wrong
  return entries.every((entry) => outcomeOf(entry) === 'passed') ? EXIT.well : EXIT.red
}

/** @throws Stopped where there is nothing to run */
function planIn({ assessment, baseName }: JudgedClone, onlyPolicy: boolean): readonly Planned[] {
  const { policy, problems } = assessment.ruling
  const [problem] = problems
  if (problem !== undefined) {
    throw new Stopped(
      `The policy on ${shown(baseName)} has a mistake: ${shown(problem.file)}:${problem.line} ${shown(problem.message)}`,
      'Correct it there: until then nobody knows which commands it lists.',
    )
  }
  const plan = planOf(policy, assessment.runs, { onlyPolicy })
  if (plan.length > 0) return plan
  throw new Stopped(
    onlyPolicy
      ? `There is nothing to run: the policy on ${shown(baseName)} lists no command.`
      : `There is nothing to run: neither the policy on ${shown(baseName)} nor a report of this branch names a command.`,
    `List commands in ${POLICY_PATH} on ${shown(baseName)}, under "validation", or under "corroborate" with the check that runs them. "countersign init" begins that file.`,
  )
}

interface Report {
  /** Its real place. */
  readonly path: string
  readonly name: string
  readonly text: string
}

async function reportAt(folder: string, name: string): Promise<Report> {
  const path = resolve(folder, name)
  try {
    return { path: realpathSync(path), name, text: await readFile(path, 'utf8') }
  } catch {
    throw new Stopped(
      `--write ${name}: there is no such file.`,
      'Begin a report with "countersign new", or leave --write out to have the section printed.',
    )
  }
}

/** Whether it could be written. */
async function write(
  { path, name }: Report,
  validation: Validation,
  terminal: Terminal,
  say: (text: string) => void,
): Promise<boolean> {
  // Somebody may have gone on writing while the commands ran.
  const before = await readFile(path, 'utf8')
  const section = sectionOf(validation)
  const after = putIn(before, section)
  if (!isReadThere(before, after, validation)) {
    terminal.out(section)
    say(
      `${shown(name)} is as it was: with this section in it, it would be read otherwise (a code block that isn’t closed?). Mend that, or paste the section where it fits.`,
    )
    return false
  }
  await written(name, () => writeFile(path, after)).catch((error: unknown) => {
    // What was run is told all the same.
    terminal.out(section)
    throw error
  })
  say(`Written to ${shown(name)}. Commit it: what isn’t committed, nobody sees.`)
  return true
}

const asWhom = (by: Runner): string =>
  by === 'coder'
    ? 'You wrote code on this branch, so these are the coder’s runs (--as reviewer, if they are not).'
    : 'You wrote no code on this branch, so these are the reviewer’s runs (--as coder, if they are not).'

const notClean = (tree: Tree): string => {
  const files = differing(tree)
  const named = files.slice(0, 5).map((file) => shown(file))
  return `The working tree differs from ${tree.head.slice(0, 7)} in ${named.join(', ')}${files.length > named.length ? ` and ${files.length - named.length} more` : ''}. What runs now doesn’t count for that commit: commit these files, ignore them, or put them away first (git stash -u).`
}

const unread = (command: string): string =>
  `Countersign doesn’t read “${inFull(command)}” as a command in a report. Nobody’s run of it can count: give it a form as in “npm run NAME”, “make NAME” or “./NAME.sh”.`

function summaryOf({ entries, head }: Validation): string {
  const outcomes = entries.map(outcomeOf)
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length
  const [passed, failed, notRun] = [count('passed'), count('failed'), count('not-run')]
  const parts = [
    `${passed} of ${entries.length} ${entries.length === 1 ? 'command' : 'commands'} passed on ${head.slice(0, 7)}`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(notRun === 0 ? [] : [`${notRun} ${notRun === 1 ? 'was' : 'were'} not run on it`]),
  ]
  return `${parts.join(', ')}.`
}
