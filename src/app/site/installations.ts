import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Probot } from 'probot'
import type { Octokit } from '../../snapshot/asking.ts'
import { isHidden } from '../../snapshot/http-status.ts'
import { allowance, tooBusy } from '../allowance.ts'
import { kept } from '../kept.ts'
import { keyOf, type RepositoryRef } from './names.ts'

/** Where the App is installed, as GitHub says. */
export interface Installations {
  /** The App's own client for a repository; null where it isn't installed, or there is none. */
  readonly at: (repository: RepositoryRef) => Promise<Octokit | null>
  /** Whether it is installed there and GitHub shows the repository to everybody. */
  readonly isPublic: (repository: RepositoryRef) => Promise<boolean>
}

const MINUTE = 60_000
/** An installation keeps its id. */
const KNOWN_MS = 5 * MINUTE
/** How soon an App that was just installed is found, and a repository that was made private is shown no more. */
const UNSURE_MS = MINUTE
const MOST_KEPT = 5_000
/**
 * Anybody may ask for a badge of any name, and each costs a request of the App's own, of which GitHub allows it 5,000
 * an hour, and without which it gets no tokens for its work.
 */
const MOST_UNKNOWN_A_MINUTE = 40
/**
 * GitHub says sooner that there is nothing than it shows something private; a stranger must not be able to tell by the
 * time.
 */
const LEAST_MS = 700
/** A person waits: whoever wants to try again can. */
const ONCE = { retries: 0 }

export function installations(probot: Probot): Installations {
  const ids = kept<number | null>(MOST_KEPT, (id) => (id === null ? UNSURE_MS : KNOWN_MS))
  const visibility = kept<boolean>(MOST_KEPT, () => UNSURE_MS)
  const installed = newNames()
  const open = newNames()

  const idOf = async ({ owner, repo }: RepositoryRef): Promise<number | null> => {
    const app = await probot.auth()
    return unlessHidden(async () => {
      const { data } = await app.rest.apps.getRepoInstallation({ owner, repo, request: ONCE })
      return data.id
    })
  }
  const clientAt = async (repository: RepositoryRef): Promise<Octokit | null> => {
    const id = await ids.get(keyOf(repository), () => idOf(repository))
    return id === null ? null : probot.auth(id)
  }
  const isPublic = async ({ owner, repo }: RepositoryRef): Promise<boolean> => {
    const octokit = await clientAt({ owner, repo })
    if (octokit === null) return false
    const shown = await unlessHidden(() => octokit.rest.repos.get({ owner, repo, request: ONCE }))
    // `internal` ones are everybody's within a company.
    return shown?.data.private === false && (shown.data.visibility ?? 'public') === 'public'
  }
  const isPublicInTime = async (repository: RepositoryRef): Promise<boolean> => {
    const leastMs = pause(LEAST_MS)
    const found = await isPublic(repository)
    if (!found) await leastMs
    return found
  }
  return {
    at: (repository) =>
      installed.ask(
        keyOf(repository),
        () => clientAt(repository),
        (found) => found !== null,
      ),
    // A private name counts as much as a missing one, so that nobody can tell them apart by when names run out.
    isPublic: (repository) =>
      visibility.get(keyOf(repository), () =>
        open.ask(keyOf(repository), () => isPublicInTime(repository), Boolean),
      ),
  }
}

/** Asks about names, and about no more than so many a minute that lead nowhere; those that led somewhere are free. */
function newNames() {
  const unknown = allowance(MOST_UNKNOWN_A_MINUTE, MOST_UNKNOWN_A_MINUTE)
  const proven = new LRUCache<string, true>({ max: MOST_KEPT })
  return {
    ask: async <T>(
      key: string,
      question: () => Promise<T>,
      leadsSomewhere: (answer: T) => boolean,
    ): Promise<T> => {
      const isProven = proven.has(key)
      // Counted before it is known, as many may ask at once.
      if (!isProven && !unknown.take())
        throw tooBusy('Too many unknown repositories were asked for')
      const answer = await question()
      if (!isProven && leadsSomewhere(answer)) {
        proven.set(key, true)
        unknown.giveBack()
      }
      return answer
    },
  }
}

/** The answer, or null where GitHub shows none: the App was taken away or suspended meanwhile. */
export async function unlessHidden<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask()
  } catch (error) {
    if (isHidden(error)) return null
    throw error
  }
}
