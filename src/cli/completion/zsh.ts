import type { CommandWords, OptionWords, Values } from './command-words.ts'
import { quoted } from './quoted.ts'

/** Completions for zsh. */
export function zshScript(commands: readonly CommandWords[]): string {
  const program = commands.find(({ name }) => name === '')
  const top = commands.filter(({ name }) => name !== '' && !name.includes(' '))
  return `#compdef countersign
_countersign() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C \\
    ${(program?.options ?? []).flatMap(specs).join(' \\\n    ')} \\
    '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      local -a commands
      commands=(
        ${top.map(({ name, summary }) => quoted(`${name}:${plain(summary)}`)).join('\n        ')}
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
${top.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

_countersign_branches() {
  local -a found
  found=(\${(f)"$(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes 2>/dev/null)"})
  compadd -- $found
}

_countersign_blockers() {
  local -a found
  found=(\${(f)"$(countersign fix --names 2>/dev/null)"})
  compadd -- $found
}

if [[ $funcstack[1] == _countersign ]]; then _countersign "$@"; else compdef _countersign countersign; fi`
}

const commandCase = ({ name, options, values }: CommandWords): string =>
  `        ${name}) _arguments ${[...options.flatMap(specs), ...argumentSpec(values)].join(' ')} ;;`

const argumentSpec = (values: Values): readonly string[] =>
  values.length === 0 ? [] : [quoted(`*: :${action(values)}`)]

/** Each spelling of an option shuts out the others. */
const specs = ({ flags, summary, values }: OptionWords): readonly string[] =>
  flags.map((flag) =>
    quoted(
      `(${flags.join(' ')})${flag}[${plain(summary)}]${values === null ? '' : `: :${action(values)}`}`,
    ),
  )

const action = (values: Values): string => {
  switch (values) {
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'anything':
      return ' '
    case 'branches':
    case 'blockers':
      return `_countersign_${values}`
    default:
      return `(${values.join(' ')})`
  }
}

/** Without what means something to _arguments. */
const plain = (text: string): string => text.replaceAll(/[[\]:\\]/gu, ' ')
