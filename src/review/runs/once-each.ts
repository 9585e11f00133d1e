import { PROGRAMS } from '../../reading/programs.ts'
import type { Outcome, ValidationRun } from '../../reading/types.ts'
import type { Log } from './log.ts'

/**
 * Each run once. A report tells of one run in its summary, in its gates and in its list of commands: the list stands,
 * and takes from the others what it doesn't say itself. Different figures are different runs, and so are those of
 * another round, or of another package.
 */
export function onceEach(logs: readonly Log[]): readonly ValidationRun[] {
  const told = logs.flatMap(({ runs, around, place }, section) =>
    runs.map((run): Told => ({ run, section, place, isListed: around.trust === 'told' })),
  )
  const kept: Told[] = []
  const byCommand = new Map<string, typeof kept>()
  for (const one of told) {
    const key = `${one.run.by} ${one.run.command}`
    const same = byCommand.get(key) ?? []
    byCommand.set(key, same)
    const other = same.find(
      (before) =>
        (before.section !== one.section || isToldLater(before.run, one.run)) &&
        !isApart(before, one) &&
        isSameEnding(before.run, one.run),
    )
    if (other === undefined) {
      kept.push(one)
      same.push(one)
      continue
    }
    const [listed, passing] = one.isListed && !other.isListed ? [one, other] : [other, one]
    const run = filledUp(listed.run, passing.run)
    Object.assign(other, { run, section: listed.section, isListed: listed.isListed })
  }
  return withoutShortForms(kept)
    .map(({ run }) => run)
    .sort((a, b) => a.line - b.line)
}

/** "`verify.sh all`" in a sentence, where `bash test/verify.sh all` is listed: told again in short. */
function withoutShortForms(kept: readonly Told[]): readonly Told[] {
  const short = new Set(kept.flatMap(({ run }) => shortForms(run.command)))
  const given = new Set(kept.flatMap(({ run }) => namesIn(run.command)))
  return kept.filter(
    ({ run, isListed }) => (isListed || !short.has(run.command)) && !isNickname(run.command, given),
  )
}

/** "`oxlint`: passed", "`smoke -v`", where `pnpm exec oxlint src` and `npm run smoke` are listed. */
const isNickname = (command: string, given: ReadonlySet<string>): boolean => {
  const [program = '', ...rest] = command.split(' ', 2)
  return (
    given.has(program) &&
    (rest.length === 0 || (/^[\w-]+$/.test(program) && !PROGRAMS.has(program)))
  )
}

/** What a command names behind its program, with and without the folder. */
const namesIn = (command: string): readonly string[] =>
  command
    .split(' ', 40)
    .slice(1)
    .flatMap((word) => [word, word.replace(/^.*[\\/]/, '')])

/** A command without the first of its words, the folder of its script, or what stands behind its `--`. */
function shortForms(command: string): readonly string[] {
  const words = command.split(' ', 40)
  const dashes = words.indexOf('--')
  const head = dashes < 2 ? [] : [words.slice(0, dashes).join(' ')]
  return [
    ...head,
    ...[1, 2, 3].flatMap((from) => {
      const form = words.slice(from).join(' ')
      return words.length < from + 2 ? [] : [form, form.replace(/^[^ ]*\//, '')]
    }),
  ]
}

interface Told {
  run: ValidationRun
  section: number
  readonly place: Log['place']
  isListed: boolean
}

/** Listed first, without a word on how it ended, and told of further down in the same section. */
const isToldLater = (listed: ValidationRun, told: ValidationRun): boolean =>
  listed.outcome === 'unknown' && told.outcome !== 'unknown' && told.line > listed.line

/** Run again in a later round, or in each part of one section about runs: each has an end of its own. */
const isApart = (a: Told, b: Told): boolean =>
  a.run.outcome !== 'unknown' &&
  b.run.outcome !== 'unknown' &&
  (a.place.stage !== b.place.stage ||
    (a.isListed && b.isListed && a.place.within !== null && a.place.within === b.place.within))

const isSameEnding = (a: ValidationRun, b: ValidationRun): boolean =>
  (a.outcome === b.outcome || a.outcome === 'unknown' || b.outcome === 'unknown') &&
  (a.passed === b.passed || a.passed === null || b.passed === null)

const filledUp = (listed: ValidationRun, passing: ValidationRun): ValidationRun => ({
  ...listed,
  outcome: listed.outcome === 'unknown' ? passing.outcome : listed.outcome,
  passed: listed.passed ?? passing.passed,
  failed: listed.failed ?? passing.failed,
  ignored: listed.ignored ?? passing.ignored,
})

/** The runs of which nothing was said, with what others say of the same command; a failure decides. */
export function withHints(
  runs: readonly ValidationRun[],
  hints: readonly ValidationRun[],
): readonly ValidationRun[] {
  const said = new Map<string, Outcome>()
  for (const { command, outcome } of hints) {
    if (outcome !== 'unknown' && said.get(command) !== 'failed') said.set(command, outcome)
  }
  return runs.map((run) =>
    run.outcome === 'unknown' ? { ...run, outcome: said.get(run.command) ?? 'unknown' } : run,
  )
}
