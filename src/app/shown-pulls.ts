import { LRUCache } from 'lru-cache'
import { assess, factsAbout } from '../assess/assess.ts'
import type { Shown } from '../publish/page/shown.ts'
import type { Reader } from '../reader/reader.ts'
import type { Asking, Octokit } from '../snapshot/asking.ts'
import { httpStatus } from '../snapshot/http-status.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { type Allowance, allowance, tooBusy } from './allowance.ts'
import { kept } from './kept.ts'
import type { Memories } from './memories.ts'
import { openPull } from './open-pull.ts'
import { baseBefore } from './record-merge.ts'
import { keyOf } from './site/names.ts'

/** What pages and badges show. */
export interface ShownPulls {
  /** To be told of every assessment. */
  readonly keep: (pull: PullRef, shown: Shown) => void
  /**
   * The last assessment, or one made for the purpose, also of a closed pull request; it writes nothing.
   * @returns null when there is no such pull request
   * @throws when GitHub fails, or when too many that aren't kept were asked for (status 429)
   */
  readonly show: (octokit: Octokit, pull: PullRef) => Promise<Shown | null>
}

/** Every event brings a new assessment; should one be lost, a page is wrong for so long. */
const FRESH_MS = 5 * 60_000
/** One that is opened is told of by an event. */
const MISSING_MS = 10_000
/** They hold whole reports. */
const MOST = 100
/**
 * Anybody may ask for the badge of any pull request of a public repository, and each that isn't kept costs some ten
 * requests of the 5,000 an hour that GitHub allows an installation, and that its checks need, too.
 */
const ANEW = { atOnce: 20, aMinute: 4 }
const MOST_REPOSITORIES = 5_000

/** Keeps the last assessments, so that a page or badge that is asked for often costs no requests. */
export function shownPulls(
  means: Omit<Asking, 'octokit'> & {
    readonly reader: Reader
    readonly memories: Pick<Memories, 'endedAt'>
  },
): ShownPulls {
  const shown = kept<Shown | null>(MOST, (one) => (one === null ? MISSING_MS : FRESH_MS))
  const allowances = new LRUCache<string, Allowance>({ max: MOST_REPOSITORIES })
  const mayLookAnew = (pull: PullRef): boolean => {
    const key = keyOf(pull)
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
    return { snapshot, assessment: assess(snapshot, readings), at: new Date().toISOString() }
  }
  return {
    keep: (pull, one) => shown.put(nameOf(pull, one.at), one),
    show: async (octokit, pull) => {
      // Another replica may have looked since.
      const at = await means.memories.endedAt(pull)
      return shown.get(nameOf(pull, at), () => lookAnew(octokit, pull))
    },
  }
}

function nullIfMissing(error: unknown): null {
  if (httpStatus(error) === 404) return null
  throw error
}

const nameOf = (pull: PullRef, at: string | null): string =>
  `${keyOf(pull)}/${pull.number} ${at ?? ''}`
