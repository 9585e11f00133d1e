import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Counts } from '../../queue/queue.ts'
import type { Figures } from '../reconcile/figures.ts'

/** What became of a delivery: `failed` is one that we could not take on, and GitHub has as failed. */
export type Outcome = 'taken' | 'nothing-to-do' | 'repeated' | 'refused' | 'failed'

/** The figures of this process, for Prometheus. */
export interface Metrics {
  /** @param event as GitHub names it with its action; those that we don't read go by `other` */
  readonly delivery: (event: string, outcome: Outcome, seconds: number) => void
  /**
   * A look at a pull request is over.
   * @param conclusion that of the check; `failed`: it is tried again; `closed`: there was nothing to assess
   * @param seconds since the webhook came, the first of those that are answered together
   */
  readonly looked: (conclusion: string, seconds: number) => void
  /** GitHub answered a request. @param status null when no answer came */
  readonly asked: (resource: string, status: number | null) => void
  /** What GitHub says is left of a quota. */
  readonly quota: (installation: number, resource: string, remaining: number) => void
  readonly cache: (kind: string, hit: boolean) => void
  readonly reconciled: (figures: Figures) => void
  /** Everything in Prometheus' words; without counts the queue can't be reached. */
  readonly text: (counts: Counts | null) => Promise<string>
}

/** The type of what `text` gives. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

const PREFIX = 'countersign_'
/** Seconds. We mean to acknowledge within 10 ms; a look takes a second or so, and one that is tried again much longer. */
const ACKNOWLEDGED = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]
const LOOKED = [0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 1_800]

/** Starts counting; each App counts by itself, so that several may live in one process. */
export function startMetrics(): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  const count = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `${PREFIX}${name}`, help, buckets, registers })
  collectDefaultMetrics({ register: registry })

  const deliveries = count('deliveries_total', 'Deliveries, by event and what became of them', [
    'event',
    'outcome',
  ])
  const acknowledged = histogram(
    'acknowledgement_seconds',
    'From the first byte of a delivery to our answer',
    ACKNOWLEDGED,
  )
  const assessments = count('assessments_total', 'Looks at pull requests, by conclusion', [
    'conclusion',
  ])
  const latency = histogram(
    'look_seconds',
    'From the webhook that asks for a look, or the reconciliation, to its end',
    LOOKED,
  )
  const depth = gauge('queue_jobs', 'Jobs in the queue, of all replicas, by state', ['state'])
  const reachable = gauge('queue_reachable', 'Whether the queue can be reached', [])
  const requests = count('github_requests_total', 'Requests to GitHub, by status class', [
    'resource',
    'status',
  ])
  const remaining = gauge('github_quota_remaining', 'What is left of a quota of GitHub’s', [
    'installation',
    'resource',
  ])
  const caches = count('cache_lookups_total', 'What was looked up in a cache', ['kind', 'result'])
  const runs = count('reconciliations_total', 'Reconciliations with GitHub', [])
  const found = count('reconciliation_looks_total', 'Looks that a reconciliation found due', [])
  const redelivered = count('redeliveries_total', 'Failed deliveries that were asked for again', [])
  const spent = count('reconciliation_requests_total', 'Requests for reconciliations', [])

  return {
    delivery: (event, outcome, seconds) => {
      deliveries.inc({ event, outcome })
      acknowledged.observe(seconds)
    },
    looked: (conclusion, seconds) => {
      assessments.inc({ conclusion })
      latency.observe(seconds)
    },
    asked: (resource, status) => requests.inc({ resource, status: classOf(status) }),
    quota: (installation, resource, left) =>
      remaining.set({ installation: String(installation), resource }, left),
    cache: (kind, hit) => caches.inc({ kind, result: hit ? 'hit' : 'miss' }),
    reconciled: (figures) => {
      runs.inc()
      found.inc(figures.looks)
      redelivered.inc(figures.redelivered)
      spent.inc(figures.requests)
    },
    text: (counts) => {
      reachable.set(counts === null ? 0 : 1)
      depth.reset()
      if (counts !== null) {
        depth.set({ state: 'waiting' }, counts.waiting)
        depth.set({ state: 'running' }, counts.running)
        depth.set({ state: 'given-up' }, counts.givenUp)
      }
      return registry.metrics()
    },
  }
}

const classOf = (status: number | null): string =>
  status === null ? 'none' : `${Math.floor(status / 100)}xx`
