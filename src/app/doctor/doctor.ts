import { plainText } from '../../publish/escape.ts'
import { withoutSecrets } from '../../publish/without-secrets.ts'
import { askApp, type ClientOf, type ShownApp } from './asked-app.ts'
import { clockFinding } from './clock.ts'
import { deliveryFindings } from './deliveries.ts'
import { type Finding, info, reasonOf, wrong } from './finding.ts'
import { installationFindings } from './installations.ts'
import { nodeFinding } from './node-version.ts'
import { publicAddressFindings } from './public-address.ts'
import { redisFindings } from './redis.ts'
import { settingsFindings } from './settings.ts'
import { signInFinding } from './sign-in.ts'
import { type SoundSettings, soundSettings } from './sound-settings.ts'
import { wantedFindings } from './wanted.ts'
import { webhookFindings } from './webhook.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What isn't in the environment. */
export interface Surroundings {
  /** Our clock: ms of the epoch. */
  readonly now?: () => number
  /** The version of Node, as `22.1.0`. */
  readonly node?: string
}

/**
 * Examines the settings and everything that they name: GitHub, the App there, its installations and webhooks, this
 * server's own address, Redis. Changes nothing. What can't be examined is a finding, and hides no other.
 * @returns in the order in which things depend on each other; without secrets, each text on one line
 */
export async function doctor(
  env: Env,
  { now = Date.now, node = process.versions.node }: Surroundings = {},
): Promise<readonly Finding[]> {
  const settings = soundSettings(env)
  const { config, usable } = settings
  const secret = usable('WEBHOOK_SECRET') ? config.webhookSecret : null
  const [github, address, redis] = await Promise.all([
    githubFindings(settings, now),
    config.publicUrl === null
      ? []
      : examined('address', publicAddressFindings(config.publicUrl, secret)),
    config.redisUrl === null ? [] : examined('Redis', redisFindings(config.redisUrl)),
  ])
  const found = [
    ...settingsFindings(settings, env.NODE_ENV === 'production'),
    nodeFinding(node),
    ...github,
    ...address,
    ...(config.redisUrl === null && usable('REDIS_URL') ? [ALONE] : redis),
  ]
  const clean = cleaner(env)
  return found.map((one) => ({
    ...one,
    what: clean(one.what),
    found: clean(one.found),
    next: one.next === null ? null : clean(one.next),
  }))
}

const ALONE = info('Redis', 'REDIS_URL is not set: run one process only.')

async function githubFindings(
  { config, usable }: SoundSettings,
  now: () => number,
): Promise<readonly Finding[]> {
  const { finding, app, ahead, clientOf } = await askApp(
    config,
    usable('APP_ID', 'PRIVATE_KEY'),
    now,
  )
  return [
    finding,
    ...(ahead === null ? [] : [clockFinding(ahead, config.redisUrl !== null)]),
    ...(app === null ? [] : await appFindings(clientOf, app, config)),
    signInFinding(config, app),
  ]
}

async function appFindings(
  clientOf: ClientOf,
  app: ShownApp,
  config: SoundSettings['config'],
): Promise<readonly Finding[]> {
  const client = clientOf(null)
  const found = await Promise.all([
    wantedFindings(app),
    examined('installations', installationFindings(clientOf, app)),
    examined('webhook', webhookFindings(client, app, config)),
    examined('deliveries', deliveryFindings(client, app)),
  ])
  return found.flat()
}

async function examined(
  what: string,
  examining: Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await examining].flat()
  } catch (error) {
    return [
      wrong(what, `It can’t be examined: ${reasonOf(error)}.`, 'Try again; see githubstatus.com.'),
    ]
  }
}

/** A finding is no longer than that. */
const MOST = 600

/** What others wrote can't move the cursor or start a line, and no secret gets through, whatever an error quotes. */
function cleaner(env: Env): (text: string) => string {
  const secrets = SECRETS.flatMap((name) => env[name] ?? []).concat(passwordOf(env.REDIS_URL ?? ''))
  const real = secrets.filter((secret) => secret.trim() !== '')
  return (text) => {
    const bare = withoutSecrets(text).replaceAll(/(:\/\/)[^\s/@]*@/gu, '$1[redacted]@')
    const hidden = real.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), bare)
    return plainText(hidden.replaceAll(/\s+/gu, ' '), MOST)
  }
}

const SECRETS = ['PRIVATE_KEY', 'WEBHOOK_SECRET', 'GITHUB_CLIENT_SECRET']

/** As it stands in the address, and as it is meant. */
function passwordOf(url: string): readonly string[] {
  const { password } = URL.canParse(url) ? new URL(url) : { password: '' }
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
