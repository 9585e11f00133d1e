import type { Logger } from 'pino'
import type { Store } from '../../store/store.ts'
import { LOCK_MS } from '../engines.ts'
import type { Metrics } from '../operation/metrics.ts'
import type { Figures } from './figures.ts'
import { type Reconciling, reconcile } from './reconcile.ts'

/** When it is reconciled by itself, in ms: so long after the start, and so often then. */
export interface Plan {
  readonly first: number
  readonly every: number
}

/** Somewhat more or less is left to chance, so that replicas that start together don't ask together. */
export const PLAN: Plan = { first: 2_000, every: 600_000 }

export interface Reconciler {
  /** Reconciles at once; null when somebody is at it, here or on another replica. Throws when it can't. */
  readonly now: () => Promise<Figures | null>
  /** Resolves when none runs here, and none will any more. */
  readonly stop: () => Promise<void>
}

interface Means extends Reconciling {
  readonly store: Store
  readonly metrics: Pick<Metrics, 'reconciled'>
  /** Null: on demand only. */
  readonly plan: Plan | null
  /** Whoever is killed while it reconciles keeps others from it for so long, in ms. */
  readonly lock?: number
}

/** Who reconciles holds this name, so that nobody else does. */
const HELD = 'reconciling'
/** When the last run began, so that replicas don't repeat each other's. */
const LAST = 'reconciled'
const DAY_S = 24 * 60 * 60

/** Reconciles at the start, by the clock, and on demand; one run at a time among all replicas. */
export function reconciler(means: Means): Reconciler {
  const { store, log, metrics, plan, lock = LOCK_MS } = means
  const underWay = new Set<Promise<unknown>>()
  let over = false
  let timer: NodeJS.Timeout | null = null

  const now = (): Promise<Figures | null> => {
    const run = alone(store, lock, async () => {
      await store.set(LAST, String(Date.now()), DAY_S)
      const figures = await reconcile(means, () => over)
      metrics.reconciled(figures)
      return figures
    })
    underWay.add(run)
    const done = () => underWay.delete(run)
    run.then(done, done)
    return run
  }

  /** @param since a run that began later than that, on whatever replica, is as good as one of ours */
  const keepOn = (wait: number, since: () => number) => {
    if (plan === null || over) return
    timer = setTimeout(async () => {
      const isDone = Number(await store.get(LAST)) > since() || (await tried(now, log))
      // Somebody else is at it, and may be killed before the end; or it failed.
      if (isDone) keepOn(spread(plan.every), () => Date.now() - plan.every / 2)
      else keepOn(lock, since)
    }, wait)
    timer.unref()
  }

  if (plan !== null) {
    const started = Date.now()
    keepOn(spread(plan.first), () => started)
  }
  return {
    now,
    stop: async () => {
      over = true
      if (timer !== null) clearTimeout(timer)
      await Promise.allSettled(underWay)
    },
  }
}

/** Whether it was done. */
async function tried(now: Reconciler['now'], log: Logger): Promise<boolean> {
  try {
    return (await now()) !== null
  } catch (error) {
    log.warn({ err: error }, 'could not reconcile with GitHub')
    return false
  }
}

/** Does the work unless another replica is at it: null then, or when the store can't be reached. */
async function alone<T>(store: Store, lock: number, work: () => Promise<T>): Promise<T | null> {
  const seconds = lock / 1_000
  if (!(await store.claim(HELD, seconds))) return null
  const renewing = setInterval(() => void store.set(HELD, '', seconds), lock / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await store.forget(HELD)
  }
}

const spread = (ms: number): number => ms * (0.75 + Math.random() / 2)
