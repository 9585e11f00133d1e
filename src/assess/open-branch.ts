import { type Opening, openClone } from '../snapshot/clone-opened.ts'
import { type Git, gitIn } from '../snapshot/git.ts'
import type { Branch } from './branch.ts'

/** A branch of a clone with the git that answers for it, or why it can't be opened. */
export interface OpenBranch {
  readonly git: Git
  readonly opening: Opening
}

/** Opens a branch of a clone. */
export async function openBranch({
  folder,
  base = null,
  head = null,
}: Branch): Promise<OpenBranch> {
  const git = gitIn(folder)
  return { git, opening: await openClone(git, folder, { base, head }) }
}
