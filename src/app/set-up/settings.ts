import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { type Config, readConfig } from '../config.ts'

type Env = Readonly<Record<string, string | undefined>>

export type Read =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** All settings but the credentials, as they would be with these beside them. */
export type Settings = (more?: Env) => Read

/**
 * Reads what the App will be started with, before there are credentials: what is wrong with it shall be known before
 * GitHub is asked to make an App. Credentials that open nothing stand in for those to come.
 */
export async function settingsOf(env: Env): Promise<Settings> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const standIn = {
    APP_ID: '1',
    PRIVATE_KEY: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    WEBHOOK_SECRET: randomBytes(32).toString('hex'),
  }
  return (more = {}) => readSettings({ ...env, ...standIn, ...more })
}

/** The settings with their credentials. */
export function readSettings(env: Env): Read {
  const read = readConfig(env)
  if (read.kind === 'ready') return { ok: true, config: read.config }
  return { ok: false, problems: read.kind === 'wrong' ? read.problems : ['APP_ID is missing.'] }
}

/** Whether an address leads to this machine only. */
export const isLocal = (url: string): boolean =>
  LOCAL_NAMES.includes(new URL(url).hostname) || new URL(url).hostname.endsWith('.localhost')

export const LOCAL_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']
