import type { Events } from './events.ts'
import type { Installations } from './installations.ts'
import type { Limit, RateLimits } from './rate-limits.ts'
import { ORGANIZATION } from './world.ts'

/** What GitHub and the owners of an account let the App do; `acme` when no account is named. */
export interface Standing {
  /** From now on so much of its quota is left to the installation there. */
  readonly limit: (limit: Limit, account?: string) => void
  /** Suspends the installation: its tokens are refused, and it hears of nothing more. */
  readonly suspend: (account?: string) => Promise<void>
  readonly unsuspend: (account?: string) => Promise<void>
  /** Takes these permissions away, also from tokens that were given before. GitHub tells nobody. */
  readonly withdraw: (permissions: readonly string[], account?: string) => void
  /** Gives them back. */
  readonly grant: (permissions: readonly string[], account?: string) => Promise<void>
}

export function standing({
  events,
  installations,
  limits,
}: {
  readonly events: Events
  readonly installations: Installations
  readonly limits: RateLimits
}): Standing {
  return {
    limit: (limit, account = ORGANIZATION) => {
      limits.set(installations.byAccount(account).id, limit)
    },
    suspend: async (account = ORGANIZATION) => {
      installations.suspend(account, new Date().toISOString())
      await events.installation('installation', account, { action: 'suspend' })
    },
    unsuspend: async (account = ORGANIZATION) => {
      installations.suspend(account, null)
      await events.installation('installation', account, { action: 'unsuspend' })
    },
    withdraw: (permissions, account = ORGANIZATION) => {
      installations.withdraw(account, permissions)
    },
    grant: async (permissions, account = ORGANIZATION) => {
      installations.grant(account, permissions)
      const action = 'new_permissions_accepted'
      await events.installation('installation', account, { action })
    },
  }
}
