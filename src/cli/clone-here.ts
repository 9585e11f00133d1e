import { rootIn } from '../snapshot/clone-opened.ts'
import { type Git, gitIn } from '../snapshot/git.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'

/**
 * Git in the terminal's folder, and the root of the clone that this is in.
 * @throws Stopped where there is no clone, or git doesn't look into it
 */
export async function cloneHere({
  folder,
}: Pick<Terminal, 'folder'>): Promise<{ readonly git: Git; readonly root: string }> {
  const git = gitIn(folder)
  const found = await rootIn(git, folder)
  if (!found.ok) throw new Stopped(found.problem, found.next)
  return { git, root: found.root }
}
