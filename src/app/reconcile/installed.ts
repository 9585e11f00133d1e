import type { Octokit } from '../../snapshot/asking.ts'
import type { Ask } from './reconcile.ts'

export interface Installation {
  readonly id: number
  /** Its owner lets us ask for nothing for the time being. */
  readonly isSuspended: boolean
}

export interface InstalledRepository {
  readonly owner: string
  readonly repo: string
}

/** GitHub shows so many at once. */
const PAGE = 100

/** Where the App is installed. @param app the App's own client */
export async function installations(app: Octokit, ask: Ask): Promise<readonly Installation[]> {
  const all: Installation[] = []
  for (let page = 1; ; page++) {
    const { data } = await ask(() => app.rest.apps.listInstallations({ per_page: PAGE, page }))
    all.push(...data.map(({ id, suspended_at: at }) => ({ id, isSuspended: at !== null })))
    if (data.length < PAGE) return all
  }
}

/** The repositories of an installation in which something may be written. */
export async function repositoriesOf(
  octokit: Octokit,
  ask: Ask,
): Promise<readonly InstalledRepository[]> {
  const all: InstalledRepository[] = []
  for (let page = 1; ; page++) {
    const { data } = await ask(() =>
      octokit.rest.apps.listReposAccessibleToInstallation({ per_page: PAGE, page }),
    )
    const living = data.repositories.filter(({ archived, disabled }) => !archived && !disabled)
    all.push(...living.map(({ owner, name }) => ({ owner: owner.login, repo: name })))
    if (data.repositories.length < PAGE) return all
  }
}
