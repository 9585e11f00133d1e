import type { FrontRequest } from './front.ts'
import { tokenOf } from './requests.ts'
import { APP_PERMISSIONS, INSTALLATIONS } from './world.ts'

/** The App on one account. */
export interface Installation {
  readonly id: number
  readonly account: string
  /** ISO 8601; null while it isn't suspended. */
  readonly suspendedAt: string | null
  readonly permissions: Permissions
}

export interface Minted {
  readonly at: Installation
  /** Those that the token was given; the installation may have lost some since. */
  readonly permissions: Permissions
}

type Permissions = Readonly<Record<string, unknown>>

export interface Installations {
  readonly all: () => readonly Installation[]
  /** What is known of a token; null when it is no installation's. */
  readonly minted: (token: string) => Minted | null
  readonly byId: (id: number) => Installation | null
  readonly byAccount: (account: string) => Installation
  /** Whose token a request carries; null when it is no installation's. */
  readonly ofRequest: (request: FrontRequest) => Installation | null
  /** May whoever sends this do something for which one of these permissions is needed? Only installations need any. */
  readonly may: (
    request: FrontRequest,
    permissions: readonly string[],
    level: 'read' | 'write',
  ) => boolean
  /** Whether the App hears of such an event there. */
  readonly hears: (repository: string, event: string) => boolean
  /** Whether the repository was taken out of its installation. */
  readonly isRemoved: (repository: string) => boolean
  /** From now on that is a token of this installation, with these permissions as far as it has them. */
  readonly mint: (token: string, id: number, permissions: Permissions) => void
  /** From null on it isn't suspended any more. */
  readonly suspend: (account: string, at: string | null) => void
  readonly withdraw: (account: string, permissions: readonly string[]) => void
  readonly grant: (account: string, permissions: readonly string[]) => void
  readonly remove: (repository: string) => void
  /** Installs the App on that account; once. */
  readonly install: (account: string) => Installation
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Where the App is installed, and what it may do there at the moment. */
export function installations(accounts: readonly string[]): Installations {
  const all: Mutable<Installation>[] = accounts.map(installationOn)
  const minted = new Map<string, Minted>()
  const removed = new Set<string>()
  const byAccount = (account: string) => {
    const found = all.find((one) => one.account === account)
    if (found === undefined) throw new Error(`The App isn't installed on ${account}`)
    return found
  }
  return {
    all: () => all,
    minted: (token) => minted.get(token) ?? null,
    byId: (id) => all.find((one) => one.id === id) ?? null,
    byAccount,
    ofRequest: (request) => minted.get(tokenOf(request))?.at ?? null,
    may: (request, permissions, level) => {
      const token = minted.get(tokenOf(request))
      return (
        token === undefined ||
        (allows(token.permissions, permissions, level) &&
          allows(token.at.permissions, permissions, level))
      )
    },
    hears: (repository, event) => {
      const owner = repository.split('/')[0]
      const installation = all.find(({ account }) => account === owner)
      if (installation === undefined || removed.has(repository)) return false
      const needed = HEARD_WITH[event]
      const isAllowed = needed === undefined || allows(installation.permissions, needed, 'read')
      return installation.suspendedAt === null && isAllowed
    },
    isRemoved: (repository) => removed.has(repository),
    mint: (token, id, permissions) => {
      const at = all.find((one) => one.id === id)
      if (at !== undefined) minted.set(token, { at, permissions })
    },
    suspend: (account, at) => {
      byAccount(account).suspendedAt = at
    },
    withdraw: (account, permissions) => {
      const installation = byAccount(account)
      const left = Object.entries(installation.permissions)
      installation.permissions = Object.fromEntries(
        left.filter(([name]) => !permissions.includes(name)),
      )
    },
    grant: (account, permissions) => {
      const installation = byAccount(account)
      const given = Object.entries(APP_PERMISSIONS).filter(([name]) => permissions.includes(name))
      installation.permissions = { ...installation.permissions, ...Object.fromEntries(given) }
    },
    remove: (repository) => {
      removed.add(repository)
    },
    install: (account) => {
      const found = all.find((one) => one.account === account)
      if (found !== undefined) return found
      const installation = installationOn(account)
      all.push(installation)
      return installation
    },
  }
}

const installationOn = (account: string): Installation => ({
  id: INSTALLATIONS[account] ?? 0,
  account,
  suspendedAt: null,
  permissions: APP_PERMISSIONS,
})

const allows = (
  granted: Permissions,
  needed: readonly string[],
  level: 'read' | 'write',
): boolean =>
  needed.some((name) => granted[name] === 'write' || (level === 'read' && granted[name] === level))

/** Without one of these GitHub doesn't send the event. */
export const HEARD_WITH: Readonly<Record<string, readonly string[]>> = {
  check_run: ['checks'],
  check_suite: ['checks'],
  issue_comment: ['issues', 'pull_requests'],
  merge_group: ['merge_queues'],
  pull_request: ['pull_requests'],
  pull_request_review: ['pull_requests'],
  push: ['contents'],
}
