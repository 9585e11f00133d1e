import type { PullRef } from '../snapshot/snapshot.ts'
import type { Store } from '../store/store.ts'

/**
 * What looks tell each other, on all replicas. All of it only saves work: without it, something is looked at once more.
 */
export interface Memories {
  /** A look at that pull request begins now. */
  readonly begins: (pull: PullRef) => Promise<void>
  /** When the last look at it began, in ms of the epoch; 0 when that isn't known. */
  readonly began: (pull: PullRef) => Promise<number>
  /** A look met a pull request with that head. */
  readonly met: (pull: PullRef, headSha: string) => Promise<void>
  readonly hasMet: (repository: Repository, sha: string) => Promise<boolean>
  /** A look is done, and ended at that time (ISO 8601): what was known of that pull request before is old. */
  readonly ended: (pull: PullRef, at: string) => Promise<void>
  /** When the last look at it ended; null when that isn't known. */
  readonly endedAt: (pull: PullRef) => Promise<string | null>
  /** A look is done, and read the pull request as it was at that time (ISO 8601). */
  readonly looked: (pull: PullRef, updatedAt: string) => Promise<void>
  /** What the last looks read; null for a pull request of which that isn't known. */
  readonly lookedAt: (pulls: readonly PullRef[]) => Promise<readonly (string | null)[]>
  /** A reconciliation has it looked at, as others' checks were at that time (ISO 8601). */
  readonly checked: (pull: PullRef, othersAt: string) => Promise<void>
  /** Of the last time; null for a pull request of which that isn't known. */
  readonly checkedAt: (pulls: readonly PullRef[]) => Promise<readonly (string | null)[]>
  /** That delivery arrived: what it asks for is in the queue. */
  readonly took: (delivery: string) => Promise<void>
  readonly hasTaken: (delivery: string) => Promise<boolean>
  /** GitHub is asked to send a delivery again, for the so-manieth time. */
  readonly askedAgain: (delivery: string, times: number) => Promise<void>
  readonly timesAsked: (delivery: string) => Promise<number>
}

type Repository = Pick<PullRef, 'owner' | 'repo'>

const HOUR_S = 60 * 60
const DAY_S = 24 * HOUR_S
/** For as long GitHub sends a delivery again. */
export const DELIVERIES_S = 3 * DAY_S
/** A pull request that nobody touches is found unchanged for a month; then it is looked at once more. */
const LOOKED_S = 30 * DAY_S

export function memories(store: Store): Memories {
  // Names that differ in case only are one to GitHub.
  const pullName = ({ owner, repo, number }: PullRef) => `${owner}/${repo}#${number}`.toLowerCase()
  const headName = ({ owner, repo }: Repository, sha: string) => `met ${owner}/${repo} ${sha}`
  return {
    begins: (pull) => store.set(`began ${pullName(pull)}`, String(Date.now()), HOUR_S),
    began: async (pull) => Number(await store.get(`began ${pullName(pull)}`)),
    met: (pull, headSha) => store.set(headName(pull, headSha), '1', HOUR_S),
    hasMet: async (repository, sha) => (await store.get(headName(repository, sha))) !== null,
    ended: (pull, at) => store.set(`ended ${pullName(pull)}`, at, HOUR_S),
    endedAt: (pull) => store.get(`ended ${pullName(pull)}`),
    looked: (pull, updatedAt) => store.set(`looked ${pullName(pull)}`, updatedAt, LOOKED_S),
    lookedAt: (pulls) => store.getAll(pulls.map((pull) => `looked ${pullName(pull)}`)),
    checked: (pull, othersAt) => store.set(`checked ${pullName(pull)}`, othersAt, LOOKED_S),
    checkedAt: (pulls) => store.getAll(pulls.map((pull) => `checked ${pullName(pull)}`)),
    took: (delivery) => store.set(`delivery ${delivery}`, '1', DELIVERIES_S),
    hasTaken: async (delivery) => (await store.get(`delivery ${delivery}`)) !== null,
    askedAgain: (delivery, times) =>
      store.set(`redelivered ${delivery}`, String(times), DELIVERIES_S),
    timesAsked: async (delivery) => Number(await store.get(`redelivered ${delivery}`)),
  }
}
