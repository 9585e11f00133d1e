import { Hono } from 'hono'
import type { Logger } from 'pino'
import { HomePage } from '../../publish/page/home-page.tsx'
import { ICON_PATH } from '../../publish/page/icon.ts'
import { PullPage } from '../../publish/page/pull-page.tsx'
import { RepositoryPage } from '../../publish/page/repository-page.tsx'
import type { Octokit, OurCheck } from '../../snapshot/asking.ts'
import { openPulls } from '../../snapshot/github-open-pulls.ts'
import type { OpenPulls } from '../../snapshot/open-pulls.ts'
import { kept } from '../kept.ts'
import { type Answers, type Asked, type SiteEnv, STYLESHEET_PATH } from './answers.tsx'
import { type Home, homeOf } from './home.ts'
import { type Installations, unlessHidden } from './installations.ts'
import { keyOf, pullNamed, type RepositoryRef, repositoryNamed } from './names.ts'
import type { ShownAt } from './site.ts'
import type { VisitorsGitHub } from './visitors-github.ts'
import type { WhoMaySee } from './who-may-see.ts'

export interface PageMeans {
  readonly who: WhoMaySee
  readonly show: ShownAt
  readonly installed: Installations
  readonly github: VisitorsGitHub | null
  readonly answer: Answers
  readonly ours: OurCheck
  readonly webUrl: string
  readonly log: Logger
}

/** Whoever reloads the list within that time gets the same. */
const LIST_MS = 10_000
const MOST_LISTS = 500

/** The pages: what needs you, a repository, a pull request. */
export function pageRoutes(means: PageMeans): Hono<SiteEnv> {
  const { who, show, installed, github, answer, ours, webUrl, log } = means
  const lists = kept<OpenPulls | null>(MOST_LISTS, () => LIST_MS)
  const openIn = async (repository: RepositoryRef): Promise<OpenPulls | null> => {
    const octokit = await installed.at(repository)
    if (octokit === null) return null
    return lists.get(keyOf(repository), () => listed(octokit, ours, repository))
  }

  /** The answer to whoever may see a repository; to everybody else the one that says nothing. */
  const forThoseWhoSee = async (
    c: Asked,
    repository: RepositoryRef | null,
    shown: () => Promise<Response | null>,
  ): Promise<Response> => {
    if (repository === null) return answer.unseen(c)
    const sight = await who.page(c.get('visitor') ?? null, repository)
    if (sight === 'over') return answer.signedOut(c)
    if (sight === 'no') return answer.unseen(c)
    return (await shown()) ?? answer.notHere(c)
  }

  const routes = new Hono<SiteEnv>()
  routes.get(STYLESHEET_PATH, (c) => answer.stylesheet(c))
  routes.get(ICON_PATH, (c) => answer.icon(c))

  routes.get('/', async (c) => {
    const visitor = c.get('visitor') ?? null
    const home =
      visitor === null || github === null
        ? STRANGER
        : await homeOf(visitor, { github, openIn, log })
    if (home === null) return answer.signedOut(c)
    return answer.page(c, (frame) => <HomePage {...home} frame={frame} />)
  })

  routes.get('/:owner/:repo', (c) => {
    const { owner, repo } = c.req.param()
    const named = repositoryNamed(owner, repo)
    return forThoseWhoSee(c, named, async () => {
      const open = named && (await openIn(named))
      if (open === null) return null
      const page = { owner, repo, webUrl: `${webUrl}/${owner}/${repo}`, open }
      return answer.page(c, (frame) => <RepositoryPage {...page} frame={frame} />)
    })
  })

  routes.get('/:owner/:repo/pull/:number', (c) => {
    const { owner, repo, number } = c.req.param()
    const named = pullNamed(owner, repo, number)
    return forThoseWhoSee(c, named, async () => {
      const shown = named && (await show(named))
      return shown && answer.page(c, (frame) => <PullPage shown={shown} frame={frame} />)
    })
  })
  return routes
}

const STRANGER: Home = { needs: [], repositories: [], more: false }

const listed = (octokit: Octokit, ours: OurCheck, repository: RepositoryRef) =>
  unlessHidden(() => openPulls(octokit, { ...repository, ours }))
