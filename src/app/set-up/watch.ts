import { type Logger, pino } from 'pino'
import { Probot } from 'probot'
import type { Config } from '../config.ts'
import { patientOctokit } from '../patient-octokit.ts'

/** An account on which the App is installed. */
export interface InstalledOn {
  readonly account: string
  /** How many repositories the App may see there. */
  readonly repositories: number
}

export interface Watch {
  /** Asks GitHub now; null when it can't be asked. Who asks meanwhile gets the same answer. */
  readonly look: () => Promise<readonly InstalledOn[] | null>
  readonly stop: () => void
}

/** So often GitHub is asked while somebody is installing the App. */
const EVERY_MS = 3_000

/** Looks where the App is installed until it is somewhere. @param found is told once */
export function watchInstallations(
  { appId, privateKey, webhookSecret, apiUrl }: Config,
  log: Logger,
  found: (on: readonly InstalledOn[]) => void,
): Watch {
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    Octokit: patientOctokit(),
    log: pino({ level: 'silent' }),
  })
  let asking: Promise<readonly InstalledOn[] | null> | null = null
  let isFound = false
  const look: Watch['look'] = () => {
    asking ??= installedOn(probot)
      .catch((err: unknown) => {
        log.debug({ err }, 'could not ask where the App is installed')
        return null
      })
      .then((on) => {
        asking = null
        if (!isFound && on !== null && on.length > 0) {
          isFound = true
          clearInterval(timer)
          found(on)
        }
        return on
      })
    return asking
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return { look, stop: () => clearInterval(timer) }
}

/** No more than a page: whoever has just made an App has installed it on one account or two. */
async function installedOn(probot: Probot): Promise<readonly InstalledOn[]> {
  const app = await probot.auth()
  const { data } = await app.rest.apps.listInstallations({ per_page: 10 })
  return Promise.all(
    data.map(async ({ id, account }) => {
      const octokit = await probot.auth(id)
      const listed = await octokit.rest.apps.listReposAccessibleToInstallation({ per_page: 1 })
      return { account: nameOf(account), repositories: listed.data.total_count }
    }),
  )
}

/** An enterprise has a slug instead of a login. */
const nameOf = (account: { readonly login: string } | { readonly slug: string } | null): string =>
  account === null ? 'an account' : 'login' in account ? account.login : account.slug
