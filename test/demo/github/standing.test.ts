import { afterEach, describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { type Asked, asked, queried } from './asking-support.ts'
import { gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([
  { name: 'widgets' },
  { name: 'secrets', private: true },
  { owner: 'umbrella', name: 'rain', private: true },
])

const OF_UMBRELLA = { installation: 101 }

const newToken = () =>
  asked(here(), '/app/installations/100/access_tokens', { method: 'POST' }, 'app')

const newCheck = async (): Promise<Asked> =>
  asked(here(), '/repos/acme/widgets/check-runs', {
    method: 'POST',
    body: { name: 'Countersign', head_sha: await here().repository.branchHead('main') },
  })

describe('a suspended installation', () => {
  afterEach(() => here().github.unsuspend())

  it('is refused with old tokens and gets no new ones', async () => {
    const { github, recorder } = here()
    await asked(here(), '/repos/acme/widgets')
    await github.suspend()
    const refusal = { status: 403, body: { message: 'This installation has been suspended' } }
    expect(await asked(here(), '/repos/acme/widgets')).toMatchObject(refusal)
    expect(await queried(here(), 'query Me { viewer { login } }')).toMatchObject(refusal)
    expect(await newToken()).toMatchObject(refusal)
    const { payload } = await recorder.heard((hook) => named(hook) === 'installation.suspend')
    expect(payload).toMatchObject({ installation: { id: 100, account: { login: 'acme' } } })
    const { body } = await asked(here(), '/app/installations', {}, 'app')
    expect(body).toMatchObject([{ id: 100, suspended_at: expect.any(String) }, { id: 101 }])
    expect((await asked(here(), '/repos/umbrella/rain', {}, OF_UMBRELLA)).status).toBe(200)
  })

  it('hears of nothing until it is let in again', async () => {
    const { github, repository, recorder } = here()
    await github.suspend()
    await repository.commit({ branch: 'main', message: 'Unheard', files: { u: '1\n' } })
    await github.settled()
    await github.unsuspend()
    expect((await newCheck()).status).toBe(201)
    await github.settled()
    const heard = recorder.hooks.map(named)
    expect(heard.slice(0, 2)).toEqual(['installation.suspend', 'installation.unsuspend'])
    expect(heard).not.toContain('push')
  })
})

describe('a permission that is withdrawn', () => {
  const FORBIDDEN = { status: 403, body: { message: 'Resource not accessible by integration' } }

  it('is missed by tokens that had it, until it is granted again', async () => {
    const { github, recorder } = here()
    expect((await newCheck()).status).toBe(201)
    github.withdraw(['checks'])
    expect(await newCheck()).toMatchObject(FORBIDDEN)
    expect((await newToken()).body).not.toHaveProperty('permissions.checks')
    await github.grant(['checks'])
    expect((await newCheck()).status).toBe(201)
    const accepted = 'installation.new_permissions_accepted'
    const { payload } = await recorder.heard((hook) => named(hook) === accepted)
    expect(payload).toMatchObject({ installation: { permissions: { checks: 'write' } } })
  })

  it('is needed to read what is private, not what everybody may read', async () => {
    const { github } = here()
    github.withdraw(['contents'])
    const path = 'git/ref/heads/main'
    expect(await asked(here(), `/repos/acme/secrets/${path}`)).toMatchObject(FORBIDDEN)
    expect((await asked(here(), `/repos/acme/widgets/${path}`)).status).toBe(200)
    await github.grant(['contents'])
    expect((await asked(here(), `/repos/acme/secrets/${path}`)).status).toBe(200)
  })

  it('is needed to hear of what it is for', async () => {
    const { github, repository, recorder } = here()
    github.withdraw(['contents'])
    await repository.commit({ branch: 'main', message: 'Unheard', files: { c: '1\n' } })
    await github.settled()
    expect(recorder.hooks.map(named)).not.toContain('push')
    await github.grant(['contents'])
  })
})

describe('another installation', () => {
  it('has tokens of its own, which open nothing of the first’s', async () => {
    const own = await asked(here(), '/repos/umbrella/rain', {}, OF_UMBRELLA)
    expect(own).toMatchObject({ status: 200, body: { full_name: 'umbrella/rain' } })
    expect((await asked(here(), '/repos/acme/secrets', {}, OF_UMBRELLA)).status).toBe(404)
    expect((await asked(here(), '/repos/umbrella/rain')).status).toBe(404)
  })

  it('hears of its own repositories, under its own id', async () => {
    const { github, recorder } = here()
    const rain = github.repository('umbrella', 'rain')
    await rain.commit({ branch: 'drops', message: 'Drops', files: { d: '1\n' } })
    const number = await rain.openPull({ head: 'drops', title: 'Drops' })
    await rain.readyForReview(number)
    for (const action of ['opened', 'ready_for_review']) {
      const { payload } = await recorder.heard((hook) => named(hook) === `pull_request.${action}`)
      expect(payload).toMatchObject({ number, installation: { id: 101 } })
    }
  })
})
