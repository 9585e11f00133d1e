import type { Settings } from './app-settings.ts'
import { connect } from './client.ts'
import { conditional } from './conditional.ts'
import { type Delivery, type DeliveryAnswer, deliveries as sender } from './deliveries.ts'
import type { Disturbance, Disturbed } from './disturbance.ts'
import { startEmulator } from './emulator.ts'
import { type Fault, faults } from './faults.ts'
import { type FrontRequest, HANG_UP, passOn, type Reply, startFront } from './front.ts'
import { refusedAtGate } from './gate.ts'
import { meansOf, rulesOf } from './means.ts'
import { addressOf } from './oauth-rules.ts'
import { RELAY_PATH, relay } from './relay.ts'
import { jsonReply } from './replies.ts'
import { type Repository, repositoryOf } from './repository.ts'
import {
  type RecordedRequest,
  recordedAs,
  requestIds,
  requestLog,
  withRequestId,
} from './requests.ts'
import { applyRules } from './rules.ts'
import { spareTokens } from './spare-tokens.ts'
import { type Standing, standing } from './standing.ts'
import { team } from './teams.ts'
import {
  APP_ID,
  CLIENT_ID,
  CLIENT_SECRET,
  COLLABORATORS,
  INSTALLATION_ID,
  ORGANIZATION,
  organizationsOf,
  REPOSITORY,
  type RepositorySeed,
  seed,
  tokenTurns,
  type User,
} from './world.ts'

export interface EmbeddedGitHubOptions {
  readonly webhookSecret: string
  /** Where the App listens; `deliverTo` can say it later. */
  readonly webhookUrl?: string
  /** `acme/widgets` by default. */
  readonly repositories?: readonly RepositorySeed[]
  /** How many deliveries and requests are kept, all by default. */
  readonly remember?: number
  /** Nobody has made the App yet: that is for somebody to do by a manifest, and to install it. */
  readonly appless?: boolean
}

/** A GitHub in this process, with one App installed on `acme`, and on `umbrella` when that has a repository. */
export interface EmbeddedGitHub extends Standing {
  /** The base URL of the API. */
  readonly url: string
  readonly appId: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly installationId: number
  /** By these the App has people sign in. */
  readonly clientId: string
  readonly clientSecret: string
  /** The App may have people sent back there. */
  readonly allowRedirect: (url: string) => void
  /** What its owner changes on the App's settings page. */
  readonly changeApp: (change: Partial<Settings>) => void
  readonly repository: (owner?: string, name?: string) => Repository
  /** Makes a team of `acme`, or gives it these members and no others. */
  readonly team: (slug: string, members: readonly User[]) => Promise<void>
  /** From now on webhooks go there. */
  readonly deliverTo: (url: string) => void
  /** The codes for the credentials of an App that was just made are an hour old. */
  readonly expireCodes: () => void
  readonly deliveries: readonly Delivery[]
  /** Sends any webhook as it is, signed with the secret or with `signature`. */
  readonly deliver: (
    event: string,
    payload: unknown,
    options?: { readonly signature?: string; readonly id?: string },
  ) => Promise<DeliveryAnswer>
  /** Loses, doubles and delays webhooks from now on, null no more; counts what it hits. */
  readonly disturb: (disturbance: Disturbance | null) => Disturbed
  /** Makes the deliveries of the webhook with this id older. GitHub keeps them for three days. */
  readonly ageDelivery: (id: string, hours: number) => void
  /** All requests of the App so far. */
  readonly requests: readonly RecordedRequest[]
  /** This happens to the App's next request like this. */
  readonly failNext: (fault: Fault) => void
  readonly clearFaults: () => void
  /** Resolves when the App has answered every webhook; it may still be working. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts the emulator behind a front that makes it behave like GitHub where it doesn't by itself. */
export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  const repositories: readonly RepositorySeed[] = options.repositories ?? [REPOSITORY]
  let answer: (request: FrontRequest) => Promise<Reply | typeof HANG_UP> = async () =>
    jsonReply(503, { message: 'The embedded GitHub is starting' })
  const front = await startFront((request) => answer(request))
  const emulator = await startEmulator(
    front.url,
    seed(repositories, { url: `${front.url}${RELAY_PATH}`, secret: options.webhookSecret }),
  ).catch(async (error: unknown) => {
    await front.close()
    throw new Error('The GitHub emulator did not start', { cause: error })
  })
  const passing = passOn(emulator.origin)

