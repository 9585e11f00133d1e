import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { redisInfoFindings } from '../../../src/app/doctor/redis.ts'
import { freePort } from '../../support/built-app.ts'
import { PASSWORD, patientOfThisFile } from './patient.ts'

const patient = patientOfThisFile()

describe('Redis', () => {
  const told = async (...words: readonly [string, string][]) => {
    const client = new Redis(patient().redis.url)
    for (const [name, value] of words) await client.config('SET', name, value)
    client.disconnect()
  }

  it('none: one process only', async () => {
    const { worries, about } = await patient().examine({ REDIS_URL: '' })
    expect(worries).toEqual([])
    expect(about('Redis')).toMatchObject([{ level: 'info' }])
  })

  it('that isn’t there', async () => {
    const { worries } = await patient().examine({ REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:1` })
    expect(worries).toMatchObject([
      {
        what: 'Redis',
        level: 'error',
        found: expect.stringContaining('127.0.0.1:1 can’t be reached'),
      },
    ])
  })

  it('that wants another password', async () => {
    const { redis, examine } = patient()
    const url = `redis://somebody:${PASSWORD}@127.0.0.1:${redis.port}`
    const { worries } = await examine({ REDIS_URL: url })
    expect(worries).toMatchObject([
      {
        what: 'Redis',
        level: 'error',
        next: expect.stringContaining('user and password before the host'),
      },
    ])
  })

  it('that answers nobody', async () => {
    const { redis, examine } = patient()
    redis.freeze()
    const { worries } = await examine().finally(() => redis.thaw())
    expect(worries).toContainEqual(
      expect.objectContaining({
        what: 'Redis',
        found: expect.stringContaining('can’t be reached'),
      }),
    )
  })

  it('that throws away what is queued, and keeps nothing over a restart', async () => {
    await told(['maxmemory-policy', 'allkeys-lru'], ['appendonly', 'no'])
    const unlimited = await patient().examine()
    await told(['maxmemory', '100mb'])
    const limited = await patient().examine()
    await told(['maxmemory', '0'], ['maxmemory-policy', 'noeviction'], ['appendonly', 'yes'])
    expect([unlimited, limited].map(({ worries }) => worries)).toMatchObject([
      [
        { level: 'warn', next: 'Set maxmemory-policy to noeviction.' },
        { level: 'warn', next: 'Set appendonly to yes.' },
      ],
      [
        { level: 'error', next: 'Set maxmemory-policy to noeviction.' },
        { level: 'warn', next: 'Set appendonly to yes.' },
      ],
    ])
  })

  it('that is too old, a replica, or a cluster', () => {
    const found = (lines: string) =>
      redisInfoFindings('here', `# Server\r\n${lines}\r\naof_enabled:1\r\n`).map(
        ({ level, found }) => `${level}: ${found}`,
      )
    expect(found('redis_version:4.0.9')).toEqual(['error: here is Redis 4.0.9.'])
    expect(found('redis_version:6.0.16')).toEqual(['warn: here is Redis 6.0.16.'])
    expect(found('redis_version:6.2.0')).toEqual(['ok: here answers: Redis 6.2.0.'])
    expect(found('redis_version:7.2.0\r\nrole:slave\r\nredis_mode:cluster')).toEqual([
      'error: here is a replica, which takes no writes.',
      'error: here is a cluster, in which a queue’s keys lie apart.',
    ])
  })
})

describe('the public address', () => {
  let stop = async () => {}
  afterEach(() => stop())

  /** Answers each path with a status and a text; 404 where it has none. */
  async function somebody(answers: Readonly<Record<string, readonly [number, string]>>) {
    const port = await freePort()
    const server = createServer(({ url = '/' }, response) => {
      const [status, text] = answers[url] ?? [404, 'Nothing']
      response.writeHead(status).end(text)
    })
    await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
    stop = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
    return `http://127.0.0.1:${port}`
  }

  const addressFor = async (url: string) => {
    const { about, all } = await patient().examine({ PUBLIC_URL: url })
    expect(all.map(({ what }) => what)).toContain('Redis')
    return about('address')
  }

  it('that can’t be reached from here may still be reached by GitHub', async () => {
    expect(await addressFor('https://countersign.invalid')).toMatchObject([
      { level: 'warn', next: expect.stringContaining('GitHub may still reach it') },
    ])
  })

  it('where somebody else answers gets no webhook', async () => {
    expect(await addressFor(await somebody({ '/healthz': [200, 'fine'] }))).toMatchObject([
      { level: 'error', found: expect.stringContaining('/healthz answers 200, and not as') },
    ])
  })

  it('where the App runs with another secret', async () => {
    const { worries } = await patient().examine({ WEBHOOK_SECRET: 'not the one it runs with' })
    expect(worries).toMatchObject([
      { what: 'address', level: 'error', found: expect.stringContaining('another WEBHOOK_SECRET') },
    ])
  })

  it('where a proxy keeps webhooks', async () => {
    const proxy = await somebody({ '/healthz': [200, 'ok\n'] })
    expect(await addressFor(proxy)).toMatchObject([
      { level: 'error', found: expect.stringContaining('answers a webhook with 404') },
    ])
  })

  it('where the App says that it isn’t ready, and why', async () => {
    const ready = JSON.stringify({
      ready: false,
      queue: 'The queue can’t be reached.',
      github: 'ok',
    })
    const url = await somebody({
      '/healthz': [200, 'ok\n'],
      '/api/github/webhooks': [200, 'ok'],
      '/readyz': [503, ready],
    })
    expect(await addressFor(url)).toMatchObject([
      { level: 'ok' },
      { level: 'error', found: `The App at ${url} is not ready: The queue can’t be reached.` },
    ])
  })
})

describe('signing in', () => {
  it('with the client id of another App', async () => {
    const { worries } = await patient().examine({ GITHUB_CLIENT_ID: 'Iv1.another' })
    expect(worries).toMatchObject([
      { what: 'sign-in', level: 'error', found: expect.stringContaining('Iv1.countersign') },
    ])
  })

  it('says what the callback URL has to be, as GitHub shows it to nobody', async () => {
    const { about } = await patient().examine()
    const url = `${patient().env.PUBLIC_URL}/auth/callback`
    expect(about('sign-in')).toMatchObject([{ level: 'info', next: expect.stringContaining(url) }])
  })

  it('is left out where nobody shall', async () => {
    const { worries, about } = await patient().examine({
      GITHUB_CLIENT_ID: '',
      GITHUB_CLIENT_SECRET: '',
    })
    expect(worries).toEqual([])
    expect(about('sign-in')).toMatchObject([{ level: 'info', found: 'Nobody can sign in.' }])
  })
})
