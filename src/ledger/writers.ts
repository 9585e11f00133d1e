import type { Commit, Person, Snapshot } from '../snapshot/snapshot.ts'
import type { Carried } from './carried.ts'
import { authorsOf, isGitHub, samePerson } from './people.ts'

/** Who wrote what in this pull request, as far as its commits tell. */
export interface Writers {
  /** The newest commit by which somebody wrote code here; null for whoever only reviewed. */
  readonly codeBy: (person: Person) => Commit | null
  /** Who made a commit in its author's name, null when nobody did. */
  readonly inNameOf: (commit: Commit) => Person | null
}

export function writersIn(
  { commits, dropped }: Snapshot,
  onlyReports: (commit: Commit) => boolean,
  carried: (gone: Commit) => Carried | null,
): Writers {
  const code = commits.filter((commit) => !onlyReports(commit) && !isMergeOnly(commit))
  return {
    codeBy: (person) =>
      code.findLast((commit) => authorsOf(commit).some((author) => samePerson(author, person))) ??
      null,
    inNameOf: ({ sha, author, committer }) => {
      // A signature shows nothing here: it is the committer's.
      if (samePerson(author, committer) || isGitHub(committer)) return null
      // Whoever rebases becomes the committer; the commit as its author made it is still known then.
      const isRebased = dropped.some((gone) => {
        const now = carried(gone)
        return (
          now?.commit.sha === sha && now.how === 'patch' && samePerson(gone.author, gone.committer)
        )
      })
      return isRebased ? null : committer
    },
  }
}

/** A merge that adds nothing of its own. */
const isMergeOnly = ({ parents, files }: Commit): boolean =>
  parents.length > 1 && files.every(({ brought }) => brought)
