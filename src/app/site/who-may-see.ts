import { createHash } from 'node:crypto'
import { httpStatus } from '../../snapshot/http-status.ts'
import { kept } from '../kept.ts'
import type { Installations } from './installations.ts'
import { keyOf, type RepositoryRef } from './names.ts'
import type { Visitor } from './session.ts'
import type { VisitorsGitHub } from './visitors-github.ts'

/** Whether somebody may see a repository's pages. `over`: GitHub takes their token no more. */
export type Sight = 'yes' | 'no' | 'over'

export interface WhoMaySee {
  /** Asks GitHub by the visitor's own token: what it doesn't show them, we don't. Throws when GitHub can't be asked. */
  readonly page: (visitor: Visitor | null, repository: RepositoryRef) => Promise<Sight>
  /** Whether anybody may see the badges of a repository. */
  readonly badge: (repository: RepositoryRef) => Promise<boolean>
}

export interface Means {
  readonly github: VisitorsGitHub | null
  readonly installations: Installations
  /** Whether pages of public repositories are for everybody. */
  readonly publicPages: boolean
  /** Whether badges of public repositories are for everybody. */
  readonly openBadges: boolean
}

/** For how long somebody whose access was taken away may still look. */
const KEPT_MS = 60_000
const MOST_KEPT = 10_000

export function whoMaySee({ github, installations, publicPages, openBadges }: Means): WhoMaySee {
  const sights = kept<Sight>(MOST_KEPT, () => KEPT_MS)
  const byToken = async (token: string, repository: RepositoryRef): Promise<Sight> => {
    if (github === null) return 'no'
    try {
      return (await github.shows(token, repository.owner, repository.repo)) ? 'yes' : 'no'
    } catch (error) {
      if (httpStatus(error) === 401) return 'over'
      throw error
    }
  }
  return {
    page: async (visitor, repository) => {
      if (visitor !== null) {
        const { token } = visitor
        const key = `${hashOf(token)} ${keyOf(repository)}`
        const sight = await sights.get(key, () => byToken(token, repository))
        if (sight !== 'no') return sight
      }
      return publicPages && (await installations.isPublic(repository)) ? 'yes' : 'no'
    },
    badge: async (repository) => openBadges && (await installations.isPublic(repository)),
  }
}

/** What is kept opens nothing. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
