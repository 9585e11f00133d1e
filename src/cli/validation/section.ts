import { escapeMarkdown } from '../../publish/escape.ts'
import type { Outcome } from '../../reading/types.ts'
import { inFull } from './plan.ts'
import type { Ran } from './run-in-shell.ts'

export type Runner = 'coder' | 'reviewer'

/** What became of one command. */
export interface Entry {
  readonly command: string
  /** Null where it was not run. */
  readonly ran: Ran | null
  /** Why it was not run, null where it was. */
  readonly whyNot: string | null
  /** Whether it ran on the commit, and not on a working tree that differed from it. */
  readonly onHead: boolean
  /** Files that differ from the commit since it ran. */
  readonly left: readonly string[]
}

/** What was run where, when and by whom. */
export interface Validation {
  readonly by: Runner
  readonly head: string
  /** Null on no branch. */
  readonly branch: string | null
  readonly at: Date
  /** Files in which the working tree differed from the commit before and after. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly entries: readonly Entry[]
}

/** By its title and the comment below it a section of ours is known again, and by the comment at its end. */
export const [HEADING, START, END] = [
  '## Validation run',
  '<!-- countersign run: written by a program, and written anew by its next run; keep notes outside -->',
  '<!-- /countersign run -->',
]

/**
 * The section of a report that says what was run, in words that our own reader understands as that and no more. What
 * ran on something else than the commit is not said to have run on it.
 */
export function sectionOf(validation: Validation): string {
  const { by, entries } = validation
  return [
    HEADING,
    START,
    circumstances(validation),
    by === 'coder' ? 'Coder ran:' : 'Reviewer ran:',
    entries.map((entry) => `- ${codeOf(entry.command)}: ${endOf(entry)}`).join('\n'),
    ...afterwards(validation),
    END,
  ].join('\n\n')
}

/** How an entry will be read: only what ran on the commit counts. */
export function outcomeOf({ ran, onHead }: Pick<Entry, 'ran' | 'onHead'>): Outcome {
  if (ran === null || !onHead) return 'not-run'
  switch (ran.ending.how) {
    case 'exited':
      return ran.ending.status === 0 ? 'passed' : 'failed'
    case 'killed':
      return 'failed'
    default:
      return 'not-run'
  }
}

/** A sentence without a colon at its end and with nothing in code, so that it isn't taken for part of the list. */
function circumstances({ head, branch, at, before }: Validation): string {
  const when = at.toISOString().slice(0, 16).replace('T', ' ')
  const where = branch === null ? '' : ` on branch ${escapeMarkdown(branch)}`
  const tree =
    before.length === 0
      ? 'The working tree was clean'
      : `The working tree was not clean: ${filesIn(before)} differed from the commit. Nothing below says anything of the commit itself`
  return `Commit ${head}${where}, ${when} UTC. ${tree}.`
}

function afterwards({ before, after }: Validation): readonly string[] {
  const known = new Set(before)
  const left = after.filter((file) => !known.has(file))
  if (left.length > 0) return [`Afterwards ${filesIn(left)} differed from the commit.`]
  return before.length > 0 ? [] : ['The working tree was clean afterwards, too.']
}

export function endOf(entry: Entry): string {
  const { ran, whyNot, onHead, left } = entry
  if (ran === null) return `not run, ${whyNot ?? 'nobody knows why'}`
  const took = duration(ran.ms)
  const changed = left.length === 0 ? '' : `; it left ${filesIn(left)} changed`
  const { ending } = ran
  if (ending.how === 'stopped') return `not run to its end, stopped after ${took}${changed}`
  if (ending.how === 'absent') {
    return `not run, the shell could not start it (status ${ending.status})`
  }
  if (!onHead) return elsewhere(ran, took, changed)
  const end = ending.how === 'killed' ? `ended by ${ending.signal}` : `exit status ${ending.status}`
  return `${result(ran, outcomeOf(entry) === 'passed')} (${end}, ${took}${changed})`
}

/** "311 passed, 1 failed, 2 skipped"; the bare word where the output gives no figure that says it. */
function result({ figures }: Ran, passed: boolean): string {
  const { passed: good = null, failed: bad = null, ignored = null } = figures ?? {}
  const says = passed ? good !== null : (bad ?? 0) > 0
  return [
    ...(says ? [] : [passed ? 'passed' : 'failed']),
    ...(good === null ? [] : [`${good} passed`]),
    ...(bad === null || bad === 0 ? [] : [`${bad} failed`]),
    ...(ignored === null || ignored === 0 ? [] : [`${ignored} skipped`]),
  ].join(', ')
}

/** Said so that nobody, and no reader, takes it for a run on the commit. */
function elsewhere({ ending, figures }: Ran, took: string, changed: string): string {
  const status = ending.how === 'exited' ? `status ${ending.status}` : 'ended by a signal'
  const { passed = null, failed = null, ignored = null } = figures ?? {}
  const there = [
    status,
    ...(passed === null ? [] : [`${passed} tests went well`]),
    ...(failed === null ? [] : [`${failed} did not`]),
    ...(ignored === null ? [] : [`${ignored} were left out`]),
    took,
  ].join(', ')
  return `not run on this commit, only on a working tree that differed (there: ${there}${changed})`
}

/** Up to so many are named. */
const NAMED = 5

function filesIn(files: readonly string[]): string {
  // A name that is a sentence could be read as one.
  const names = files.slice(0, NAMED).map((file) => escapeMarkdown(file.replaceAll(' ', '␣')))
  const more = files.length - names.length
  return `${files.length === 1 ? '1 file' : `${files.length} files`} (${names.join(', ')}${more > 0 ? `, and ${more} more` : ''})`
}

/** "480 ms", "12 s", "3 min 5 s" */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** The whole command as code: the fence is longer than any run of backticks in it. */
function codeOf(command: string): string {
  const text = inFull(command)
  const longest = Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}
