import type { Git } from '../../snapshot/git.ts'

/** Behind this line stands what `git commit --verbose` shows of the change. */
const SCISSORS = / -{24} >8 -{24}$/u

/**
 * A commit message as git will take it, from the file in which it was written: without comments, unless nobody saw an
 * editor, and without what is cut off.
 * @param editor `GIT_EDITOR`, which git sets to `:` for its hooks where it opens none
 */
export async function cleanedMessage(
  git: Git,
  written: string,
  editor: string | undefined,
): Promise<string> {
  const mode = (await git.tried(['config', 'commit.cleanup'])) ?? 'default'
  const isEdited = editor !== ':'
  const lines = written.split('\n')
  const cut = isEdited ? lines.findIndex((line) => SCISSORS.test(line)) : -1
  const [, mark] = /^(.+) -{24} >8/u.exec(lines[cut] ?? '') ?? []
  const kept = lines.slice(0, cut < 0 ? lines.length : cut).join('\n')
  const strips = mode === 'strip' || (mode === 'default' && isEdited)
  if (mode === 'verbatim') return kept
  if (!strips) return git.text(['stripspace'], kept)
  return git.text([...(await commentsAs(git, mark, kept)), 'stripspace', '--strip-comments'], kept)
}

/** With `auto`, git takes a mark that no line of the message begins with: it begins the last line, which is git's own. */
async function commentsAs(
  git: Git,
  mark: string | undefined,
  text: string,
): Promise<readonly string[]> {
  if ((await git.tried(['config', 'core.commentChar'])) !== 'auto') return []
  const last = text.trimEnd().split('\n').at(-1)?.[0] ?? ''
  const found = mark ?? (AUTO.includes(last) ? last : '#')
  return ['-c', `core.commentChar=${found}`]
}

const AUTO = '#;@!$%^&|:'
