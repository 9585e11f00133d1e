import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { shown } from '../../publish/terminal/style.ts'
import { gitIn } from '../../snapshot/git.ts'
import { cloneHere } from '../clone-here.ts'
import { Stopped } from '../stopped.ts'
import type { Terminal } from '../terminal.ts'
import { written } from '../written.ts'
import { CALL, HOOK_SCRIPT, LINES_TO_ADD, MARK } from './script.ts'

/**
 * Puts our hook into the hooks folder of the clone; a former one of ours is replaced.
 * @throws Stopped where somebody else's is there
 */
export async function installHook(terminal: Terminal): Promise<void> {
  const { path, name, text } = await hookOf(terminal)
  if (text !== null && !isOurs(text)) {
    if (CALL.test(text)) {
      terminal.out(`${name} calls countersign already.`)
      return
    }
    throw new Stopped(
      `${name} is there already, and not ours.`,
      `Add these two lines to it:\n\n${LINES_TO_ADD}`,
    )
  }
  await written(
    name,
    async () => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, HOOK_SCRIPT)
      await chmod(path, 0o755)
    },
    OTHER_FOLDER,
  )
  terminal.out(
    `${name} ${text === null ? 'is installed' : 'is renewed'}. It checks the trailers of each commit, and the review reports in it.\n“git commit --no-verify” skips it, “countersign hook uninstall” takes it out.`,
  )
}

/**
 * Takes our hook out again.
 * @throws Stopped where somebody else's calls us
 */
export async function uninstallHook(terminal: Terminal): Promise<void> {
  const { path, name, text } = await hookOf(terminal)
  if (text !== null && isOurs(text)) {
    await written(name, () => rm(path))
    terminal.out(`${name} is taken out.`)
  } else if (text !== null && CALL.test(text)) {
    throw new Stopped(
      `${name} is not ours, and calls countersign.`,
      'Take the lines with “countersign hook commit-msg” out of it.',
    )
  } else {
    terminal.out('No hook of countersign is installed here.')
  }
}

const isOurs = (text: string): boolean => text.split('\n').includes(MARK)

interface Hook {
  readonly path: string
  /** The path as it is said to people. */
  readonly name: string
  /** Null where there is none. */
  readonly text: string | null
}

const OTHER_FOLDER = 'See to that folder, or name another one: git config core.hooksPath FOLDER.'

async function hookOf(terminal: Terminal): Promise<Hook> {
  const { root } = await cloneHere(terminal)
  // From its root: a folder that core.hooksPath names is told as it stands there.
  const hooks = await gitIn(root).text(['rev-parse', '--git-path', 'hooks'])
  const path = resolve(root, hooks, 'commit-msg')
  const within = relative(root, path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // ENOTDIR: some name /dev/null for no hooks at all.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw new Stopped(`${shown(path)} can’t be read (${error.code}).`, 'See to it, and try again.')
  })
  return { path, name: shown(within.startsWith('..') ? path : within), text }
}
