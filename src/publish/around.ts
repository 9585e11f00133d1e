import type { Snapshot } from '../snapshot/snapshot.ts'

/** What the assessment itself doesn't tell of the clone. */
export interface Around {
  /** The base as somebody named it: `origin/main`. */
  readonly baseName: string
  /** Files are changed and not committed. */
  readonly dirty: boolean
  /** Reports that are not committed as they stand, new ones among them. */
  readonly uncommitted: readonly string[]
}

/** What a clone can't show and what it could not this time, each a sentence without its full stop. */
export const unseenFrom = ({ unseen }: Snapshot): readonly string[] => [
  'comments with commands, checks and force-pushes are on GitHub, not in a clone',
  ...unseen,
]
