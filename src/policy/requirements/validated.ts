import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import type { RequiredRun } from '../policy.ts'
import { isCommand, type JudgedRun, toldAt } from '../runs.ts'

/** The commands that the policy lists were run, by whom it says, with what outcome, on the code that stands now. */
export function validated({ policy, runs, snapshot }: Judging): Answer {
  const head = snapshot.head.sha.slice(0, 7)
  const wanted = policy.validation
  const answers = wanted.map((required) => ({ required, ...answerTo(required, runs, head) }))
  const [first] = answers.filter(({ next }) => next !== null)
  return {
    met: first === undefined,
    looked:
      wanted.map(({ command, by }) => `"${command}" by ${by}`).join(', ') ||
      'the policy lists no command',
    found:
      answers.map(({ required, found }) => `"${required.command}": ${found}`).join('; ') ||
      'nothing has to be run',
    next: first?.next ?? null,
  }
}

/** What was found, and what to do where that isn't enough. */
interface Found {
  readonly found: string
  readonly next: string | null
}

/** Unknown, skipped and failed are no pass, and neither is one that was seen on other code. */
function answerTo(required: RequiredRun, all: readonly JudgedRun[], head: string): Found {
  const { command, by, outcome, on } = required
  const again = runAndSay(required, head)
  const no = (found: string, next = again): Found => ({ found, next })
  const runs = all.filter((run) => isCommand(run.command, command) && isBy(run, by))
  const [unheard] = runs
  if (unheard === undefined) {
    return no(`nobody says that ${by === 'anyone' ? 'it was run' : `a ${by} ran it`}`)
  }
  const heard = runs.filter((run) => whyNotHeard(run, by) === null)
  const [older] = heard
  if (older === undefined) {
    const next = `Let somebody whose word counts here do so. ${again}`
    return no(`disqualified because ${whyNotHeard(unheard, by)}`, next)
  }
  const now = on === 'any' ? heard : heard.filter(({ onLastCode }) => onLastCode)
  const [last] = now
  if (last === undefined) return no(`run before the code changed last (${toldAt(older)})`)
  const [ran] = now.filter((run) => run.outcome !== 'not-run')
  if (ran === undefined) return no(`not run, as ${toldAt(last)} says`)
  if (outcome === 'any') return { found: `was run, as ${toldAt(ran)} says`, next: null }
  const failed = now.find((run) => run.outcome === 'failed')
  if (failed !== undefined) return no(`said to have failed (${toldAt(failed)})`)
  const passed = now.find((run) => run.outcome === 'passed')
  if (passed !== undefined) return seen(passed, head)
  return no(
    `how it ended is not said (${toldAt(ran)})`,
    `Say how it ended, at ${toldAt(ran)}: "${command}: passed", or with its figures.`,
  )
}

const whyNotHeard = ({ distrusted, dependent }: JudgedRun, by: RequiredRun['by']) =>
  distrusted ?? (by === 'reviewer' ? dependent : null)

/** A claimed pass, with what the check says that should show it. */
function seen(run: JudgedRun, head: string): Found {
  const { check, checkName } = run
  if (check === null) return { found: `only claimed, by ${toldAt(run)}`, next: null }
  const claimed = `claimed by ${toldAt(run)}`
  if (check === 'missing') {
    return {
      found: `only ${claimed}; "${checkName}" has not run on this head`,
      next: `Let "${checkName}" run on ${head}. If it is called otherwise, correct "corroborate" in the policy.`,
    }
  }
  const { name, conclusion } = check
  if (conclusion === null) {
    return {
      found: `${claimed}; "${name}" still runs`,
      next: `Wait for "${name}": this check looks again when it ends.`,
    }
  }
  return conclusion === 'success'
    ? { found: `${claimed} and seen to pass in "${name}"`, next: null }
    : {
        found: `${claimed}, but "${name}" ended with ${conclusion}`,
        next: `Make "${name}" pass on ${head}.`,
      }
}

const isBy = ({ by }: JudgedRun, wanted: RequiredRun['by']): boolean => {
  if (wanted === 'anyone') return true
  return wanted === 'reviewer' ? by === 'reviewer' : by === 'coder' || by === 'author'
}

const runAndSay = ({ command, by }: RequiredRun, head: string): string =>
  by === 'reviewer'
    ? `Let the reviewer run it on ${head} and list it in the report: "Reviewer ran: \`${command}\` — passed".`
    : `Run it on ${head} and say so, in a report's validation section or in the last commit's message: "Test Plan: ${command} (passed)".`
