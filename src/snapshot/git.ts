import { execa } from 'execa'

/** The `git` program at work in one folder. It asks nobody anything, moves nothing, and reaches no network. */
export interface Git {
  /**
   * What it prints, byte for byte.
   * @throws when it fails, with what it says; NoGit, Incomplete
   */
  readonly bytes: (words: readonly string[], input?: string) => Promise<Buffer>
  /** The same as text, without the line break at its end. */
  readonly text: (words: readonly string[], input?: string) => Promise<string>
  /** The same, null where it fails: for questions to which failing is an answer. */
  readonly tried: (words: readonly string[]) => Promise<string | null>
}

/** There is no git here. */
export class NoGit extends Error {}

/** The repository lacks what it should have: a partial clone, or one that is damaged. */
export class Incomplete extends Error {
  readonly isPartial: boolean

  constructor(said: string) {
    super(said)
    this.isPartial = said.includes('promisor remote')
  }
}

const LACKS = /promisor remote|unable to read|bad object|corrupt|missing (?:blob|tree|commit)/u

/** Whatever somebody has set for themselves, and whatever a repository sets, the output is the same. */
const ALWAYS = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'color.ui=false',
    'log.showSignature=false',
    'core.quotePath=false',
    'core.fsmonitor=false',
    'diff.algorithm=default',
    'diff.indentHeuristic=true',
    'diff.interHunkContext=0',
    'diff.renameLimit=0',
    'diff.suppressBlankEmpty=false',
    'diff.ignoreSubmodules=none',
  ].flatMap((setting) => ['-c', setting]),
]

/** A patch of more than this is more than a pull request. */
const MOST_BYTES = 1 << 29

/** Git in that folder. */
export function gitIn(folder: string): Git {
  const run = async (words: readonly string[], input?: string) => {
    const result = await execa('git', [...ALWAYS, ...words], {
      cwd: folder,
      encoding: 'buffer',
      input: input ?? '',
      maxBuffer: MOST_BYTES,
      reject: false,
      stripFinalNewline: false,
      env: { LC_ALL: 'C.UTF-8', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    })
    if (result.code === 'ENOENT') throw new NoGit('The program git is not installed here.')
    return result
  }
  const bytes: Git['bytes'] = async (words, input) => {
    const result = await run(words, input)
    if (!result.failed) return Buffer.from(result.stdout)
    const said = Buffer.from(result.stderr).toString('utf8').trim()
    if (LACKS.test(said)) throw new Incomplete(said)
    throw new Error(`git ${words[0]} failed: ${said || result.shortMessage}`)
  }
  return {
    bytes,
    text: async (words, input) => withoutEnd((await bytes(words, input)).toString('utf8')),
    tried: async (words) => {
      const { failed, stdout } = await run(words)
      return failed ? null : withoutEnd(Buffer.from(stdout).toString('utf8'))
    },
  }
}

const withoutEnd = (text: string): string => text.replace(/\n$/u, '')
