import type { Argument, Command, Option } from 'commander'

/** One command as a shell completes it. */
export interface CommandWords {
  /** `check`, `hook install`; '' for what stands before any command. */
  readonly name: string
  readonly summary: string
  readonly options: readonly OptionWords[]
  /** What its arguments are. */
  readonly values: Values
}

export interface OptionWords {
  /** `--base`, and its short form. */
  readonly flags: readonly string[]
  readonly summary: string
  /** What stands behind it, null where nothing does. */
  readonly values: Values | null
}

/** Words to choose from, or what a shell or git knows better. */
export type Values = readonly string[] | 'files' | 'folders' | 'branches' | 'blockers' | 'anything'

/** Every command that help shows, the program itself first, each with its options. */
export const wordsOf = (program: Command): readonly CommandWords[] => commandWords(program, '', [])

/** @param others the commands beside it, about which it may be asked for help */
function commandWords(
  command: Command,
  name: string,
  others: readonly string[],
): readonly CommandWords[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command)
  const names = commands.map((one) => one.name())
  const own: CommandWords = {
    name,
    summary: help.subcommandDescription(command),
    options: help.visibleOptions(command).map(optionWords),
    values: names.length > 0 ? names : valuesOf(command, others),
  }
  return [
    own,
    ...commands.flatMap((one) => {
      const beside = names.filter((other) => other !== one.name())
      return commandWords(one, `${name} ${one.name()}`.trim(), beside)
    }),
  ]
}

function valuesOf(command: Command, others: readonly string[]): Values {
  const [first] = command.registeredArguments
  if (first === undefined) return []
  return first.name() === 'command' ? others : valuesFor(first, first.name())
}

const optionWords = (option: Option): OptionWords => ({
  flags: [option.long, option.short].filter((flag) => flag !== undefined),
  summary: option.description,
  values:
    option.required || option.optional
      ? valuesFor(option, /[<[]([^>\]]+)/u.exec(option.flags)?.[1] ?? '')
      : null,
})

/** By the name that its place has in the help. */
function valuesFor({ argChoices }: Pick<Argument | Option, 'argChoices'>, name: string): Values {
  if (argChoices !== undefined) return argChoices
  switch (name.replace(/\.{3}$/u, '')) {
    case 'file':
    case 'files':
      return 'files'
    case 'folder':
      return 'folders'
    case 'branch':
      return 'branches'
    case 'names':
      return 'blockers'
    default:
      return 'anything'
  }
}