  const tokenOf = tokenTurns()
  const client = connect(emulator.origin, tokenOf)
  const outside = connect(front.url, tokenOf)
  const deliveries = sender(options.webhookSecret, options.webhookUrl, options.remember)
  const names = repositories.map(({ owner = ORGANIZATION, name }) => `${owner}/${name}`)
  const accounts = organizationsOf(repositories)
  const { privateKey } = emulator
  const means = meansOf(client, outside, deliveries, front.url, names, accounts, {
    isThere: options.appless !== true,
    secrets: { privateKey, webhookSecret: options.webhookSecret },
  })
  const rules = rulesOf(means)
  const log = requestLog(options.remember)
  const injected = faults()
  const nextId = requestIds()

  const spared = spareTokens(emulator.origin, emulator.privateKey, means.installations)
  const forward = async (request: FrontRequest, body?: unknown) =>
    passing.forward(await spared(request), body)
  const gitHubs = (request: FrontRequest) =>
    applyRules(rules, request, forward, (one) => refusedAtGate(means, one))
  const toApp = async (request: FrontRequest): Promise<Reply> => {
    const installation = means.installations.ofRequest(request)
    const answered = async () => conditional(request, await means.names.served(request, gitHubs))
    return installation === null
      ? answered()
      : means.limits.counted(installation.id, request, answered)
  }

  answer = async (request) => {
    if (request.url.pathname === RELAY_PATH) {
      // The emulator needn't wait for the App.
      deliveries.track(relay(means, request))
      return jsonReply(202, {})
    }
    const id = nextId()
    const by = recordedAs(request)
    const reply =
      by === null
        ? await gitHubs(request)
        : await log.record(by, request, id, () => injected.meet(request, () => toApp(request)))
    return reply === HANG_UP ? reply : withRequestId(reply, id)
  }

  const repository = (owner: string = REPOSITORY.owner, name: string = REPOSITORY.name) =>
    repositoryOf(means, ...nameOf(means.names.inner(`${owner}/${name}`)))

  for (const { owner = ORGANIZATION, name, files } of repositories) {
    await repository(owner, name).commit({
      branch: 'main',
      message: 'Initial commit',
      files: files ?? { 'README.md': `# ${name}\n` },
    })
    for (const login of COLLABORATORS) await repository(owner, name).setPermission(login, 'push')
  }

  return {
    url: front.url,
    appId: APP_ID,
    privateKey: emulator.privateKey,
    webhookSecret: options.webhookSecret,
    installationId: INSTALLATION_ID,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowRedirect: (url) => {
      means.redirects.add(addressOf(url))
    },
    changeApp: means.appSettings.change,
    repository,
    ...standing(means),
    team: (slug, members) => team(client, slug, members),
    deliverTo: deliveries.deliverTo,
    expireCodes: means.newApps.expire,
    deliveries: deliveries.list,
    deliver: deliveries.send,
    disturb: deliveries.disturb,
    ageDelivery: deliveries.age,
    requests: log.list,
    failNext: injected.failNext,
    clearFaults: injected.clear,
    settled: deliveries.settled,
    close: async () => {
      deliveries.close()
      passing.close()
      await Promise.all([front.close(), emulator.close()])
    },
  }
}

const nameOf = (fullName: string): [owner: string, name: string] => {
  const [owner = '', name = ''] = fullName.split('/')
  return [owner, name]
}
