import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Git } from '../snapshot/git.ts'
import { EXIT } from './exit.ts'
import { Stopped } from './stopped.ts'

/** The tree that `git commit` would make; null where that depends on more than can be foreseen. */
export async function treeToCommit(git: Git, forGit: readonly string[]): Promise<string | null> {
  const isAll = forGit.some((word) => /^(?:--all$|-[^-mFcCtSu]*a)/u.test(word))
  if (
    forGit.some((word) =>
      /^--(?:amend|patch|interactive|include|only|pathspec\S*)?$|^-[pio]+$/u.test(word),
    )
  )
    return null
  if (!isAll) return git.tried(['write-tree'])
  // What would be stashed is what -a commits; nothing, where nothing changed.
  const stash = await git.tried(['stash', 'create'])
  return git.tried(['rev-parse', `${stash || 'HEAD'}^{tree}`])
}

/**
 * Commits with these trailers, in front of whoever runs it: an editor opens where no message is given.
 * @returns the exit code of git
 * @throws Stopped where git is too old
 */
export async function commitWith(
  git: Git,
  folder: string,
  trailers: readonly string[],
  forGit: readonly string[],
): Promise<number> {
  if (!forGit.some((word) => SAYS_WHAT.test(word)) && !(await git.tried(TEMPLATE))) {
    return commitEdited(folder, trailers, forGit)
  }
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/u.exec(await git.text(['version'])) ?? []
  if (Number(major) * 1_000 + Number(minor) < TRAILERS_SINCE) {
    throw new Stopped(
      'git commit takes --trailer since git 2.32; this one is older.',
      `Commit by yourself, with this as the last paragraph of the message:\n\n${trailers.join('\n')}`,
    )
  }
  return commit(folder, [...trailers.flatMap((trailer) => ['--trailer', trailer]), ...forGit])
}

/** Options by which a message comes from somewhere else than an empty editor. */
const SAYS_WHAT =
  /^(?:-[a-zA-Z]*[mFcCt]|--(?:message|file|re(?:use|edit)-message|template|amend|fixup|squash|no-edit)\b)/u
const TEMPLATE = ['config', 'commit.template']
const TRAILERS_SINCE = 2_032

/** Where --trailer leaves a single line above the trailers, whoever writes into it has no trailers any more. */
async function commitEdited(
  folder: string,
  trailers: readonly string[],
  forGit: readonly string[],
): Promise<number> {
  const own = await mkdtemp(join(tmpdir(), 'countersign-'))
  try {
    const template = join(own, 'message')
    await writeFile(template, `\n\n${trailers.join('\n')}\n`)
    return await commit(folder, ['--template', template, ...forGit])
  } finally {
    await rm(own, { recursive: true })
  }
}

async function commit(folder: string, words: readonly string[]): Promise<number> {
  const { exitCode } = await execa('git', ['commit', ...words], {
    cwd: folder,
    stdio: 'inherit',
    reject: false,
  })
  return exitCode ?? EXIT.fault
}
