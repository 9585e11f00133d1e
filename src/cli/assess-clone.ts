import { assessClone as judgeClone } from '../assess/assess-clone.ts'
import type { Branch } from '../assess/branch.ts'
import type { JudgedClone } from '../assess/judge-branch.ts'
import { withProgress } from './progress.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'

export type { JudgedClone } from '../assess/judge-branch.ts'

/**
 * Assesses a branch of the clone in the terminal's folder.
 * @throws Stopped where there is no clone, no such branch, or not all of its history
 */
export async function assessClone(
  terminal: Pick<Terminal, 'folder' | 'isWatched'>,
  { base = null, head = null }: Omit<Branch, 'folder'>,
): Promise<JudgedClone> {
  const judged = await withProgress(terminal, 'Reading commits and reports…', () =>
    judgeClone({ folder: terminal.folder, base, head }),
  )
  if (!judged.ok) throw new Stopped(judged.problem, judged.next)
  return judged
}
