import { type Context, Hono } from 'hono'
import type { Addresses } from '../../publish/addresses.ts'
import { type Badge, badgeOf, NO_REVIEW, worstOf } from '../../publish/badge/badge.ts'
import type { OurCheck } from '../../snapshot/asking.ts'
import { openPulls } from '../../snapshot/github-open-pulls.ts'
import type { OpenPulls } from '../../snapshot/open-pulls.ts'
import { kept } from '../kept.ts'
import type { SiteEnv } from './answers.tsx'
import { type BadgeFound, type BadgeKind, badgeAnswer, noBadge } from './badge-answer.ts'
import { type Installations, unlessHidden } from './installations.ts'
import { isBranch, keyOf, pullNamed, repositoryNamed } from './names.ts'
import type { ShownAt } from './site.ts'
import type { WhoMaySee } from './who-may-see.ts'

export interface BadgeMeans {
  readonly who: WhoMaySee
  readonly show: ShownAt
  readonly addresses: Addresses
  readonly installed: Installations
  readonly ours: OurCheck
}

/** A README that is read often costs few requests, and its badge is hardly ever late. */
const LIST_MS = 10_000
const MOST_LISTS = 1_000
/** A branch has one pull request, hardly ever more: one for each base. */
const MOST_PULLS = 5

/** The badges. They know no sessions: image proxies show them to everybody. */
export function badgeRoutes({ who, show, addresses, installed, ours }: BadgeMeans): Hono<SiteEnv> {
  const lists = kept<OpenPulls | null>(MOST_LISTS, () => LIST_MS)

  const ofPull = async (
    c: Context,
    owner: string,
    repo: string,
    number: string,
  ): Promise<BadgeFound | null> => {
    const pull = pullNamed(owner, repo, number)
    if (pull === null) return null
    const token = c.req.query('token')
    const isTheirs = token !== undefined && addresses.opens(pull, token)
    const isOpen = !isTheirs && (await who.badge(pull))
    const shown = isTheirs || isOpen ? await show(pull) : null
    return shown && { badge: badgeOf(shown.assessment), isOpen }
  }

  const ofBranch = async (
    owner: string,
    repo: string,
    branch: string,
  ): Promise<BadgeFound | null> => {
    const repository = repositoryNamed(owner, repo)
    if (repository === null || !isBranch(branch) || !(await who.badge(repository))) return null
    const octokit = await installed.at(repository)
    if (octokit === null) return null
    const open = await lists.get(`${keyOf(repository)} ${branch}`, () =>
      unlessHidden(() => openPulls(octokit, { ...repository, ours, branch })),
    )
    if (open === null) return null
    const badges: Badge[] = []
    for (const pull of open.pulls.slice(0, MOST_PULLS)) {
      const shown = await show(pull)
      if (shown !== null) badges.push(badgeOf(shown.assessment))
    }
    return { badge: worstOf(badges) ?? NO_REVIEW, isOpen: true }
  }

  const answer = (c: Context, kind: string | undefined, found: BadgeFound | null): Response =>
    found === null ? noBadge(c, kindOf(kind)) : badgeAnswer(c, kindOf(kind), found)

  const routes = new Hono<SiteEnv>()
  routes.get('/badge/:owner/:repo/:file{[0-9]+\\.(?:svg|json)}', async (c) => {
    const { owner, repo, file } = c.req.param()
    const [number = '', kind] = file.split('.')
    return answer(c, kind, await ofPull(c, owner, repo, number))
  })
  routes.get('/badge/:owner/:repo/branch/:file{.+\\.(?:svg|json)}', async (c) => {
    const { owner, repo, file } = c.req.param()
    const dot = file.lastIndexOf('.')
    return answer(c, file.slice(dot + 1), await ofBranch(owner, repo, file.slice(0, dot)))
  })
  return routes
}

const kindOf = (extension: string | undefined): BadgeKind => (extension === 'json' ? 'json' : 'svg')
