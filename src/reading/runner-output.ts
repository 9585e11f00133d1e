/** What test runners print at the end, in figures. */
export interface Figures {
  readonly passed: number | null
  readonly failed: number | null
  readonly ignored: number | null
}

/** The figures of the first runner whose closing lines a text holds. Null: none does. */
export function readRunnerOutput(text: string): Figures | null {
  for (const { line, add, read } of RUNNERS) {
    const found = [...text.matchAll(line)]
    if (found.length === 0) continue
    const figures = (add ? found : found.slice(-1)).map(({ groups }) => read(groups ?? {}))
    return figures.reduce(sum)
  }
  return null
}

type Groups = Readonly<Record<string, string | undefined>>

interface Runner {
  readonly line: RegExp
  /** It prints such a line for each part, so that they have to be added up; otherwise the last one counts. */
  readonly add: boolean
  readonly read: (groups: Groups) => Figures
}

const number = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits.replaceAll(',', ''))

/** Groups named as the figures are. */
const named = ({ passed, failed, ignored }: Groups): Figures => ({
  passed: number(passed),
  failed: number(failed),
  ignored: number(ignored),
})

/** "733 examples, 4 failures": what is left over has passed. */
const ofAll = ({ all, failed, errors, ignored }: Groups): Figures => {
  const bad = (number(failed) ?? 0) + (number(errors) ?? 0)
  const skipped = number(ignored)
  return { passed: (number(all) ?? 0) - bad - (skipped ?? 0), failed: bad, ignored: skipped }
}

/** "2 failed, 980 passed, 982 total" in any order. */
const inAnyOrder = ({ list = '' }: Groups): Figures => ({
  passed: number(/(\d{1,9}) passed/.exec(list)?.[1]),
  failed: number(/(\d{1,9}) failed/.exec(list)?.[1]),
  ignored: number(/(\d{1,9}) (?:skipped|todo)/.exec(list)?.[1]),
})

const RUNNERS: readonly Runner[] = [
  // cargo
  {
    line: /test result: (?:ok|FAILED)\. (?<passed>\d{1,9}) passed; (?<failed>\d{1,9}) failed; (?<ignored>\d{1,9}) ignored/g,
    add: true,
    read: named,
  },
  // jest and vitest, but not their suites and files
  { line: /^\s{0,20}Tests:?\s{1,20}(?<list>\d[^\n]{0,200})$/gm, add: false, read: inAnyOrder },
  // JUnit in Maven
  {
    line: /Tests run: (?<all>\d{1,9}), Failures: (?<failed>\d{1,9}), Errors: (?<errors>\d{1,9})(?:, Skipped: (?<ignored>\d{1,9}))?/g,
    add: false,
    read: ofAll,
  },
  // Gradle
  {
    line: /(?<all>\d{1,9}) tests completed(?:, (?<failed>\d{1,9}) failed)?(?:, (?<ignored>\d{1,9}) skipped)?/g,
    add: true,
    read: ofAll,
  },
  // dotnet
  {
    line: /Failed: {1,12}(?<failed>\d{1,9}), Passed: {1,12}(?<passed>\d{1,9})(?:, Skipped: {1,12}(?<ignored>\d{1,9}))?/g,
    add: true,
    read: named,
  },
  // RSpec, ExUnit, minitest
  {
    line: /(?<![\w.])(?<all>\d{1,9}) (?:examples?|tests?|runs?)(?:, \d{1,9} (?:assertions?|properties))?, (?<failed>\d{1,9}) failures?(?:, (?<errors>\d{1,9}) errors?)?(?:, (?<ignored>\d{1,9}) (?:pending|skipped|skips|excluded))?/g,
    add: false,
    read: ofAll,
  },
  // PHPUnit
  { line: /\bOK \((?<passed>\d{1,9}) tests?, /g, add: true, read: named },
  {
    line: /Tests: (?<all>\d{1,9}), Assertions: \d{1,9}(?:, Errors: (?<errors>\d{1,9}))?(?:, Failures: (?<failed>\d{1,9}))?/g,
    add: true,
    read: ofAll,
  },
  // unittest
  {
    line: /Ran (?<all>\d{1,9}) tests? in [^\n]{1,20}\n\s{0,20}(?:OK|FAILED)(?: \((?:failures=(?<failed>\d{1,9}))?(?:, )?(?:errors=(?<errors>\d{1,9}))?(?:, )?(?:skipped=(?<ignored>\d{1,9}))?)?/g,
    add: true,
    read: ofAll,
  },
  // node --test
  {
    line: /^\s{0,8}(?:ℹ|#) pass (?<passed>\d{1,9})\n\s{0,8}(?:ℹ|#) fail (?<failed>\d{1,9})(?:\n\s{0,8}(?:ℹ|#) cancelled \d{1,9}\n\s{0,8}(?:ℹ|#) skipped (?<ignored>\d{1,9}))?/gm,
    add: true,
    read: named,
  },
  // ctest
  {
    line: /tests passed, (?<failed>\d{1,9}) tests failed out of (?<all>\d{1,9})/g,
    add: true,
    read: ofAll,
  },
  // flutter
  {
    line: /\+(?<passed>\d{1,9})(?: ~(?<ignored>\d{1,9}))?(?: -(?<failed>\d{1,9}))?: (?:All|Some) tests/g,
    add: false,
    read: named,
  },
]

const sum = (a: Figures, b: Figures): Figures => ({
  passed: plus(a.passed, b.passed),
  failed: plus(a.failed, b.failed),
  ignored: plus(a.ignored, b.ignored),
})

const plus = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0)
