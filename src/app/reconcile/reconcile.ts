import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Probot } from 'probot'
import { ourCheck } from '../../publish/check-run.ts'
import type { HeededChecks } from '../heeded-checks.ts'
import type { Holds } from '../holds.ts'
import type { Job } from '../jobs.ts'
import type { Memories } from '../memories.ts'
import { redeliverFailed } from './failed-deliveries.ts'
import type { Figures } from './figures.ts'
import { installations, repositoriesOf } from './installed.ts'
import { isDue } from './is-due.ts'
import { type OpenHead, openHeads } from './open-heads.ts'
import { runsOn } from './runs-on.ts'

export interface Reconciling {
  readonly probot: Probot
  readonly appId: number
  readonly memories: Memories
  readonly heeded: Pick<HeededChecks, 'any'>
  readonly holding: Pick<Holds, 'on'>
  readonly log: Logger
  readonly add: (job: Job) => Promise<void>
}

/** Counts a request before it is made. */
export type Ask = <T>(request: () => Promise<T>) => Promise<T>

type Mutable = { -readonly [Figure in keyof Figures]: Figures[Figure] }

/**
 * Compares what GitHub has with what we should have said: every open pull request that we owe a look gets one, and
 * failed deliveries are asked for again. What fails for one installation is counted, and the others go on.
 *
 * It costs one request for each 100 installations, and of each installation one for each 100 repositories, one for each
 * 10 repositories (and for each further 100 open pull requests of one), and one for each 50 open pull requests. Merge
 * groups can't be listed: those that were missed are found among the failed deliveries only.
 *
 * @param isOver whether to stop where it is
 * @throws when GitHub doesn't list the installations
 */
export async function reconcile(means: Reconciling, isOver: () => boolean): Promise<Figures> {
  const { probot, memories, heeded, holding } = means
  const start = performance.now()
  const delivery = `reconcile-${randomUUID()}`
  const log = means.log.child({ delivery })
  const figures: Mutable = {
    installations: 0,
    repositories: 0,
    openPulls: 0,
    looks: 0,
    redelivered: 0,
    requests: 0,
    failures: 0,
    ms: 0,
  }
  const ask: Ask = async (request) => {
    if (isOver()) throw new Error('The App is stopping')
    figures.requests += 1
    return request()
  }

  const lookWhereDue = async (installation: number): Promise<void> => {
    const octokit = await probot.auth(installation)
    const repositories = await repositoriesOf(octokit, ask)
    figures.repositories += repositories.length
    const heads = await openHeads(octokit, repositories, ask)
    figures.openPulls += heads.length
    const checks = await runsOn(octokit, heads, ourCheck(means.appId), ask)
    const [looked, checked] = await Promise.all([
      memories.lookedAt(heads),
      memories.checkedAt(heads),
    ])
    for (const [place, head] of heads.entries()) {
      const { runs, othersAt } = checks[place] ?? { runs: [], othersAt: null }
      const heeds = othersAt !== null && (await heeded.any({ installation, ...head }))
      const others = heeds ? { at: othersAt, checked: checked[place] ?? null } : null
      if (!isDue(head, runs, looked[place] ?? null, others)) continue
      await means.add(jobFor(installation, head, delivery))
      if (others !== null) await memories.checked(head, others.at)
      figures.looks += 1
    }
  }

  const app = await probot.auth()
  for (const { id, isSuspended } of await installations(app, ask)) {
    if (isSuspended || isOver() || (await holding.on(id)) !== null) continue
    figures.installations += 1
    try {
      await lookWhereDue(id)
    } catch (error) {
      figures.failures += 1
      log.warn({ err: error, installation: id }, 'could not reconcile an installation')
    }
  }
  try {
    figures.redelivered = isOver() ? 0 : await redeliverFailed(app, { ...means, log }, ask)
  } catch (error) {
    figures.failures += 1
    log.warn({ err: error }, 'could not ask for failed deliveries')
  }
  figures.ms = Math.round(performance.now() - start)
  log.info({ ...figures }, 'reconciled with GitHub')
  return figures
}

function jobFor(installation: number, { owner, repo, number }: OpenHead, delivery: string): Job {
  const now = Date.now()
  return {
    installation,
    owner,
    repo,
    look: { at: 'pull', number },
    again: false,
    head: null,
    heard: [],
    net: false,
    delivery,
    since: now,
    first: now,
  }
}
