import type { CommandWords, OptionWords, Values } from './command-words.ts'
import { quoted } from './quoted.ts'

/** Completions for fish, 3.0 and later. */
export const fishScript = (commands: readonly CommandWords[]): string =>
  ['# fish completion for countersign', 'complete -c countersign -f']
    .concat(commands.flatMap((command) => linesOf(command, commands)))
    .join('\n')

function linesOf(
  { name, options, values }: CommandWords,
  commands: readonly CommandWords[],
): readonly string[] {
  const condition = conditionOf(name)
  const subcommands = commands.filter(
    (one) => one.name !== '' && one.name === `${name} ${lastOf(one)}`.trim(),
  )
  const words =
    subcommands.length > 0
      ? subcommands.map((one) => `-a ${lastOf(one)} -d ${quoted(one.summary)}`)
      : values.length === 0 || values === 'anything'
        ? []
        : [choices(values)]
  return [...words, ...options.map(optionWords)].map(
    (rest) => `complete -c countersign -n ${quoted(condition)} ${rest}`,
  )
}

const lastOf = ({ name }: CommandWords): string => name.split(' ').at(-1) ?? ''

/** The words of a command have been typed, and none of a command within it. */
const conditionOf = (name: string): string =>
  name === ''
    ? '__fish_use_subcommand'
    : name
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and ')

const optionWords = ({ flags, summary, values }: OptionWords): string =>
  [
    ...flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
    ...(values === null ? [] : [values === 'files' ? '-r' : '-x', choices(values)]),
    `-d ${quoted(summary)}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

function choices(values: Values): string {
  switch (values) {
    case 'files':
      return '-F'
    case 'folders':
      return "-a '(__fish_complete_directories)'"
    case 'branches':
      return `-a ${quoted("(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes 2>/dev/null)").replaceAll(String.raw`'\''`, '"')}`
    case 'blockers':
      return "-a '(countersign fix --names 2>/dev/null)'"
    case 'anything':
      return ''
    default:
      return `-a ${quoted(values.join(' '))}`
  }
}
