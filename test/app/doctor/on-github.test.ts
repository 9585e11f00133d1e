import { afterEach, describe, expect, it } from '@jest/globals'
import { WEBHOOK_PATH } from '../../../src/app/webhook.ts'
import { APP_EVENTS, APP_PERMISSIONS } from '../../../src/demo/github/world.ts'
import { patientOfThisFile } from './patient.ts'

const patient = patientOfThisFile()

const webhooks = () => `${patient().env.PUBLIC_URL}${WEBHOOK_PATH}`

const AS_IT_WAS = {
  permissions: APP_PERMISSIONS,
  events: APP_EVENTS,
  contentType: 'json',
  hasSecret: true,
  checksCertificates: true,
} as const

afterEach(async () => {
  const { github } = patient()
  github.clearFaults()
  github.changeApp(AS_IT_WAS)
  await github.unsuspend()
  await github.grant(Object.keys(APP_PERMISSIONS))
  github.deliverTo(webhooks())
  await github.deliver('ping', {})
  await github.settled()
})

const settings = () => `${patient().github.url}/organizations/acme/settings/apps/countersign`

describe('permissions and events of the App', () => {
  it('too few: where they are added', async () => {
    const { github, examine } = patient()
    const { checks: _, ...others } = APP_PERMISSIONS
    github.changeApp({ permissions: { ...others, pull_requests: 'read' }, events: ['push'] })
    const { worries } = await examine()
    expect(worries).toEqual([
      {
        level: 'error',
        what: 'permissions',
        found: 'The App lacks checks: write, pull_requests: write.',
        next: `Add them at ${settings()}/permissions, and have each installation approve it.`,
      },
      {
        level: 'error',
        what: 'events',
        found:
          'The App lacks check_run, check_suite, issue_comment, merge_group, pull_request, pull_request_review.',
        next: `Add them at ${settings()}/permissions, and have each installation approve it.`,
      },
    ])
  })

  it('too many', async () => {
    const { github, examine } = patient()
    github.changeApp({
      permissions: { ...APP_PERMISSIONS, contents: 'write', administration: 'read' },
      events: [...APP_EVENTS, 'star'],
    })
    const { worries } = await examine()
    expect(worries.map(({ level, found }) => [level, found])).toEqual([
      ['warn', 'The App never uses contents: write, administration: read.'],
      ['warn', 'The App never uses star.'],
    ])
  })
})

describe('installations', () => {
  it('none: where to install it', async () => {
    const { github, examine } = patient()
    github.failNext({ path: /^\/app\/installations$/u, status: 200, body: [] })
    const { worries } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'installations',
        level: 'error',
        next: `Install it on the repositories that are to use it: ${github.url}/apps/countersign/installations/new`,
      },
    ])
  })

  it('one that hasn’t approved yet what the App asks for', async () => {
    const { github, examine } = patient()
    github.withdraw(['merge_queues', 'members'])
    const { worries } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'installation acme',
        level: 'error',
        found: 'Not granted there yet: members: read, merge_queues: read.',
        next: expect.stringContaining('/settings/installations/100'),
      },
    ])
  })

  it('one that is suspended is not asked for what it has left', async () => {
    const { github, examine } = patient()
    await github.suspend()
    const { worries, about } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'installation acme',
        level: 'warn',
        found: expect.stringMatching(/^Suspended since /u),
      },
    ])
    expect(about('quota of acme')).toEqual([])
  })

  it('one that has used up its requests', async () => {
    const { github, examine } = patient()
    github.limit({ resource: 'graphql', remaining: 20, resetsIn: 600 })
    const { worries } = await examine()
    github.limit({ resource: 'graphql', remaining: 5_000, resetsIn: 3_600 })
    expect(worries).toMatchObject([
      {
        what: 'quota of acme',
        level: 'warn',
        found: expect.stringMatching(/, 20 of 5000 points of GraphQL until \d\d:\d\d UTC left\.$/u),
      },
    ])
  })

  it('a server without limits', async () => {
    const { github, examine } = patient()
    github.failNext({ path: /^\/rate_limit$/u, status: 404, body: { message: 'Not enabled' } })
    const { worries, about } = await examine()
    expect(worries).toEqual([])
    expect(about('quota of acme')).toMatchObject([{ found: 'This GitHub has no limits.' }])
  })
})

