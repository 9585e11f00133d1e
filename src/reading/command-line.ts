/** One command with what is written behind it. */
export interface CommandLine {
  readonly command: string
  /** `✅ exit 0`, `(80 peer + 3 cli tests pass)`, empty when there is nothing. */
  readonly rest: string
}

/**
 * The command at the start of a line of text, without the prompt and without what is said of its end.
 * @param certain the text says that this is a command, so that any program may be one
 */
export function readCommandLine(line: string, certain: boolean): CommandLine | null {
  const bare = line.trim().replace(/^(?:\$|>|%)\s+/, '')
  const command = bare.slice(0, endOfCommand(bare)).trim()
  const [program = '', ...words] = command.replace(/^(?:[A-Z_][A-Z0-9_]*=\S*\s+)+/, '').split(/\s+/)
  if (!isProgram(program, words, certain)) return null
  return {
    command,
    rest: bare.slice(command.length).replace(/^\s*(?:—|–|-{1,2}(?=\s)|:|→|->|=>|#)?\s*/u, ''),
  }
}

/** Where the command ends and the remark on it begins: at a mark, a dash, an arrow, a remark in brackets. */
const REMARK =
  /\s+(?:[✅❌✓✔✗✘→—–#🟢🔴]|->|=>|-\s|:\s|(?=\([^)]*(?:pass|fail|test|ok|exit|clean|green|skip|run)))|:\s+(?=\S)|\s+(?=(?:all\s+)?(?:pass(?:ed|es)|fail(?:ed|s)|succeed(?:ed|s))\b)/u

function endOfCommand(text: string): number {
  return REMARK.exec(text)?.index ?? text.length
}

function isProgram(program: string, words: readonly string[], certain: boolean): boolean {
  if (/^\.{1,2}\/[\w./-]+$/.test(program)) return true
  if (KNOWN.has(program) && !(ALSO_WORDS.has(program) && PROSE.test(words.join(' '))))
    return program === 'just' || program === 'make' || words.length > 0 || ALONE.has(program)
  return (
    certain && /^[a-z][\w.+-]*$/.test(program) && words.length > 0 && !PROSE.test(words.join(' '))
  )
}

/** Programs by which checks are run; a word of prose that is also one (`go`, `make`) needs an argument. */
const KNOWN = new Set(
  'ansible-lint bash bazel biome buf buck2 bun bundle cargo clippy cmake composer coverage cppcheck ctest curl cypress dart deno docker dotnet eslint flake8 flutter git go golangci-lint gradle gradlew helm hadolint jest just kubectl lein lerna make meson mix mocha mvn mvnw mypy ninja nix node npm npx nx nyc phpunit pip pipx playwright pnpm poetry pre-commit prettier pyright pytest python python3 rake rspec ruby rubocop ruff rustc rustup sbt sh shellcheck stack swift swiftlint terraform tox tsc turbo uv vitest xcodebuild yamllint yarn zig'.split(
    ' ',
  ),
)

/** Programs that are words of every sentence as well. */
const ALSO_WORDS = new Set(['go', 'just', 'make', 'node', 'stack'])

const ALONE = new Set(
  'ctest eslint flake8 golangci-lint jest mocha mypy phpunit pytest pyright rspec rubocop ruff shellcheck swiftlint tox tsc vitest yarn'.split(
    ' ',
  ),
)

/** Words of sentences, and of what programs print. */
const PROSE =
  /\b(?:the|an?|is|are|was|were|and|that|this|with|\d+ (?:tests?|passed|failed|ok))\b|\d \(/
