import {
  ALONE,
  ALONE_AMONG_COMMANDS,
  ALSO_WORDS,
  LOOKING,
  PROGRAMS,
  SUBCOMMANDS,
  WRAPPERS,
} from './programs.ts'

/** One command with what is written behind it. */
export interface CommandLine {
  readonly command: string
  /** `✅ exit 0`, `(80 peer + 3 cli tests pass)`, empty when there is nothing. */
  readonly rest: string
}

/** A longer line is no command that somebody typed. */
const MAX_LINE = 1_000

/**
 * The command at the start of a line of text, without the prompt and without what is said of its end.
 * @param certain the text says that this is a command, so that any program may be one
 */
export function readCommandLine(line: string, certain: boolean): CommandLine | null {
  const read = readUpTo(REMARK, line, certain)
  return read !== null && isSentence(read.command) ? null : read
}

/** The command that a stretch of inline code is: all of it, but for `→ 12 passed`. */
export const readCommandSpan = (code: string, certain: boolean): CommandLine | null =>
  readUpTo(REMARK_IN_CODE, code, certain)

/** Where the command ends and the remark on it begins: at a mark, a dash, an arrow, a bracket, a word of its end. */
const REMARK =
  /\s+(?:[✅❌✓✔✗✘→—–#🟢🔴⏭⏳]|->|=>|-\s(?!(?:https?:|[-./]))|:\s|(?=\())|:\s+(?=\S)|\s+(?=(?:all\s+)?(?:pass(?:ed|es)?|fail(?:ed|s)?|succeed(?:ed|s)?|green|executed|verified|returned|returns|reports|reported|exit(?:s|ed)?(?:\s+code)?\s+\d|exit(?:s|ed)|skipped|not\s+run|is|was|were|ran|ok)\b)|\s+(?=\d{1,6}\/\d{1,6}(?:$|[\s,.;)]))|(?<=\S\s+\S+)\s+(?=(?:all\s+)?clean(?:$|[,.;(]))/iu

const REMARK_IN_CODE = /\s+(?:[✅❌✓✔✗✘→🟢🔴]|->|=>|#\s)/u

function readUpTo(remark: RegExp, line: string, certain: boolean): CommandLine | null {
  const trimmed = line.trim()
  // Most code is a name, and no command.
  if (!/\s/.test(trimmed) && !ALONE.has(trimmed) && !trimmed.startsWith('.')) {
    return certain && isScriptOrTool(trimmed) ? { command: trimmed, rest: '' } : null
  }
  const bare = withoutPrompt(trimmed.slice(0, MAX_LINE).replaceAll(/\s+/g, ' '))
  const command = bare.slice(0, remark.exec(masked(bare))?.index ?? bare.length).trim()
  if (!isCommand(command, certain)) return null
  return {
    command,
    rest: bare.slice(command.length).replace(/^\s*(?:—|–|-{1,2}(?=\s)|:|→|->|=>|#)?\s*/u, ''),
  }
}

/** "pytest suite", "biome on all files": a sentence about a program. */
const SAID_OF_IT =
  /^\S+ (?:suites?|results?|on|for|from|in|into|output|itself|already|now|also|still|via|with|by|at|as|lines?|entries|list|level|sure)(?![\w:./-])|^\S+ (?:tests|errors?|warnings?|rules?|strict|formatting|images?|containers?|types?|issues?|checks|versions?|scripts?|code|config|specs|size|builds)$/

/** "task artifacts under": the sentence goes on. */
const BREAKS_OFF = / (?:under|in|on|for|of|from|to|with|and|at|by|the|via|using|as|or)$/

/** Programs that are words need a task, a path or a flag where they are not written as code. */
const isSentence = (command: string): boolean => {
  const [program = '', first = '', ...more] = words(command)
  if (SAID_OF_IT.test(command) || BREAKS_OFF.test(command)) return true
  if (!ALSO_WORDS.has(program) || TASK.test(first) || /(?:^| )-|[/.:_\d]/.test(command))
    return false
  return !/^(?:just|make|mise|rake)$/.test(program) || more.length > 0
}

const TASK =
  /^(?:(?:pre-?)?(?:build|tests?|lint|check|checks|run|ci|verify|fmt|format|typecheck|all|bench|docs|integration|unit|e2e|validate|audit|simulate|release|vet)(?:[-:]\w+)*|\w+-\w+)$/

/** The same text with everything that is quoted crossed out: what stands there ends no command. */
const masked = (text: string): string =>
  text.replaceAll(/"[^"]*"|(?<!\w)'[^']*'/g, (quoted) => 'x'.repeat(quoted.length))

const PROMPT =
  /^\s*(?:\$|❯|➜|PS(?: [^>\n]{0,80})?>|[A-Za-z]:\\[^>\n]{0,80}>|[\w.-]{1,40}@[\w.-]{1,40}[^$#\n]{0,60}[$#])\s*(?=\S)/

/** Whether a line begins with the prompt of a shell. */
export const hasPrompt = (line: string): boolean => PROMPT.test(line) && !/^\s*\$(?![ ])/.test(line)

const withoutPrompt = (line: string): string =>
  hasPrompt(line) ? line.replace(PROMPT, '') : line.replace(/^\s*[>%]\s+/, '')

/** Whether a command only looks at files, so that it checks nothing unless somebody says so. */
export function onlyLooks(command: string): boolean {
  const [program = ''] = words(command)
  return LOOKING.has(program) && !CHECKS.test(command)
}

/** What git can check. */
const CHECKS =
  /^git (?:\S+ )?(?:diff\b.*--(?:check|exit-code|quiet)\b|merge-base|check-ignore|status|apply --check|fsck|verify-|merge-tree)/

/** Whether a command has a gap to fill in: `run ...`. Nobody typed that. */
export const isTemplate = (command: string): boolean => /…|(?:^|[\s=])\.{3}(?=\s|$)/.test(command)

/** Its words behind variables, wrappers and `cd`. */
function words(command: string): readonly string[] {
  const plain = command
    .replace(/^\(+/, '')
    .replace(/^(?:cd|pushd|set|export|source|\.|mkdir) [^&;]{1,200}(?:&&|;) */, '')
    .replace(/^(?:(?:\$env:)?[A-Za-z_][A-Za-z0-9_]*=(?:"[^"]*"|'[^']*'|[^\s"']\S*)?;? +){1,8}/, '')
  const [program = '', ...rest] = plain.split(' ')
  if (!WRAPPERS.has(program) || rest.length === 0) return [program, ...rest]
  const at = rest.findIndex((word) => !/^-|^\d+[smh]?$|=/.test(word))
  return at < 0 ? [program] : rest.slice(at)
}

function isCommand(command: string, certain: boolean): boolean {
  const [program = '', ...rest] = words(command)
  const said = rest.join(' ')
  if (CODE.test(command) || VERSION.test(said)) return false
  if (isPathOfProgram(program, rest.length > 0)) return !PROSE.test(said)
  if (PROGRAMS.has(program)) {
    if (ALSO_WORDS.has(program) && (PROSE.test(said) || /^[A-Z]/.test(said))) return false
    if (PROSE_ANYWHERE.test(said)) return false
    const known = SUBCOMMANDS.get(program)
    const [first = ''] = rest
    if (known !== undefined && !/^[-+]/.test(first)) return known.has(first)
    return rest.length > 0 || ALONE.has(program)
  }
  if (/^(?:rg|grep|ag|find|ls|cat|diff)$/.test(program) && /^-|[/."']/.test(said))
    return !PROSE_ANYWHERE.test(said)
  if (!certain || rest.length === 0 || PROSE.test(said)) return false
  if (/^[0-9a-f]{7,40}$/.test(program) || STATEMENT.test(masked(command))) return false
  return /^[a-z][\w.+-]*$/.test(program) || /^[A-Z][a-z]+-[A-Z]\w+$/.test(program)
}

/** `gofmt`, `scripts/check.py`, `:app:lint`: what needs no argument, where commands stand. */
export const isScriptOrTool = (word: string): boolean =>
  ALONE_AMONG_COMMANDS.has(word) || SCRIPT.test(word)

const SCRIPT =
  /^(?:~?[\\/])?(?:[\w.-]+[\\/]){0,12}(?:s?bin|Scripts|scripts?|tools?|ci|hack)[\\/](?:[\w.-]+[\\/]){0,6}[\w-]+(?:\.(?:sh|bash|ps1|py|rb|pl|[cm]?[jt]s))?$|^(?:~?[\\/])?(?:[\w.-]+[\\/]){0,12}[\w.-]+\.(?:sh|bash|ps1|bat|cmd)$|^:[\w-]+(?::[\w-]+)+$/

/** `./check.sh`; `bin/rails db:migrate`, `.venv/bin/pytest tests`: with an argument, since a file alone is only named. */
const isPathOfProgram = (program: string, hasArguments: boolean): boolean =>
  /^\.{1,2}[\\/][\w.\\/-]*[\w-]$/.test(program)
    ? true
    : hasArguments &&
      (/^(?:~?[\\/])?(?:[\w.-]+[\\/]){0,12}(?:s?bin|\.bin|Scripts|scripts?|tools?|ci|hack|dev)[\\/](?:[\w-]+[\\/])*[\w.-]+$/.test(
        program,
      ) ||
        /^(?:~?[\\/])?(?:[\w.-]+[\\/]){0,12}[\w.-]+\.(?:sh|bash|ps1|bat|cmd)$/.test(program))

/** "vite v5.0.0 building …", "pydantic 2.7.1": a name with its version, as programs print it. */
const VERSION = /^v?\d+(?:\.\d+){1,3}\b(?![/\w-])/

/** Words of sentences, and of what programs print. */
const PROSE =
  /(?<![\w/.-])(?:the|an?|is|are|was|were|and|that|this|with|it|its|to|of|\d+ (?:tests?|passed|failed|ok))(?![\w/.-])|\d \(/

const PROSE_ANYWHERE = /(?<![\w/.-])(?:the|is|are|was|were|and|that|this)(?![\w/.-])|\d \(/

/** Source code by its keyword, a call or its end, where any program would do: `throw new Lost('x') // safe`. */
const STATEMENT =
  /^(?:throw|class|interface|type|def|fn|func|function|pub|use|using|package|public|private|async|try|for|while|select|insert|update|delete|create|alter|from|with|assert|expect|describe|it|raise|yield|case|switch|enum|struct|impl|extends) |\w\(|[;{]\s*(?:\/\/.*)?$/

/** Source code: an assignment, a call. */
const CODE =
  /^[\w.]+ [=+]?= |;\s*$|^(?:new|const|let|var|await|return|import|export default|function|if) |^[\w.]+\(|^\S+ \|/
