import type { Logger } from 'pino'
import type { ListedRepository, Need } from '../../publish/page/home-page.tsx'
import { httpStatus } from '../../snapshot/http-status.ts'
import { inTurns } from '../../snapshot/in-turns.ts'
import type { OpenPull, OpenPulls } from '../../snapshot/open-pulls.ts'
import type { RepositoryRef } from './names.ts'
import type { Visitor } from './session.ts'
import {
  type Listed,
  PER_PAGE,
  type VisitorsGitHub,
  type VisitorsRepository,
} from './visitors-github.ts'

export interface Home {
  readonly needs: readonly Need[]
  /** Those that were pushed to last, newest first. */
  readonly repositories: readonly ListedRepository[]
  /** Whether the visitor sees more repositories than these. */
  readonly more: boolean
}

export interface HomeMeans {
  readonly github: VisitorsGitHub
  readonly openIn: (repository: RepositoryRef) => Promise<OpenPulls | null>
  readonly log: Logger
}

const MOST_PAGES = 3
/** Each costs a request: those that were pushed to last are where something is going on. */
const MOST_LOOKED_AT = 20

/** What a visitor sees first: what needs them, and their repositories. Null when GitHub takes their token no more. */
export async function homeOf(
  visitor: Visitor,
  { github, openIn, log }: HomeMeans,
): Promise<Home | null> {
  const found = await repositoriesOf(visitor, github)
  if (found === null) return null
  const repositories = found.items.toSorted((one, other) =>
    (other.pushedAt ?? '').localeCompare(one.pushedAt ?? ''),
  )
  const listed = await inTurns(repositories.slice(0, MOST_LOOKED_AT), async (repository) => ({
    ...repository,
    open: await openIn(repository).catch((err: unknown) => {
      // One that fails doesn't take the others along.
      log.warn({ err, owner: repository.owner, repo: repository.repo }, 'could not list its pulls')
      return null
    }),
  }))
  const pulls = listed.flatMap(({ open }) => open?.pulls ?? [])
  const more = found.more || repositories.length > listed.length
  return { needs: needsOf(visitor.login, pulls), repositories: listed, more }
}

/** One may need somebody for both reasons; it is said once. */
const needsOf = (login: string, pulls: readonly OpenPull[]): readonly Need[] =>
  pulls.flatMap((pull) => {
    if (pull.author === login && pull.check?.conclusion === 'failure') return { why: YOURS, pull }
    return pull.asked.includes(login) ? { why: ASKED, pull } : []
  })

const YOURS = 'Yours, and red'
const ASKED = 'Your review is asked for'

interface Found {
  readonly items: readonly VisitorsRepository[]
  readonly more: boolean
}

/** Those that both the visitor and the App see, as far as a few pages go. */
async function repositoriesOf({ token }: Visitor, github: VisitorsGitHub): Promise<Found | null> {
  try {
    const installations = await pages(MOST_PAGES, (page) => github.installations(token, page))
    const items: VisitorsRepository[] = []
    let more = installations.more
    let left = MOST_PAGES
    for (const { id } of installations.items) {
      if (left === 0) return { items, more: true }
      const found = await pages(left, (page) => github.repositories(token, id, page))
      items.push(...found.items)
      more ||= found.more
      left -= found.pages
    }
    return { items, more }
  } catch (error) {
    if (httpStatus(error) === 401) return null
    throw error
  }
}

async function pages<Item>(most: number, ask: (page: number) => Promise<Listed<Item>>) {
  const items: Item[] = []
  for (let page = 1; page <= most; page++) {
    const { items: found, total } = await ask(page)
    items.push(...found)
    if (found.length < PER_PAGE || items.length >= total) return { items, more: false, pages: page }
  }
  return { items, more: true, pages: most }
}
