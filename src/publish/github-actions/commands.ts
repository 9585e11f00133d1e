import { INVISIBLE, plainText } from '../escape.ts'
import type { Remark } from '../remarks.ts'

/**
 * What a step of a GitHub Action prints: each remark as an annotation, the errors first as GitHub shows ten of each kind
 * in a step, then the result in one line.
 * @param failed whether that line has to say itself that the step fails, when no remark does
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommands(
  remarks: readonly Remark[],
  result: string,
  failed: boolean,
): string {
  const of = (wanted: Remark['level']) => remarks.filter(({ level }) => level === wanted)
  const errors = of('error')
  const says = plainText(result.replaceAll('\n', ' '), 500)
  return [
    ...[...errors, ...of('warning')].map(commandOf),
    failed && errors.length === 0
      ? command('error', [['title', 'Countersign']], says)
      : logged(`Countersign: ${says}`),
  ].join('\n')
}

function commandOf({ level, path, commit, start, end, title, message }: Remark): string {
  const text = plainText(message, 2_000) || 'See the report.'
  if (path === null) {
    const place = commit === null ? '' : ` (commit ${commit.slice(0, 7)}, line ${start})`
    return command(level, [['title', `${plainText(title, 200)}${place}`]], text)
  }
  const place = [
    ['file', path.replaceAll(INVISIBLE, '')],
    ['line', `${start}`],
    ['endLine', `${end}`],
    ['title', plainText(title.replaceAll('\n', ' '), 200)],
  ] as const
  return command(level, place, text)
}

const command = (
  name: Remark['level'],
  properties: readonly (readonly [string, string])[],
  text: string,
): string =>
  `::${name} ${properties.map(([key, value]) => `${key}=${property(value)}`).join(',')}::${data(text)}`

/** A line ends a command, and "%" begins an escape. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** The runner obeys its older form of commands, `##[…]`, anywhere in a line. */
const logged = (line: string): string => line.replaceAll('##[', '## [')
