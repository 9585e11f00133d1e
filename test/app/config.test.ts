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
    redisUrl: null,
    apiUrl: 'https://api.github.com',
    webUrl: 'https://github.com',
    publicUrl: null,
    signIn: null,
    publicPages: false,
  }
  const own = 'https://git.example.com'

  it.each<[string, Env, Partial<Config>]>([
    ['with its three credentials', {}, {}],
    ['in production', PRODUCTION, {}],
    ['with the key in base64', { PRIVATE_KEY: Buffer.from(PEM).toString('base64') }, {}],
    ['with the key on one line', { PRIVATE_KEY: PEM.replaceAll('\n', '\\n') }, {}],
    ['with the key in a file', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: keyFile }, {}],
    ['at a port', { PORT: '8080' }, { port: 8080 }],
    ['at any port that is free', { PORT: '0' }, { port: 0 }],
    ['at an address', { HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [
      'with a Redis',
      { REDIS_URL: 'redis://10.0.0.7:6379/2' },
      { redisUrl: 'redis://10.0.0.7:6379/2' },
    ],
    [
      'with one that asks for a password, encrypted',
      { REDIS_URL: `rediss://app:${SECRET}@redis.example.com` },
      { redisUrl: `rediss://app:${SECRET}@redis.example.com` },
    ],
    ['with more in its log', { LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [
      'for a GitHub of one’s own',
      { GITHUB_API_URL: 'https://git.example.com/api/v3/' },
      { apiUrl: `${own}/api/v3`, webUrl: own },
    ],
    [
      'for a company’s own host at GitHub',
      { GITHUB_API_URL: 'https://api.acme.ghe.com' },
      { apiUrl: 'https://api.acme.ghe.com', webUrl: 'https://acme.ghe.com' },
    ],
    [
      'for a server whose API is at another place',
      { GITHUB_API_URL: 'http://127.0.0.1:4000' },
      { apiUrl: 'http://127.0.0.1:4000', webUrl: 'http://127.0.0.1:4000' },
    ],
    ['at a public address', { PUBLIC_URL: `${own}/` }, { publicUrl: own }],
    [
      'at one in the clear',
      { PUBLIC_URL: 'http://git.local:3000' },
      { publicUrl: 'http://git.local:3000' },
    ],
    [
      'in production at this machine alone',
      { ...PRODUCTION, PUBLIC_URL: 'http://localhost:3000' },
      { publicUrl: 'http://localhost:3000' },
    ],
    [
      'with people who sign in',
      { GITHUB_CLIENT_ID: 'Iv1.0a', GITHUB_CLIENT_SECRET: SECRET },
      { signIn: { clientId: 'Iv1.0a', clientSecret: SECRET } },
    ],
    ['with pages for everybody', { PUBLIC_PAGES: 'true' }, { publicPages: true }],
    ['with pages for everybody switched off', { PUBLIC_PAGES: 'false' }, {}],
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
    [
      'with a Redis that has no address',
      { REDIS_URL: `:${SECRET}@redis:6379` },
      [
        /^REDIS_URL is wrong: it must be an address that begins with "redis:\/\/" or "rediss:\/\/"\.$/u,
      ],
    ],
    [
      'with another server for a Redis',
      { REDIS_URL: `https://:${SECRET}@redis.example.com` },
      [/^REDIS_URL is wrong/u],
    ],
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
      'at a public address without a scheme',
      { PUBLIC_URL: 'example.com' },
      [/^PUBLIC_URL is wrong: .*"https:/u],
    ],
    [
      'at a path of somebody’s',
      { PUBLIC_URL: 'https://example.com/countersign' },
      [/^PUBLIC_URL is wrong: .*without a path/u],
    ],
    [
      'at an address with a password',
      { PUBLIC_URL: 'https://me:a password@example.com' },
      [/^PUBLIC_URL is wrong/u],
    ],
    [
      'in production where cookies can be overheard',
      { ...PRODUCTION, PUBLIC_URL: 'http://example.com' },
      [/^PUBLIC_URL is wrong: .*Serve it by "https:/u],
    ],
    [
      'with half of what signing in needs',
      { GITHUB_CLIENT_ID: 'Iv1.0a' },
      [/^GITHUB_CLIENT_SECRET is missing: .*both or none/u],
    ],
    ['with the other half', { GITHUB_CLIENT_SECRET: SECRET }, [/^GITHUB_CLIENT_ID is missing/u]],
    ['with a maybe', { PUBLIC_PAGES: 'yes' }, [/^PUBLIC_PAGES is wrong: .*"true"\|"false"/u]],
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

describe('a part of the App', () => {
  it.each(['web', 'worker'] as const)('(%s) is not started without a Redis', (role) => {
    const configured = readConfig(FULL, role)
    expect(configured).toEqual({
      kind: 'wrong',
      problems: [
        expect.stringMatching(new RegExp(`^--role ${role} needs REDIS_URL: .*Set it`, 'u')),
      ],
    })
    expect(readConfig({ ...FULL, REDIS_URL: 'redis://localhost' }, role).kind).toBe('ready')
  })
})

/** Probot's own default. */
function guessable(): Env {
  return { WEBHOOK_SECRET: 'development' }
}

function guessed(): Partial<Config> {
  return { webhookSecret: 'development' }
}
