import type { EmbeddedGitHub } from '../demo/github/embedded-github.ts'
import type { RecordedRequest } from '../demo/github/requests.ts'
import type { Child } from './child.ts'
import { table } from './figures.ts'
import type { Part } from './part.ts'
import type { Stage } from './stage.ts'
import { openPull, type Pull, pushFix, reviewedBranch } from './story.ts'

/** Events that only catch lost ones wait until the others have been answered, but not as long as in earnest, in ms. */
const LATER = 1_000

export const requests: Part = {
  name: 'requests',
  about: 'API requests for each event',
  run: async (stage) => {
    const world = await startWorld(stage)
    const rows: Cost[] = []
    for (const [event, scene] of Object.entries(SCENES)) {
      const cold = await countsOf(world, scene, true)
      const warm = await countsOf(world, scene, false)
      rows.push({ name: event, cold, warm })
    }
    stage.say('\nAPI requests for each event, reads + writes')
    stage.say(
      '  cold: by an App that has just started; warm: by one that runs, and has seen all but what is new',
    )
    stage.say(
      table([
        ['', 'cold', 'warm', 'and for tokens: cold', 'warm'],
        ...rows.map(({ name, cold, warm }) => [
          name,
          sum(cold),
          sum(warm),
          String(cold.tokens),
          String(warm.tokens),
        ]),
      ]),
    )
    for (const warmth of ['cold', 'warm'] as const) {
      stage.say(`  of what kind, ${warmth}:`)
      for (const row of rows) stage.say(`    ${row.name}: ${kindsIn(row[warmth])}`)
    }
    return { rows }
  },
}

interface World {
  readonly github: EmbeddedGitHub
  /** An App with empty caches takes the place of the one that runs, as after a restart. */
  readonly restartApp: () => Promise<void>
  /** Resolves when the App has answered and looked at everything that GitHub told it. */
  readonly quiet: () => Promise<void>
}

async function startWorld(stage: Stage): Promise<World> {
  const github = await stage.gitHub()
  const start = async (): Promise<Child> => {
    const app = await stage.app(github, { later: LATER })
    github.deliverTo(app.url)
    return app
  }
  let app = await start()
  const quiet = async () => {
    await github.settled()
    await app.ask('idle')
  }
  return {
    github,
    quiet,
    restartApp: async () => {
      await quiet()
      await app.end()
      app = await start()
    },
  }
}

/** What one event costs of the App's request quota. */
interface Cost {
  readonly name: string
  /** By an App that has just started. */
  readonly cold: Counts
  /** By one that runs, and has looked at this pull request before unless it is new. */
  readonly warm: Counts
}

interface Counts {
  readonly reads: number
  readonly writes: number
  /** Once an hour and installation; not counted among the writes. */
  readonly tokens: number
  /** Every request, by what it asks for. */
  readonly asked: Readonly<Record<string, number>>
}

const sum = ({ reads, writes }: Counts): string => `${reads + writes} = ${reads} + ${writes}`

const kindsIn = ({ asked }: Counts): string =>
  Object.entries(asked)
    .map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`))
    .join(', ')

/** Sets a scene, and gives back the event itself. */
type Scene = (world: World) => Promise<() => Promise<unknown>>

const SCENES: Readonly<Record<string, Scene>> = {
  opened: async ({ github }) => {
    const repository = github.repository()
    const branch = await reviewedBranch(repository)
    return () => openPull(repository, branch)
  },
  'push (with synchronize)': async (world) => {
    const pull = await checkedPull(world)
    return () => pushFix(world.github.repository(), pull)
  },
  'check suite (with a push, too)': async (world) => {
    const pull = await checkedPull(world)
    return () => world.github.repository().requestSuite(pull.name)
  },
  're-run': async (world) => {
    const { head } = await checkedPull(world)
    const { id } = await world.github.repository().waitForCheck(head)
    return () => world.github.repository().rerunCheck(id)
  },
  '/rereview': async (world) => {
    const { number } = await checkedPull(world)
    return () => world.github.repository().comment(number, '/rereview', 'robin')
  },
}

async function checkedPull({ github, quiet }: World): Promise<Pull> {
  const repository = github.repository()
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
  const asked: Record<string, number> = {}
  for (const request of own) asked[kindOf(request)] = (asked[kindOf(request)] ?? 0) + 1
  const reads = own.filter(isRead).length
  return { reads, writes: own.length - reads, tokens: requests.length - own.length, asked }
}

/** A query goes by POST, and writes nothing. */
const isRead = ({ method, operation }: RecordedRequest): boolean =>
  method === 'GET' || operation?.startsWith('query') === true

const isRefused = ({ status }: RecordedRequest): boolean => status === null || status >= 400

/** Most repositories have no policy file, and most organisations none for all of theirs. */
const isNoPolicy = ({ path, status }: RecordedRequest): boolean =>
  status === 404 && path.endsWith('countersign.yml')

/** `GET commits/:sha`, `query Pull` */
const kindOf = (request: RecordedRequest): string =>
  request.operation ??
  `${request.method} ${request.path
    .replace(/^\/repos\/[^/]+\/[^/]+\//u, '')
    .replace(/%2F/gu, '/')
    .replace(/[0-9a-f]{40}(?:\.{3}[0-9a-f]{40})?/gu, ':sha')
    .replace(/\/\d+/gu, '/:id')}`
