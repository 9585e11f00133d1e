import { readCommandLine } from '../reading/command-line.ts'
import type { Item, Line, ValidationRun } from '../reading/types.ts'
import { readEnding } from '../reading/validation-line.ts'
import type { BodyParagraph, BodySection } from './body-outline.ts'
import type { Trailer } from './message.ts'

export interface TestPlan {
  readonly validation: readonly ValidationRun[]
  readonly manualSteps: readonly Item[]
}

/** What a commit says was run and tried: the sections "Test Plan", "Validation" and the like, and trailers called so. */
export function readTestPlan(
  sections: readonly BodySection[],
  trailers: readonly Trailer[],
): TestPlan {
  const plans = sections.filter(({ kind }) => kind === 'validation' || kind === 'manual')
  const said = trailers.map(({ key, value, line }) => ({
    mark: null,
    text: `${key}: ${value}`,
    line,
  }))
  const inline = [...sections.flatMap(({ paragraphs }) => paragraphs), ...said].flatMap(inlineRun)
  return {
    validation: [
      ...plans
        .filter(({ kind }) => kind === 'validation')
        .flatMap(({ paragraphs }) => paragraphs.filter(isCommand).flatMap(runsOf)),
      ...inline,
    ],
    manualSteps: plans.flatMap(({ kind, paragraphs }) =>
      paragraphs
        .filter(({ mark, text }) => mark !== null && (kind === 'manual' || MANUAL.test(text)))
        .map(itemOf),
    ),
  }
}

const MANUAL = /^(?:\[[ x]\]\s+)?manual(?:ly)?\b/i

const isCommand = ({ text }: BodyParagraph): boolean => !MANUAL.test(text)

/** An entry holds one command with what is said of its end; running text one in each line. */
function runsOf({ mark, text, line }: BodyParagraph): readonly ValidationRun[] {
  if (mark !== null) return runOf(text.replaceAll('\n', ' '), line)
  return text.split('\n').flatMap((row, index) => runOf(row, line + index))
}

function runOf(whole: string, line: Line): readonly ValidationRun[] {
  const box = /^\[(?<mark>[ x])\]\s+/i.exec(whole)
  const text = whole.slice(box?.[0].length ?? 0)
  const coded = /^`(?<code>[^`]+)`(?<rest>.*)$/s.exec(text)?.groups
  const command = readCommandLine(coded?.code ?? text, false)
  if (command === null) return []
  const isUnticked = box?.groups?.mark === ' '
  const ending = readEnding(`${command.rest} ${coded?.rest ?? ''}${isUnticked ? ' not run' : ''}`)
  return [{ by: 'author', command: command.command, ...ending, line }]
}

/** "Tested: npm test (12 tests pass)" in running text. */
function inlineRun({ mark, text, line }: BodyParagraph): readonly ValidationRun[] {
  const said =
    /^(?:test[ -]plan|tested(?: with)?|testing|tests|validation|validated|verified|verification):[ \t]+(?<rest>\S.*)$/i.exec(
      text,
    )
  return mark !== null || said === null ? [] : runOf(said.groups?.rest ?? '', line)
}

/** One entry as an item of its own. */
export const itemOf = ({ text, line }: BodyParagraph): Item => ({
  text: text.replaceAll(/\s+/g, ' '),
  line,
})
