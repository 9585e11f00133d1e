/** Who lives on the embedded GitHub. The first user owns everything and does the harness's housekeeping. */
export const USERS = ['maintainer', 'casey', 'robin', 'outsider'] as const
export type User = (typeof USERS)[number]

export const HOUSEKEEPER: User = 'maintainer'
/** The coder and the reviewer may push to every repository, `outsider` has to fork. */
export const COLLABORATORS: readonly User[] = ['casey', 'robin']

/** GitHub's own users: the committer of what its buttons commit, and the one who moves the merge queue. */
const WEB_FLOW = 'web-flow'
export const WEB_FLOW_EMAIL = 'noreply@github.com'
export const QUEUE_BOT = 'github-merge-queue[bot]'

export const nameOf = (login: string): string => `${login.charAt(0).toUpperCase()}${login.slice(1)}`
export const emailOf = (login: string): string => `${login}@example.com`

export const ORGANIZATION = 'acme'
/** It is there, with the App installed, only when it has a repository. */
export const OTHER_ORGANIZATION = 'umbrella'
export const REPOSITORY = { owner: ORGANIZATION, name: 'widgets' } as const

export const APP_ID = 7
export const APP_SLUG = 'countersign'
export const APP_NAME = 'Countersign'
export const APP_BOT = `${APP_SLUG}[bot]`
export const INSTALLATION_ID = 100
export const INSTALLATIONS: Readonly<Record<string, number>> = {
  [ORGANIZATION]: INSTALLATION_ID,
  [OTHER_ORGANIZATION]: 101,
}
/** By these the App has people sign in. */
export const CLIENT_ID = 'Iv1.countersign'
export const CLIENT_SECRET = 'the-client-secret-of-countersign'
/** The name under which Countersign posts its check run. */
export const CHECK_NAME = 'Countersign'

export const APP_PERMISSIONS: Readonly<Record<string, string>> = {
  actions: 'read',
  checks: 'write',
  contents: 'read',
  issues: 'read',
  members: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'write',
}
export const APP_EVENTS: readonly string[] = [
  'check_run',
  'check_suite',
  'issue_comment',
  'merge_group',
  'pull_request',
  'pull_request_review',
  'push',
]

export interface RepositorySeed {
  /** `acme` when left out. */
  readonly owner?: string
  readonly name: string
  readonly private?: boolean
  /** The first commit of `main`; a README when left out. */
  readonly files?: Readonly<Record<string, string>>
}

/**
 * The emulator counts 5,000 requests per token and hour. A bench's history takes more than that to write, and what the
 * App asks of GraphQL is looked up by the housekeeper.
 */
const tokensOf = (user: string): number => (user === HOUSEKEEPER ? 1_000 : 80)

/** A token of that user, a different one each time. */
export function tokenTurns(): (user: string) => string {
  let turn = 0
  return (user) => tokenOf(user, turn++ % tokensOf(user))
}

const tokenOf = (user: string, index: number) => `user-token-${user}-${index}`

/** The organizations that these repositories need, all with the App installed. */
export const organizationsOf = (repositories: readonly RepositorySeed[]): readonly string[] =>
  repositories.some(({ owner }) => owner === OTHER_ORGANIZATION)
    ? [ORGANIZATION, OTHER_ORGANIZATION]
    : [ORGANIZATION]

/** What the emulator starts with. Repositories begin empty, so that their first commit is ours. */
export function seed(
  repositories: readonly RepositorySeed[],
  webhook: { readonly url: string; readonly secret: string },
) {
  const organizations = organizationsOf(repositories)
  return {
    tokens: Object.fromEntries(
      USERS.flatMap((login) =>
        Array.from({ length: tokensOf(login) }, (_, index) => [tokenOf(login, index), { login }]),
      ),
    ),
    github: {
      users: [
        ...USERS.map((login) => ({ login, name: nameOf(login), email: emailOf(login) })),
        { login: WEB_FLOW, name: 'GitHub Web Flow', email: WEB_FLOW_EMAIL },
        { login: QUEUE_BOT, name: 'github-merge-queue', email: null },
      ],
      orgs: organizations.map((login) => ({
        login,
        members: [{ login: HOUSEKEEPER, role: 'admin' }],
      })),
      repos: repositories.map((repository) => ({
        owner: repository.owner ?? ORGANIZATION,
        name: repository.name,
        private: repository.private ?? false,
        auto_init: false,
      })),
      // Where people may be sent back to is known later, and not to the emulator.
      oauth_apps: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          name: APP_NAME,
          redirect_uris: [],
        },
      ],
      apps: [
        {
          app_id: APP_ID,
          slug: APP_SLUG,
          name: APP_NAME,
          permissions: APP_PERMISSIONS,
          events: APP_EVENTS,
          webhook_url: webhook.url,
          webhook_secret: webhook.secret,
          installations: organizations.map((account) => ({
            installation_id: INSTALLATIONS[account],
            account,
          })),
        },
      ],
    },
  }
}
