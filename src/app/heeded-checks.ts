import { LRUCache } from 'lru-cache'

/** Which checks of others matter, so that the rest of them wakes nobody up. */
export interface HeededChecks {
  /** Whether a policy may hold claims against a check of that name; so it may where nobody has looked yet. */
  readonly mayConcern: (repository: Repository, name: string) => boolean
  readonly learn: (repository: Repository, seen: Seen) => void
}

interface Repository {
  readonly installation: number
  readonly owner: string
  readonly repo: string
}

/** What an assessment saw of a repository's policy. */
export interface Seen {
  readonly baseRef: string
  /** `CI / test`, as the policy names them. */
  readonly heeds: readonly string[]
  /** The policy of a closed pull request isn't read. */
  readonly isOpen: boolean
}

const MOST_REPOSITORIES = 10_000

/** Remembers from each assessment what the policy of its base heeds. It may be lost: then one look finds out again. */
export function heededChecks(): HeededChecks {
  const known = new LRUCache<string, ReadonlyMap<string, readonly string[]>>({
    max: MOST_REPOSITORIES,
  })
  const keyOf = ({ installation, owner, repo }: Repository) => `${installation}/${owner}/${repo}`
  return {
    mayConcern: (repository, name) => {
      const heeds = known.get(keyOf(repository))
      if (heeds === undefined) return true
      return [...heeds.values()].flat().some((one) => one === name || one.endsWith(` / ${name}`))
    },
    learn: (repository, { baseRef, heeds, isOpen }) => {
      if (!isOpen) return
      const key = keyOf(repository)
      known.set(key, new Map([...(known.get(key) ?? []), [baseRef, heeds]]))
    },
  }
}
