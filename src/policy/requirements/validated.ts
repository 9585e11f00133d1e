import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'
import type { RequiredRun } from '../policy.ts'
import { isCommand, type JudgedRun, toldAt } from '../runs.ts'

/** The commands that the policy lists were run, by whom it says, with what outcome, on the code that stands now. */
export function validated(judging: Judging): Answer {
  const wanted = judging.policy.validation
  const runs = judging.runs
  const answers = wanted.map((required) => ({ required, ...answerTo(required, runs) }))
  const missing = answers.filter(({ met }) => !met)
  const [first] = missing
  return {
    met: first === undefined,
    looked:
      wanted.map(({ command, by }) => `"${command}" by ${by}`).join(', ') ||
      'the policy lists no command',
    found:
      answers.map(({ required, found }) => `"${required.command}": ${found}`).join('; ') ||
      'nothing has to be run',
    next:
      first === undefined ? null : nextFor(first.required, judging.snapshot.head.sha.slice(0, 7)),
  }
}

interface Found {
  readonly met: boolean
  readonly found: string
}

const no = (found: string): Found => ({ met: false, found })

/** Unknown, skipped and failed are no pass, and neither is one that was seen on other code. */
function answerTo({ command, by, outcome, on }: RequiredRun, all: readonly JudgedRun[]): Found {
  const runs = all.filter((run) => isCommand(run.command, command) && isBy(run, by))
  if (runs.length === 0)
    return no(`nobody says that ${by === 'anyone' ? 'it was run' : `a ${by} ran it`}`)
  const heard = runs.filter(({ distrusted }) => distrusted === null)
  const [unheard] = runs
  if (heard.length === 0) return no(`disqualified because ${unheard?.distrusted}`)
  const now = on === 'any' ? heard : heard.filter(({ onLastCode }) => onLastCode)
  const [older] = heard
  if (now.length === 0 && older !== undefined) {
    return no(`run before the code changed last (${toldAt(older)})`)
  }
  if (outcome === 'any') return { met: true, found: `was run, as ${told(now)} says` }
  const failed = now.find((run) => run.outcome === 'failed')
  if (failed !== undefined) return no(`said to have failed (${toldAt(failed)})`)
  const passed = now.find((run) => run.outcome === 'passed')
  if (passed === undefined) return no(`how it ended is not said (${told(now)})`)
  return seen(passed)
}

const told = ([first]: readonly JudgedRun[]): string => (first === undefined ? '' : toldAt(first))

/** A claimed pass, with what the check says that should show it. */
function seen(run: JudgedRun): Found {
  const { check } = run
  if (check === null) return { met: true, found: `only claimed, by ${toldAt(run)}` }
  if (check === 'missing')
    return no(`only claimed, by ${toldAt(run)}; its check has not run on this head`)
  if (check.conclusion === null) return no(`claimed by ${toldAt(run)}; "${check.name}" still runs`)
  if (check.conclusion !== 'success')
    return no(`claimed by ${toldAt(run)}, but "${check.name}" ended with ${check.conclusion}`)
  return { met: true, found: `claimed by ${toldAt(run)} and seen to pass in "${check.name}"` }
}

const isBy = ({ by }: JudgedRun, wanted: RequiredRun['by']): boolean => {
  if (wanted === 'anyone') return true
  return wanted === 'reviewer' ? by === 'reviewer' : by === 'coder' || by === 'author'
}

const nextFor = ({ command, by }: RequiredRun, head: string): string =>
  by === 'reviewer'
    ? `Let the reviewer run it on ${head} and list it in the report: "Reviewer ran: \`${command}\` — passed".`
    : `Run it on ${head} and say so, in a report's validation section or in the last commit's message: "Test Plan: - ${command} (passed)".`
