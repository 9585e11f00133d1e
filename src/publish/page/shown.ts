import type { Assessment } from '../../policy/assessment.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'

/** What the page of a pull request shows. */
export interface Shown {
  readonly snapshot: Snapshot
  readonly assessment: Assessment
  /** When it was assessed, ISO 8601. */
  readonly at: string
}

/** What stands around every page. */
export interface Frame {
  /** The login of whoever is signed in. */
  readonly visitor: string | null
  /** Where to sign in, and come back from there to this page; null where nobody can. */
  readonly signIn: string | null
  /** The path of the stylesheet. */
  readonly stylesheet: string
}
