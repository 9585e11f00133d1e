import { readCommandLine } from '../../reading/command-line.ts'
import { ALONE, ALONE_AMONG_COMMANDS } from '../../reading/programs.ts'

/** The test, lint or build command that a line of a script is, null where it is anything else, or more than one. */
export function checkCommandIn(line: string): string | null {
  const text = line.trim()
  // Whatever a shell would make something else of: pipes, variables, several commands.
  if (/[|&;<>$`(){}#]/u.test(text)) return null
  const read = readCommandLine(text, false)
  if (read === null || read.rest !== '' || read.command !== text) return null
  const words = text.split(/\s+/u)
  if (words.some((word) => PREPARES.has(word))) return null
  return words.some((word) => CHECKERS.has(word.replace(/^.*\//u, '')) || TASK.test(word))
    ? text
    : null
}

/** Whether a script is more than one command after the other, of which the first that fails ends it. */
export const hasStructure = (script: string): boolean =>
  /^\s*(?:if|for|while|until|case|function|exit|trap|set \+e)\b|\|\||<<|\bset \+e\b|^\s*\w+\s*\(\)/mu.test(
    script,
  )

/** Programs that do nothing but check; these others need a task. */
const NEED_TASK = ['just', 'make', 'yarn', 'ninja', 'xcodebuild', 'msbuild']
const CHECKERS: ReadonlySet<string> = new Set(
  [...ALONE, ...ALONE_AMONG_COMMANDS].filter((program) => !NEED_TASK.includes(program)),
)

const TASK =
  /^(?:[\w.-]+:)*(?:tests?|unit|e2e|integration|specs?|lint|check|checks|build|compile|type-?check|types|verify|validate|vet|clippy|fmt|format|audit)(?:[:.-][\w.-]+)*$/iu

/** What makes ready, or hands on. */
const PREPARES: ReadonlySet<string> = new Set([
  ...['install', 'i', 'ci', 'add', 'sync', 'restore', 'login', 'push', 'pull', 'publish'],
  ...['deploy', 'upload', 'release', 'clone', 'fetch', 'config'],
])
