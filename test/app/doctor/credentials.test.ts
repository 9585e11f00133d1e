import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { patientOfThisFile } from './patient.ts'

const patient = patientOfThisFile()

const anotherKey = (): string =>
  String(
    generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  )

/** What a wrong setting mustn't hide. */
const OTHERS = ['Node', 'clock', 'address', 'Redis']

describe('settings', () => {
  it('none at all: the App is to be made first', async () => {
    const { all, about } = await patient().examine({
      NODE_ENV: '',
      APP_ID: '',
      PRIVATE_KEY: '',
      WEBHOOK_SECRET: '',
    })
    expect(about('settings')[0]).toEqual({
      level: 'error',
      what: 'settings',
      found: 'APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are not set.',
      next: 'Run "countersign start" outside of production: it leads through making the App on GitHub.',
    })
    expect(about('GitHub')).toMatchObject([
      { level: 'error', found: expect.stringContaining('It answers.') },
    ])
    expect(all.map(({ what }) => what)).toEqual(expect.arrayContaining(OTHERS))
  })

  it('several that are wrong are all said at once, and what else there is is examined', async () => {
    const { about, all } = await patient().examine({
      APP_ID: 'seven',
      PRIVATE_KEY: 'no key',
      GITHUB_CLIENT_SECRET: '',
      PORT: '70000',
      WEBHOOK_SECRET: 'development',
    })
    expect(about('settings').map(({ level, found }) => [level, found])).toEqual([
      ['error', expect.stringMatching(/^APP_ID .*is wrong/u)],
      ['error', expect.stringMatching(/^PORT is wrong/u)],
      ['error', expect.stringMatching(/^PRIVATE_KEY is not a PEM key/u)],
      ['error', expect.stringMatching(/^WEBHOOK_SECRET is a default/u)],
      ['error', expect.stringMatching(/^GITHUB_CLIENT_SECRET is missing/u)],
    ])
    expect(all.map(({ what }) => what)).toEqual(expect.arrayContaining(OTHERS))
  })

  it('a public address that others can listen to', async () => {
    const { about } = await patient().examine({ PUBLIC_URL: 'http://countersign.invalid' })
    expect(about('settings')).toMatchObject([
      { level: 'error', found: expect.stringContaining('PUBLIC_URL is wrong: with "http://"') },
    ])
    const outside = await patient().examine({
      NODE_ENV: '',
      PUBLIC_URL: 'http://countersign.invalid',
    })
    expect(outside.about('settings')).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        found: expect.stringContaining('PUBLIC_URL begins'),
      }),
    )
  })

  it('sign-in without pages', async () => {
    const { worries } = await patient().examine({ PUBLIC_URL: '' })
    expect(worries).toMatchObject([
      { what: 'settings', level: 'warn', found: expect.stringContaining('there are no pages') },
    ])
  })
})

describe('the App’s credentials', () => {
  it('another App’s key: its fingerprint is named, as GitHub’s page names those of its keys', async () => {
    const { worries } = await patient().examine({ PRIVATE_KEY: anotherKey() })
    expect(worries).toEqual([
      {
        level: 'error',
        what: 'GitHub',
        found:
          'It refuses the App: PRIVATE_KEY is no key of App 7 ("A JSON web token could not be decoded").',
        next: expect.stringMatching(/Ours is SHA256:[\w+/]{43}=\./u),
      },
    ])
  })

  it('the id of no App', async () => {
    const { worries } = await patient().examine({ APP_ID: '8' })
    expect(worries).toMatchObject([
      {
        what: 'GitHub',
        level: 'error',
        found: expect.stringMatching(/ knows no App 8 \("Integration not found"\)\.$/u),
        next: expect.stringContaining('neither its client id nor that of an installation'),
      },
    ])
  })

  it('a GitHub that isn’t there', async () => {
    const { worries, about } = await patient().examine({ GITHUB_API_URL: 'http://127.0.0.1:1' })
    expect(worries).toMatchObject([
      { what: 'GitHub', found: expect.stringContaining('127.0.0.1:1 can’t be reached: ') },
    ])
    expect(about('Redis')).toMatchObject([{ level: 'ok' }])
    expect(about('address')).toMatchObject([{ level: 'ok' }])
  })

  it('an address that is the App’s own, not GitHub’s API', async () => {
    const { examine, env } = patient()
    const { worries } = await examine({ GITHUB_API_URL: env.PUBLIC_URL ?? '' })
    expect(worries).toMatchObject([
      { what: 'GitHub', level: 'error', next: expect.stringContaining('https://HOST/api/v3') },
    ])
  })

  it('a GitHub that is down, and says so', async () => {
    const { github, examine } = patient()
    github.failNext({ path: /^\/app$/u, status: 503, body: { message: 'Unicorn!' } })
    const { worries } = await examine()
    expect(worries).toMatchObject([
      { what: 'GitHub', found: expect.stringContaining('answers 503: Unicorn!') },
    ])
  })
})

describe('our clock', () => {
  const at = (seconds: number) => ({ now: () => Date.now() + seconds * 1_000 })

  it.each<[number, string, string]>([
    [1, 'ok', 'It agrees with GitHub’s.'],
    [12, 'warn', 'It is 12 seconds ahead of GitHub’s. Replicas share the work by their clocks.'],
    [-45, 'error', 'It is 45 seconds behind GitHub’s.'],
    [150, 'error', 'It is 3 minutes ahead of GitHub’s.'],
    [5 * 3_600, 'error', 'It is 5 hours ahead of GitHub’s.'],
  ])('%d seconds off, with replicas', async (seconds, level, found) => {
    const { about } = await patient().examine({}, at(seconds))
    // A slow machine may take part of a second more.
    const said = expect.stringMatching(found.replace(/1[12]|4[45]/u, String.raw`\d\d`))
    expect(about('clock')).toMatchObject([{ level, found: said }])
  })

  it('a little off, without any', async () => {
    const { worries, about } = await patient().examine({ REDIS_URL: '' }, at(-12))
    expect(worries).toEqual([])
    expect(about('clock')[0]?.level).toBe('ok')
  })

  it('is compared even where GitHub refuses the App', async () => {
    const { about } = await patient().examine({ PRIVATE_KEY: anotherKey() }, at(-7_200))
    expect(about('clock')).toMatchObject([{ level: 'error', next: expect.stringContaining('NTP') }])
  })
})

it('an old Node', async () => {
  const { worries } = await patient().examine({}, { node: '18.19.0' })
  expect(worries).toMatchObject([{ what: 'Node', level: 'error' }])
})
