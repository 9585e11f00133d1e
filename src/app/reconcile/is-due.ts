import { isSettled, readExternalId } from '../../publish/check-run.ts'
import type { OpenHead } from './open-heads.ts'
import type { Run } from './runs-on.ts'

/** Others' checks on a head, where they matter; ISO 8601. */
export interface Others {
  /** When something became of them last. */
  readonly at: string
  /** The same, as it was when a reconciliation asked for a look; null when that isn't known. */
  readonly checked: string | null
}

/**
 * Whether we owe a pull request a look: it has no finished check of ours on its head, or has changed since we looked.
 * @param runs ours on its head, newest first
 * @param looked when it had changed last as we looked (ISO 8601), null when that isn't known
 * @param others null where they matter to no policy
 */
export function isDue(
  { number, updatedAt }: OpenHead,
  runs: readonly Run[],
  looked: string | null,
  others: Others | null = null,
): boolean {
  const own = runs.find(({ externalId }) => {
    const said = readExternalId(externalId)
    return said?.about === 'pull' && said.pull === number && isSettled(said)
  })
  if (own === undefined || !own.completed) return true
  if (others !== null && isNews(others, own)) return true
  const answered = looked ?? own.completedAt
  return answered === null || Date.parse(updatedAt) > Date.parse(answered)
}

/** Times are in seconds: what ended in the one in which we wrote may not have been seen. */
const isNews = ({ at, checked }: Others, { completedAt }: Run): boolean =>
  checked === null ? at >= (completedAt ?? '') : at > checked
