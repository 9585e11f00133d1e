import type { Logger } from 'pino'
import type { Octokit } from '../../snapshot/asking.ts'
import { readerOf } from '../events/readers.ts'
import { DELIVERIES_S, type Memories } from '../memories.ts'
import { waitAfter } from '../patient-octokit.ts'
import { failedAttempts, type ListedDelivery } from './listed-deliveries.ts'
import type { Ask } from './reconcile.ts'

const MOST_PAGES = 10
const MOST_REDELIVERED = 100
/** What fails that often fails for a reason of its own. */
const MOST_TIMES = 3

export interface Redelivering {
  readonly memories: Pick<Memories, 'hasTaken' | 'askedAgain' | 'timesAsked'>
  readonly log: Logger
}

/**
 * Asks GitHub to send those deliveries again that failed in the last days, and none of whose attempts arrived. Merge
 * groups come first, as their queue stands still.
 * @param app the App's own client
 * @returns how many were asked for
 */
export async function redeliverFailed(
  app: Octokit,
  { memories, log }: Redelivering,
  ask: Ask,
): Promise<number> {
  let redelivered = 0
  for (const { id, guid, event } of await lostDeliveries(app, ask)) {
    if (redelivered === MOST_REDELIVERED) break
    const times = await memories.timesAsked(guid)
    if (times >= MOST_TIMES || (await memories.hasTaken(guid))) continue
    await memories.askedAgain(guid, times + 1)
    try {
      await ask(() => app.rest.apps.redeliverWebhookDelivery({ delivery_id: asNumber(id) }))
      redelivered += 1
      log.info({ redelivered: guid, event }, 'asked for a failed delivery again')
    } catch (error) {
      if (waitAfter(error) > 0) throw error
      log.warn({ err: error, guid, event }, 'could not ask for a failed delivery again')
    }
  }
  return redelivered
}

/** Of each delivery that never arrived, and that we would read, the last attempt. */
async function lostDeliveries(app: Octokit, ask: Ask): Promise<readonly ListedDelivery[]> {
  const arrived = new Set<string>()
  const lost = new Map<string, ListedDelivery>()
  let cursor: string | null = null
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { deliveries, next } = await ask(() => failedAttempts(app, cursor))
    for (const one of deliveries) {
      if (one.arrived) arrived.add(one.guid)
      else if (!lost.has(one.guid) && isWanted(one)) lost.set(one.guid, one)
    }
    cursor = next
    const oldest = deliveries.at(-1)
    if (cursor === null || oldest === undefined || isOld(oldest)) break
  }
  return [...lost.values()]
    .filter(({ guid }) => !arrived.has(guid))
    .sort((one, other) => rankOf(one) - rankOf(other))
}

const isWanted = (one: ListedDelivery): boolean => readerOf(one.event) !== null && !isOld(one)

const isOld = ({ at }: ListedDelivery): boolean =>
  Date.parse(at) < Date.now() - 1_000 * DELIVERIES_S

/** There are dozens of checks of others for each head, and most matter to nobody. */
const rankOf = ({ event }: ListedDelivery): number =>
  event.startsWith('merge_group') ? 0 : event === 'check_run.completed' ? 2 : 1

/** Octokit's types know of no digits; it puts into the address what it gets. */
const asNumber = (digits: string): number => digits as unknown as number
