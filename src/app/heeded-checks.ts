import { z } from 'zod'
import type { Store } from '../store/store.ts'

/** Which checks of others matter, so that the rest of them wakes nobody up. */
export interface HeededChecks {
  /** Whether a policy may hold claims against a check of that name; so it may where nobody has looked yet. */
  readonly mayConcern: (repository: Repository, name: string) => Promise<boolean>
  /** Whether a policy there heeds any; not, where nobody has looked yet. */
  readonly any: (repository: Repository) => Promise<boolean>
  readonly learn: (repository: Repository, seen: Seen) => Promise<void>
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

const WEEK_S = 7 * 24 * 60 * 60

/** Branch → names of checks. */
const Known = z.record(z.string(), z.array(z.string()))

/** Remembers from each assessment what the policy of its base heeds. It may be lost: then one look finds out again. */
export function heededChecks(store: Store): HeededChecks {
  const nameOf = ({ installation, owner, repo }: Repository) =>
    `heeds ${installation}/${owner}/${repo}`
  const knownAt = async (name: string) => {
    const kept = await store.get(name)
    return kept === null ? null : (Known.safeParse(JSON.parse(kept)).data ?? null)
  }
  return {
    mayConcern: async (repository, name) => {
      const known = await knownAt(nameOf(repository))
      if (known === null) return true
      return Object.values(known)
        .flat()
        .some((one) => one === name || one.endsWith(` / ${name}`))
    },
    any: async (repository) =>
      Object.values((await knownAt(nameOf(repository))) ?? {}).some((names) => names.length > 0),
    learn: async (repository, { baseRef, heeds, isOpen }) => {
      if (!isOpen) return
      const name = nameOf(repository)
      const isSame = (known: z.infer<typeof Known> | null) =>
        JSON.stringify(known?.[baseRef]) === JSON.stringify(heeds)
      if (isSame(await knownAt(name))) return
      // Two replicas may learn of two bases at once, and neither must be forgotten.
      await store.inTurn(name, async () => {
        const known = { ...(await knownAt(name)), [baseRef]: [...heeds] }
        await store.set(name, JSON.stringify(known), WEEK_S)
      })
    },
  }
}
