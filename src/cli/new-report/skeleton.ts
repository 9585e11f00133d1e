import { plainText } from '../../publish/escape.ts'
import { placeholder } from '../../reading/placeholder.ts'

/** What is known of a review before anybody has reviewed anything. */
export interface ReportAbout {
  readonly round: number
  readonly branch: string
  readonly base: string
  /** The commit that is to be reviewed. */
  readonly reviewed: string
  /** Where the branch began, null where that isn't known. */
  readonly since: string | null
  readonly prior: readonly Prior[]
  /** The number of the first new blocker. */
  readonly firstLabel: number
  /** What the policy wants a reviewer to run. */
  readonly commands: readonly string[]
}

/** A blocker of an earlier round that nobody has closed yet. */
export interface Prior {
  readonly id: string
  readonly title: string
  /** The commit that is said to fix it, or that may. */
  readonly fix: string | null
}

/**
 * A report in the plain format in which nothing is said yet. Every placeholder that is left is an error of the report, and
 * none may read as a claim: neither "passed" nor "fixed in" stands in any.
 */
export const skeleton = (about: ReportAbout): string => `${partsOf(about).join('\n\n')}\n`

const partsOf = (about: ReportAbout): readonly string[] => [
  `# Review R${about.round}: ${plainText(about.branch, 200)}`,
  lines([
    `Verdict: ${placeholder('approve or blocking')}`,
    `Round: ${about.round}`,
    `Branch: ${plainText(about.branch, 200)}`,
    `Base: ${plainText(about.base, 200)}`,
    `Reviewed commit: ${about.reviewed}`,
    ...(about.since === null ? [] : [`Reviewed range: ${about.since}..${about.reviewed}`]),
  ]),
  ...priorBlockers(about.prior),
  '## Blockers',
  lines([
    `**B${about.firstLabel}: ${placeholder('what must change')}** \`${placeholder('path:line')}\` ${placeholder('why')}`,
  ]),
  '## Notes',
  lines([placeholder('what does not block')]),
  '## Validation',
  lines(
    [...about.commands.map(code), `\`${placeholder('what else was run')}\``].map(
      (command) => `${command}: ${placeholder('its result')}`,
    ),
  ),
  '## Residual risks',
  lines([placeholder('what may still go wrong')]),
]

const lines = (texts: readonly string[]): string => texts.map((text) => `- ${text}`).join('\n')

function priorBlockers(prior: readonly Prior[]): readonly string[] {
  const [first] = prior
  if (first === undefined) return []
  return [
    '## Prior blockers',
    `<!-- Write "${first.id}: fixed in ${first.fix ?? 'abc1234'}", or "${first.id}: still open" and why. -->`,
    // A title may say "fixed in …" itself; quoted, it is nobody's word.
    prior
      .map(
        ({ id, title, fix }) =>
          `- ${id}: ${placeholder(fix === null ? 'what became of it' : `whether commit ${fix} fixes it`)}\n  > ${plainText(title.replaceAll('\n', ' '), 200)}`,
      )
      .join('\n'),
  ]
}

const code = (command: string): string =>
  command.includes('`') ? `\`\` ${command} \`\`` : `\`${command}\``