describe('the webhook', () => {
  it('sent as a form, unsigned, to a certificate that nobody looks at', async () => {
    const { github, examine } = patient()
    github.changeApp({ contentType: 'form', hasSecret: false, checksCertificates: false })
    const { worries } = await examine()
    expect(worries.map(({ what, level, found }) => [what, level, found])).toEqual([
      ['webhook', 'error', 'They are sent as a form.'],
      ['webhook', 'error', 'They are not signed, and none is taken.'],
      ['webhook', 'warn', 'GitHub doesn’t look at the certificate of where it sends them.'],
    ])
  })

  it.each([
    ['nowhere', undefined, 'GitHub doesn’t know where to send webhooks.'],
    ['to another path', '/hooks?token=mine', 'where the App takes none.'],
  ])('sent %s', async (_, path, found) => {
    const { github, examine, env } = patient()
    const body = { content_type: 'json', secret: '********', insecure_ssl: '0' }
    const url = path === undefined ? {} : { url: `${env.PUBLIC_URL}${path}` }
    github.failNext({ path: /^\/app\/hook\/config$/u, status: 200, body: { ...body, ...url } })
    const { worries } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'webhook',
        level: 'error',
        found: expect.stringContaining(found),
        next: expect.stringContaining(`Set "Webhook URL" to ${webhooks()} at ${settings()}`),
      },
    ])
    expect(JSON.stringify(worries)).not.toContain('token=mine')
  })

  it('sent to another host than PUBLIC_URL, readable on the way', async () => {
    const { github, examine } = patient()
    github.deliverTo(`http://elsewhere.invalid${WEBHOOK_PATH}`)
    expect((await examine()).worries).toMatchObject([
      { what: 'webhook', level: 'warn', found: expect.stringContaining('PUBLIC_URL is another') },
    ])
    const alone = await examine({ PUBLIC_URL: '', GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' })
    expect(alone.worries).toMatchObject([
      { what: 'webhook', level: 'warn', found: expect.stringContaining('readable on the way') },
    ])
  })

  it('a GitHub that knows of none', async () => {
    const { github, examine } = patient()
    github.failNext({ path: /^\/app\/hook\//u, status: 404, body: {}, times: 2 })
    const { worries } = await examine()
    expect(worries.map(({ what, found }) => [what, found])).toEqual([
      ['webhook', 'GitHub doesn’t know where to send webhooks.'],
      ['deliveries', 'GitHub has sent no webhook in the last three days.'],
    ])
  })
})

describe('deliveries', () => {
  it('signed with another secret than ours', async () => {
    const { github, examine } = patient()
    await github.deliver('ping', {}, { signature: 'sha256=0' })
    await github.deliver('ping', {}, { signature: 'sha256=0' })
    const { worries } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'deliveries',
        level: 'error',
        found: expect.stringMatching(
          /^The latest ones \(2 of the last \d+\) failed, at .*: 401 Unauthorized\.$/u,
        ),
        next: expect.stringContaining('WEBHOOK_SECRET isn’t the secret in the App’s settings'),
      },
    ])
  })

  it('that reach nobody', async () => {
    const { github, examine } = patient()
    github.deliverTo('http://127.0.0.1:1/')
    await github.deliver('ping', {})
    github.deliverTo(webhooks())
    const { worries } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'deliveries',
        found: expect.stringMatching(/^The last one failed, .*: failed to connect to host\.$/u),
        next: expect.stringContaining('GitHub can’t reach it'),
      },
    ])
  })

  it('of which some failed before', async () => {
    const { github, examine } = patient()
    await github.deliver('ping', {}, { signature: 'sha256=0' })
    await github.deliver('ping', {})
    const { worries, about } = await examine()
    expect(worries).toEqual([])
    expect(about('deliveries')[0]?.found).toMatch(/Of the last \d+, \d+ failed\.$/u)
  })

  it('none in three days', async () => {
    const { github, examine } = patient()
    for (const { id } of github.deliveries) github.ageDelivery(id, 73)
    const { worries } = await examine()
    expect(worries).toMatchObject([
      { what: 'deliveries', level: 'warn', next: expect.stringContaining('Is "Active" ticked at') },
    ])
  })

  it.each([
    [302, 'GitHub follows no redirects'],
    [400, 'is the content type JSON'],
    [404, 'is the path of the webhook URL right'],
    [413, 'up to 25 MB'],
    [502, 'A proxy can’t reach the App'],
    [503, 'is Redis up'],
  ])('answered %d', async (status, next) => {
    const { github, examine } = patient()
    const body = [{ delivered_at: '2026-01-05T09:00:00Z', status: 'said', status_code: status }]
    github.failNext({ path: /^\/app\/hook\/deliveries$/u, status: 200, body })
    const { worries } = await examine()
    expect(worries).toMatchObject([{ what: 'deliveries', next: expect.stringContaining(next) }])
  })

  it('that can’t be listed are no reason not to look at the rest', async () => {
    const { github, examine } = patient()
    github.failNext({
      path: /^\/app\/hook\/deliveries$/u,
      status: 502,
      body: { message: 'Oh\u001b[2J' },
    })
    const { worries, all } = await examine()
    expect(worries).toMatchObject([
      {
        what: 'deliveries',
        level: 'error',
        found: expect.stringContaining('can’t be examined: Oh'),
      },
    ])
    expect(all).toHaveLength(13)
    expect(JSON.stringify(all)).not.toContain('\\u001b')
  })
})
