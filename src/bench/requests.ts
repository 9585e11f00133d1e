import type { RecordedRequest } from '../demo/github/requests.ts'
import { openPull, type Pull, pushFix, reviewedBranch } from './story.ts'
import type { World } from './world.ts'

/** What one event costs of the App's request quota. */
export interface Cost {
  readonly event: string
  /** By an App that has just started. */
  readonly cold: Counts
  /** By one that runs, and has looked at this pull request before unless it is new. */
  readonly warm: Counts
}

export interface Counts {
  readonly reads: number
  readonly writes: number
  /** Once an hour and installation; not counted among the writes. */
  readonly tokens: number
  /** Every request, by what it asks for. */
  readonly asked: ReadonlyMap<string, number>
}

/** Counts the App's requests from each event until the App is at rest, on a pull request of its own each time. */
export async function countRequests(world: World): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  for (const [event, scene] of Object.entries(SCENES)) {
    const cold = await countsOf(world, scene, true)
    const warm = await countsOf(world, scene, false)
    costs.push({ event, cold, warm })
  }
  return costs
}

/** Sets a scene, and gives back the event itself. */
type Scene = (world: World) => Promise<() => Promise<unknown>>

const SCENES: Readonly<Record<string, Scene>> = {
  opened: async ({ repository }) => {
    const branch = await reviewedBranch(repository)
    return () => openPull(repository, branch)
  },
  'push (with synchronize)': async (world) => {
    const pull = await checkedPull(world)
    return () => pushFix(world.repository, pull)
  },
  'check suite (with a push, too)': async (world) => {
    const pull = await checkedPull(world)
    return () => world.repository.requestSuite(pull.name)
  },
  're-run': async (world) => {
    const { head } = await checkedPull(world)
    const { id } = await world.repository.waitForCheck(head)
    return () => world.repository.rerunCheck(id)
  },
  '/rereview': async (world) => {
    const { number } = await checkedPull(world)
    return () => world.repository.comment(number, '/rereview', 'robin')
  },
}

async function checkedPull({ repository, quiet }: World): Promise<Pull> {
  const pull = await openPull(repository, await reviewedBranch(repository))
  await repository.waitForCheck(pull.head)
  await quiet()
  return pull
}

async function countsOf(world: World, scene: Scene, cold: boolean): Promise<Counts> {
  const event = await scene(world)
  if (cold) await world.restartApp()
  await world.quiet()
  const before = world.github.requests.length
  await event()
  await world.quiet()
  return counted(world.github.requests.slice(before))
}

function counted(requests: readonly RecordedRequest[]): Counts {
  const refused = requests.find((request) => isRefused(request) && !isNoPolicy(request))
  if (refused !== undefined) throw new Error(`${kindOf(refused)} was refused: ${refused.status}`)
  // Only to get its tokens does the App speak as itself.
  const own = requests.filter(({ by }) => by === 'installation')
  const asked = new Map<string, number>()
  for (const request of own) asked.set(kindOf(request), (asked.get(kindOf(request)) ?? 0) + 1)
  const reads = own.filter((request) => isRead(request)).length
  return { reads, writes: own.length - reads, tokens: requests.length - own.length, asked }
}

/** A query goes by POST, and writes nothing. */
const isRead = (request: RecordedRequest): boolean =>
  request.method === 'GET' || graphQL(request)?.startsWith('query') === true

/** `query Conversation`, null for REST. */
function graphQL({ path, body }: RecordedRequest): string | null {
  if (path !== '/graphql') return null
  const { query } = body as { readonly query: string }
  return /^\w+ \w+/u.exec(query)?.[0] ?? 'query'
}

const isRefused = ({ status }: RecordedRequest): boolean => status === null || status >= 400

/** Most repositories have no policy file, and most organisations none for all of theirs. */
const isNoPolicy = ({ path, status }: RecordedRequest): boolean =>
  status === 404 && path.endsWith('countersign.yml')

/** `GET commits/:sha`, `query Conversation` */
const kindOf = (request: RecordedRequest): string =>
  graphQL(request) ??
  `${request.method} ${request.path
    .replace(/^\/repos\/[^/]+\/[^/]+\//u, '')
    .replace(/%2F/gu, '/')
    .replace(/[0-9a-f]{40}(?:\.{3}[0-9a-f]{40})?/gu, ':sha')
    .replace(/\/\d+/gu, '/:id')}`
