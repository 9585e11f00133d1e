import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { type Config, readConfig } from '../../src/app/config.ts'

type Env = Readonly<Record<string, string | undefined>>

const { privateKey: PEM } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const { privateKey: OTHER_KIND } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const SECRET = 'b0d3f2a49c'
const FULL: Env = { APP_ID: '7', PRIVATE_KEY: PEM, WEBHOOK_SECRET: SECRET }
const PRODUCTION = { NODE_ENV: 'production' }

const folder = mkdtempSync(join(tmpdir(), 'countersign-config-'))
const keyFile = join(folder, 'key.pem')
writeFileSync(keyFile, PEM)
const wrongFile = join(folder, 'wrong.pem')
writeFileSync(wrongFile, 'not a key')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the App is ready', () => {
  const plain: Config = {
    appId: 7,
    privateKey: PEM,
    webhookSecret: SECRET,
    host: 'localhost',
    port: 3000,
    logLevel: 'info',
    apiUrl: 'https://api.github.com',
  }

  it.each<[string, Env, Partial<Config>]>([
    ['with its three credentials', {}, {}],
    ['in production', PRODUCTION, {}],
    ['with the key in base64', { PRIVATE_KEY: Buffer.from(PEM).toString('base64') }, {}],
    ['with the key on one line', { PRIVATE_KEY: PEM.replaceAll('\n', '\\n') }, {}],
    ['with the key in a file', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: keyFile }, {}],
    ['at a port', { PORT: '8080' }, { port: 8080 }],
    ['at any port that is free', { PORT: '0' }, { port: 0 }],
    ['at an address', { HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    ['with more in its log', { LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [
      'for a GitHub of one’s own',
      { GITHUB_API_URL: 'https://git.example.com/api/v3/' },
      { apiUrl: 'https://git.example.com/api/v3' },
    ],
    ['with settings left empty', { PORT: '', HOST: '', PRIVATE_KEY_PATH: '' }, {}],
    ['outside production with a secret that anybody can guess', guessable(), guessed()],
  ])('%s', (_, env, expected) => {
    const configured = readConfig({ ...FULL, ...env })
    expect(configured).toEqual({ kind: 'ready', config: { ...plain, ...expected } })
  })
})

describe('somebody is here for the first time', () => {
  it.each<[string, Env]>([
    ['with nothing set', {}],
    ['with a secret alone', { WEBHOOK_SECRET: SECRET }],
    ['with the credentials left empty', { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '' }],
  ])('%s', (_, env) => {
    expect(readConfig(env)).toEqual({ kind: 'setup' })
  })
})

describe('the App is not started', () => {
  it.each<[string, Env, RegExp[]]>([
    [
      'in production with nothing set',
      { ...PRODUCTION, APP_ID: undefined, PRIVATE_KEY: undefined, WEBHOOK_SECRET: undefined },
      [
        /^APP_ID \(.*settings page\) is missing\.$/u,
        /^PRIVATE_KEY \(.*PEM.*\) is missing\.$/u,
        /^WEBHOOK_SECRET \(.*signs webhooks\) is missing\.$/u,
      ],
    ],
    ['without its id', { APP_ID: undefined }, [/^APP_ID .*is missing/u]],
    ['without its key', { PRIVATE_KEY: undefined }, [/^PRIVATE_KEY .*is missing/u]],
    ['without its secret', { WEBHOOK_SECRET: undefined }, [/^WEBHOOK_SECRET .*is missing/u]],
    ['with an empty secret', { WEBHOOK_SECRET: '' }, [/^WEBHOOK_SECRET .*is missing/u]],
    [
      'in production with a secret that anybody can guess',
      { ...PRODUCTION, ...guessable() },
      [/^WEBHOOK_SECRET is a default.*set a random one.*openssl rand -hex 32/u],
    ],
    [
      'with a guessable secret in capitals, too',
      { ...PRODUCTION, WEBHOOK_SECRET: 'ChangeMe' },
      [/^WEBHOOK_SECRET is a default/u],
    ],
    ['with an id that is no number', { APP_ID: 'countersign' }, [/^APP_ID .*is wrong/u]],
    [
      'with a key that is none',
      { PRIVATE_KEY: 'a password' },
      [/^PRIVATE_KEY is not a PEM key: paste the whole file.*or its base64\.$/u],
    ],
    [
      'with a key that is cut off',
      { PRIVATE_KEY: PEM.slice(0, 400) },
      [/^PRIVATE_KEY holds a key that can't be read: .*Paste the whole file/u],
    ],
    [
      'with a key that begins well and goes on with anything',
      { PRIVATE_KEY: '-----BEGIN RSA PRIVATE KEY----- a password' },
      [/^PRIVATE_KEY holds a key that can't be read/u],
    ],
    [
      'with a key of another kind',
      { PRIVATE_KEY: OTHER_KIND },
      [/^PRIVATE_KEY holds a key of another kind/u],
    ],
    [
      'with a key file that holds none',
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: wrongFile },
      [/^PRIVATE_KEY_PATH holds a key that can't be read/u],
    ],
    [
      'with a key file that is not there',
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: join(folder, 'none.pem') },
      [/^PRIVATE_KEY_PATH can't be read: .*ENOENT/u],
    ],
    ['at a port beyond the last', { PORT: '65536' }, [/^PORT is wrong: .*65535/u]],
    ['at a port in words', { PORT: 'http' }, [/^PORT is wrong: /u]],
    ['with a log level of another house', { LOG_LEVEL: 'verbose' }, [/^LOG_LEVEL .*"info"/u]],
    ['with an API that has no address', { GITHUB_API_URL: 'github' }, [/^GITHUB_API_URL /u]],
    ...['localhost:3000', 'ftp://git.example.com', 'https://'].map(
      (url): [string, Env, RegExp[]] => [
        `with ${url} for an API`,
        { GITHUB_API_URL: url },
        [/^GITHUB_API_URL is wrong: it must be an address that begins with "https:\/\/"/u],
      ],
    ),
    [
      'and says everything that is wrong at once',
      { PORT: '-1', LOG_LEVEL: 'loud' },
      [/^PORT /u, /^LOG_LEVEL /u],
    ],
  ])('%s', (_, env, expected) => {
    const configured = readConfig({ ...FULL, ...env })
    const problems = configured.kind === 'wrong' ? configured.problems : []
    expect(problems).toEqual(expected.map((problem) => expect.stringMatching(problem)))
    expect(problems.join()).not.toMatch(/MII[\w+]|b0d3f2a49c|a password/u)
  })
})

/** Probot's own default. */
function guessable(): Env {
  return { WEBHOOK_SECRET: 'development' }
}

function guessed(): Partial<Config> {
  return { webhookSecret: 'development' }
}
