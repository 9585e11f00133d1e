import { generateKeyPairSync } from 'node:crypto'
import { type Config, readConfig } from '../config.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The settings as far as they can be used. */
export interface SoundSettings {
  /** What is wrong, each naming its variable. */
  readonly problems: readonly string[]
  /** Something else stands in it where a setting can't be used. */
  readonly config: Config
  /** Whether these can be used as they are set, if they are; else what `config` has in their place means nothing. */
  readonly usable: (...names: readonly string[]) => boolean
}

/** Each time round, another check may find something: there are two. */
const MOST_ROUNDS = 4

/** Reads the settings one by one, so that a wrong one hides nothing that depends on others only. */
export function soundSettings(env: Env): SoundSettings {
  const problems: string[] = []
  const replaced = new Set<string>()
  let given: Env = env
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const read = readConfig(given)
    if (read.kind === 'ready') {
      const { config } = read
      return { problems, config, usable: (...names) => !names.some((name) => replaced.has(name)) }
    }
    const found = read.kind === 'setup' ? [NO_CREDENTIALS] : read.problems
    problems.push(...found)
    const names =
      read.kind === 'setup'
        ? Object.keys(STAND_INS).filter((name) => !given[name])
        : found.flatMap((problem) => /^[A-Z_]+/u.exec(problem) ?? []).flatMap(together)
    for (const name of names) replaced.add(name)
    given = { ...given, ...Object.fromEntries(names.map((name) => [name, standIn(name)])) }
  }
  throw new Error(`The settings can't be read: ${problems.join(' ')}`)
}

const NO_CREDENTIALS = 'APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are not set.'

/** Settings that are nothing without each other. */
const together = (name: string): readonly string[] => {
  if (name.startsWith('GITHUB_CLIENT_')) return ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET']
  return name.startsWith('PRIVATE_KEY') ? ['PRIVATE_KEY'] : [name]
}

/** Without these there is no App. */
const STAND_INS: Readonly<Record<string, () => string>> = {
  APP_ID: () => '1',
  PRIVATE_KEY: () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    return String(privateKey.export({ type: 'pkcs1', format: 'pem' }))
  },
  WEBHOOK_SECRET: () => 'nobody’s',
}

const standIn = (name: string): string | undefined => STAND_INS[name]?.()
