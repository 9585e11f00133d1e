import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, posix, relative, resolve, sep } from 'node:path'
import { shown } from '../../publish/terminal/style.ts'
import { rootIn } from '../../snapshot/clone-opened.ts'
import { type Git, gitIn, NoGit } from '../../snapshot/git.ts'
import { readUpTo } from '../read-up-to.ts'
import type { Terminal } from '../terminal.ts'

/** A text that is to be read. */
export interface Input {
  readonly kind: 'report' | 'commit'
  /** As it was named. */
  readonly input: string
  /** Where it is, null for what is no file. */
  readonly file: string | null
  /** The file from the root of the repository, null for what is none. */
  readonly path: string | null
  readonly sha: string | null
  readonly text: string
}

/** Inputs that were found, what is to be said of some, and what is wrong with the others. */
export interface Inputs {
  readonly found: readonly Input[]
  readonly notes: readonly string[]
  readonly problems: readonly string[]
}

/** Nothing that somebody wrote is larger, and no more has to fit into memory. */
const MOST_MEGABYTES = 16
const MOST_BYTES = MOST_MEGABYTES << 20

const NO_FILE = { file: null, path: null, sha: null } as const

/**
 * What names mean: `-` standard input, a file, or else a commit.
 * @param as what files and standard input hold
 */
export async function findInputs(
  terminal: Pick<Terminal, 'folder' | 'input'>,
  names: readonly string[],
  as: Input['kind'],
): Promise<Inputs> {
  const git = gitIn(terminal.folder)
  const prefix = await tried(git, ['rev-parse', '--show-prefix'])
  const closed = prefix === null ? await rootIn(git, terminal.folder) : null
  const why = closed === null || closed.ok ? '' : ` ${closed.problem} ${closed.next}`
  const found: Input[] = []
  const notes: string[] = []
  const problems: string[] = []
  for (const input of names) {
    const name = shown(input)
    if (input === '-') {
      const bytes = await terminal.input(MOST_BYTES)
      if (!isText(bytes)) problems.push(notText('Standard input', bytes))
      else found.push({ kind: as, ...NO_FILE, input, text: bytes.toString('utf8') })
      continue
    }
    const file = resolve(terminal.folder, input)
    const there = await stat(file).catch(() => null)
    const sha = await commitNamed(git, input)
    if (there === null && sha === null) {
      problems.push(`${name}: there is no such file, and no such commit.${why}`)
    } else if (there === null) {
      found.push(await commitInput(git, input, sha ?? ''))
    } else if (there.isDirectory()) {
      problems.push(`${name} is a folder: name the files in it.`)
    } else {
      const bytes = await readUpTo(createReadStream(file), MOST_BYTES).catch(
        (error: NodeJS.ErrnoException) => error,
      )
      if (bytes instanceof Error) problems.push(`${name} can’t be opened (${bytes.code}).`)
      else if (!isText(bytes)) problems.push(notText(name, bytes))
      else {
        const path = pathIn(terminal.folder, prefix ?? '', input)
        found.push({ kind: as, input, file, path, sha: null, text: bytes.toString('utf8') })
        if (sha !== null) {
          notes.push(
            `${name} is a file and a commit: the file is read, ${sha.slice(0, 12)} is the commit.`,
          )
        }
      }
    }
  }
  return { found, notes, problems }
}

/** As git decides it. */
const isText = (bytes: Buffer | null): bytes is Buffer =>
  bytes !== null && !bytes.subarray(0, 8_000).includes(0)

const notText = (name: string, bytes: Buffer | null): string =>
  bytes === null ? `${name} has more than ${MOST_MEGABYTES} MB.` : `${name} is no text.`

async function commitNamed(git: Git, name: string): Promise<string | null> {
  const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  return name.includes('\0') ? null : tried(git, words)
}

async function commitInput(git: Git, input: string, sha: string): Promise<Input> {
  const words = ['log', '--max-count=1', '--no-patch', '--format=%B', '--encoding=UTF-8', sha, '--']
  const text = (await git.text(words)).replace(/\n+$/u, '')
  return { ...NO_FILE, kind: 'commit', input, sha, text }
}

/** Files can be read where there is no git. */
const tried = async (git: Git, words: readonly string[]): Promise<string | null> =>
  git.tried(words).catch((error: unknown) => {
    if (error instanceof NoGit) return null
    throw error
  })

/** By the root of the repository, as GitHub names files. */
function pathIn(folder: string, prefix: string, input: string): string {
  const inFolder = isAbsolute(input) ? relative(folder, input) : input
  return posix.join(prefix, inFolder.split(sep).join('/'))
}
