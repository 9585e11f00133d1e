import { LRUCache } from 'lru-cache'
import type { Shown } from '../publish/page/shown.ts'
import type { Reader } from '../reader/reader.ts'
import type { Octokit } from '../snapshot/asking.ts'
import type { FactsCache } from '../snapshot/facts-cache.ts'
import { httpStatus } from '../snapshot/http-status.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { type Allowance, allowance, tooBusy } from './allowance.ts'
import { assess, factsAbout, openPull } from './assess.ts'
import type { Judged } from './assess-pull.ts'
import { baseBefore } from './record-merge.ts'

/** What pages and badges show. */
export interface ShownPulls {
  /** To be told of every assessment. */
  readonly keep: (pull: PullRef, judged: Judged) => void
  /**
   * The last assessment, or one made for the purpose, also of a closed pull request; it writes nothing.
   * @returns null when there is no such pull request
   * @throws when GitHub fails, or when too many that aren't kept were asked for (status 429)
   */
  readonly show: (octokit: Octokit, pull: PullRef) => Promise<Shown | null>
}

/** Every event brings a new assessment; should one be lost, a page is wrong for so long. */
const FRESH_MS = 5 * 60_000
/** They hold whole reports. */
const MOST = 200
/**
 * Anybody may ask for the badge of any pull request of a public repository, and each that isn't kept costs some ten
 * requests of the 5,000 an hour that GitHub allows an installation, and that its checks need, too.
 */
const ANEW = { atOnce: 20, aMinute: 4 }
const MOST_REPOSITORIES = 5_000

/** Keeps the last assessments, so that a page or badge that is asked for often costs no requests. */
export function shownPulls(means: {
  readonly facts: FactsCache
  readonly reader: Reader
}): ShownPulls {
  const kept = new LRUCache<string, Shown>({ max: MOST, ttl: FRESH_MS })
  /** At most one at a time for a pull request, however many look at its page. */
  const underWay = new Map<string, Promise<Shown | null>>()

  const allowances = new LRUCache<string, Allowance>({ max: MOST_REPOSITORIES })
  const mayLookAnew = ({ owner, repo }: PullRef): boolean => {
    const key = `${owner}/${repo}`.toLowerCase()
    const found = allowances.get(key) ?? allowance(ANEW.atOnce, ANEW.aMinute)
    allowances.set(key, found)
    return found.take()
  }

  const lookAnew = async (octokit: Octokit, pull: PullRef): Promise<Shown | null> => {
    if (!mayLookAnew(pull)) throw tooBusy('Too many were asked for that had to be assessed anew')
    const asking = { ...means, octokit }
    const found = await openPull(asking, pull, true).catch(nullIfMissing)
    if (found === null) return null
    const { source, opened } = found
    const { merged } = opened
    const before = merged === null ? opened : await baseBefore(asking, opened, merged)
    const { snapshot, readings } = await factsAbout(asking, source, before)
    return keep(pull, { snapshot, assessment: assess(snapshot, readings) })
  }
  const keep = (pull: PullRef, judged: Judged): Shown => {
    const shown = { ...judged, at: new Date().toISOString() }
    kept.set(keyOf(pull), shown)
    return shown
  }
  return {
    keep,
    show: async (octokit, pull) => {
      const key = keyOf(pull)
      const known = kept.get(key)
      if (known !== undefined) return known
      const looking = underWay.get(key) ?? lookAnew(octokit, pull)
      underWay.set(key, looking)
      try {
        return await looking
      } finally {
        underWay.delete(key)
      }
    },
  }
}

function nullIfMissing(error: unknown): null {
  if (httpStatus(error) === 404) return null
  throw error
}

/** Names that differ in upper and lower case only are the same to GitHub. */
const keyOf = ({ owner, repo, number }: PullRef): string =>
  `${owner}/${repo}/${number}`.toLowerCase()
