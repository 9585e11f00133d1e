import type { Blocker, CommandProblem, Heard } from './ledger.ts'

/** What came of the commands: a fix that doesn't hold, or a deferral to a closed issue, is told to whoever gave it. */
export function withOutcome(
  heard: readonly Heard[],
  blockers: readonly Blocker[],
): readonly Heard[] {
  const named = new Map(blockers.map((blocker) => [blocker.name, blocker]))
  return heard.map((one) => {
    const about = one.blockers.flatMap((name) => named.get(name) ?? [])
    const problems = about.flatMap((blocker) => outcome(one, blocker) ?? [])
    return problems.length === 0 ? one : { ...one, problems: [...one.problems, ...problems] }
  })
}

function outcome(
  { commit, url }: Heard,
  { name, links, decisions }: Blocker,
): CommandProblem | null {
  const decision = decisions.find((one) => one.url === url && one.problem !== null)
  if (decision !== undefined) {
    return {
      code: 'deferred-to-nothing',
      message: `${name} is not deferred: ${decision.problem}.`,
      next: `Write "/defer ${name} #123", with an open issue.`,
    }
  }
  const link = links.find(
    ({ origin, mention }) => origin === 'command' && mention?.sha === commit && commit !== null,
  )
  const [problem] = link?.problems ?? []
  return problem === undefined
    ? null
    : {
        code: problem.code,
        message: `${name} is not fixed by it: ${problem.message}.`,
        next: problem.next,
      }
}
