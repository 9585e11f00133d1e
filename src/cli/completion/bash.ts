import type { CommandWords, Values } from './command-words.ts'
import { quoted } from './quoted.ts'

/** Completions for bash, 3.2 and later. */
export function bashScript(commands: readonly CommandWords[]): string {
  const named = commands.filter(({ name }) => name !== '')
  const withValue = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flags, values }) =>
      values === null
        ? []
        : [
            `    ${flags.map((flag) => quoted(`${name} ${flag}`)).join(' | ')}) ${reply(values)}; return ;;`,
          ],
    ),
  )
  return `# bash completion for countersign
_countersign() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' word i
  COMPREPLY=()
  # --format=text comes as three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "\${command:+$command }$word" in
      ${globalValues(commands)}) ((i++)) ;;
      ${named.map(({ name }) => quoted(name)).join(' | ')}) command="\${command:+$command }$word" ;;
    esac
    if [[ $word == -- ]]; then _countersign_files; return; fi
  done
  case "$command $prev" in
${withValue.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${commands.map(({ name, options }) => `      ${quoted(name)}) ${reply(options.flatMap(({ flags }) => flags))} ;;`).join('\n')}
    esac
  else
    case $command in
${commands.map(({ name, values }) => `      ${quoted(name)}) ${reply(values)} ;;`).join('\n')}
    esac
  fi
}

# Names of branches and files are taken as they are: compgen -W would run what is in them.
_countersign_lines() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$cur"* ]]; then COMPREPLY+=("$(printf %q "$line")"); fi
  done
}

_countersign_words() { _countersign_lines < <(printf '%s\\n' "$@"); }
_countersign_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$cur"))
}
_countersign_folders() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen -d -- "$cur"))
}
_countersign_branches() {
  _countersign_lines < <(git for-each-ref --format='%(refname:short)' refs/heads refs/remotes 2>/dev/null)
}
_countersign_blockers() { _countersign_lines < <("\${COMP_WORDS[0]}" fix --names 2>/dev/null); }

complete -F _countersign countersign`
}

/** The options before any command that take a word. */
const globalValues = (commands: readonly CommandWords[]): string =>
  commands
    .filter(({ name }) => name === '')
    .flatMap(({ options }) => options.flatMap(({ flags, values }) => (values ? flags : [])))
    .map(quoted)
    .join(' | ')

function reply(values: Values): string {
  if (values === 'anything' || values.length === 0) return ':'
  return typeof values === 'string'
    ? `_countersign_${values}`
    : `_countersign_words ${values.map(quoted).join(' ')}`
}
