import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../../src/app/config.ts'
import { pause } from '../../../src/demo/github/deliveries.ts'
import { manifest } from '../../support/manifest.ts'
import { reviewedPull } from '../../support/story.ts'
import {
  leadsTo,
  madeOnGitHub,
  type Newcomer,
  newcomer,
  onGitHub,
  WEBHOOK_SECRET,
} from './newcomer.ts'

let who: Newcomer

afterEach(() => who.end())

const envOf = ({ folder }: Newcomer) => readFileSync(join(folder, '.env'), 'utf8')
const told = async (part: string): Promise<void> => {
  while (!who.said().includes(part)) await pause(10)
}

describe('somebody who starts Countersign for the first time', () => {
  it('is led to an App that runs and is installed, and each step is said', async () => {
    who = await newcomer()
    const { github, begun, ask, describe: fill, said, folder } = who
    expect(said()).toContain(`1 of 4  Open ${begun.url} in a browser`)
    const first = await ask('/')
    expect(first.html).toMatch(/name="name"[^>]* value="Countersign-[a-z]{5}"/u)

    const onwards = await fill({ public_url: begun.url })
    expect(said()).toContain('2 of 4  Create “Countersign-acme” on GitHub')
    const { action, manifest: sent } = leadsTo(onwards)
    const state = new URL(action).searchParams.get('state') ?? ''
    expect(action).toBe(`${github.url}/organizations/acme/settings/apps/new?state=${state}`)
    expect(state).toMatch(/^[\w-]{32}$/u)
    expect(JSON.parse(sent)).toEqual({
      name: 'Countersign-acme',
      url: 'https://github.com/countersign/countersign',
      description: expect.stringContaining('red until every blocker'),
      public: false,
      hook_attributes: { url: `${begun.url}/api/github/webhooks`, active: true },
      redirect_url: `${begun.url}/set-up/created`,
      callback_urls: [`${begun.url}/auth/callback`],
      setup_url: `${begun.url}/set-up/installed`,
      default_permissions: manifest().permissions,
      default_events: manifest().events,
    })

    const gitHub = await onGitHub(github)
    const back = await gitHub.create(onwards, 'Countersign-acme')
    const created = await ask(back.location)
    expect([created.status, created.location]).toEqual([303, '/set-up/installed'])
    expect(said()).toContain(
      `GitHub made the App “Countersign-acme”: ${github.url}/apps/countersign`,
    )
    expect(said()).toContain(`Its credentials are in ${join(folder, '.env')}, which only you`)
    expect(said()).toContain(`3 of 4  Install it: ${github.url}/apps/countersign/installations/new`)
    expect(said()).not.toContain('4 of 4')
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
    const kept = parseEnv(envOf(who))
    expect(Object.keys(kept).sort()).toEqual([
      'APP_ID',
      'GITHUB_API_URL',
      'GITHUB_CLIENT_ID',
      'GITHUB_CLIENT_SECRET',
      'PRIVATE_KEY',
      'PUBLIC_URL',
      'WEBHOOK_SECRET',
    ])
    // Docker, systemd and shells read the file, too, and none of them alike what stands in quotes.
    expect(envOf(who)).not.toMatch(/["'\\ #]/u)
    expect(readConfig(kept)).toMatchObject({
      kind: 'ready',
      config: {
        appId: github.appId,
        privateKey: github.privateKey,
        webhookSecret: WEBHOOK_SECRET,
        apiUrl: github.url,
        publicUrl: begun.url,
        signIn: { clientId: github.clientId, clientSecret: github.clientSecret },
      },
    })

    const app = await who.app()
    expect(app.url).toBe(begun.url)
    const waiting = await ask('/set-up/installed')
    expect(waiting.text).toContain('It is not installed anywhere yet')
    expect(waiting.html).toContain(`href="${github.url}/apps/countersign/installations/new"`)
    expect(said()).not.toContain('Installed on')

    const installed = await gitHub.install()
    expect(installed.location).toBe(
      `${begun.url}/set-up/installed?installation_id=100&setup_action=install`,
    )
    const ready = await ask(installed.location)
    expect(ready.text).toContain('Installed on acme : 3 repositories.')
    expect(ready.text).toContain('make that check a required one')
    await told('4 of 4')
    expect(said()).toContain('Installed on acme: 3 repositories')
    expect(said()).toContain(`Ready: GitHub tells the App of changes at ${begun.url}/api/github/`)

    const repository = github.repository('acme', 'widgets')
    const { review } = await reviewedPull(repository)
    expect(await repository.waitForCheck(review)).toMatchObject({ conclusion: 'failure' })

    const secrets = [
      github.privateKey.split('\n')[1] ?? '-',
      Buffer.from(github.privateKey).toString('base64').slice(0, 60),
      WEBHOOK_SECRET,
      github.clientSecret,
    ]
    const shown = [said(), who.logged(), ...who.pages].join('\n')
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
  })

  it('has an App without an address, that finds for itself what GitHub can’t tell it', async () => {
    who = await newcomer()
    const { github, ask, describe: fill, said } = who
    const repository = github.repository('acme', 'gadgets')
    const { review } = await reviewedPull(repository)
    const onwards = await fill()
    expect(JSON.parse(leadsTo(onwards).manifest)).toMatchObject({
      hook_attributes: { url: 'https://github.com/countersign/countersign', active: false },
    })
    const gitHub = await onGitHub(github)
    await ask((await gitHub.create(onwards)).location)
    expect(parseEnv(envOf(who)).PUBLIC_URL).toBeUndefined()
    const { location } = await gitHub.install()
    const ready = await ask(location)
    expect(ready.text).toContain('the App compares itself with GitHub every 10 minutes')
    expect(ready.html).toContain(`${github.url}/organizations/acme/settings/apps/countersign`)
    await told('Ready: as GitHub has no address for it')
    expect(await repository.waitForCheck(review)).toMatchObject({ conclusion: 'failure' })
    expect(github.deliveries).toEqual([])
    expect(said()).toContain('Next: commit a review')
  })

  it('may have the App in their own account, and open to others', async () => {
    who = await newcomer()
    const { github, begun, describe: fill } = who
    const onwards = await fill({
      organization: '',
      who: 'everybody',
      public_url: 'http://127.0.0.1:9',
    })
    const { action, manifest: sent } = leadsTo(onwards)
    expect(action).toMatch(new RegExp(`^${github.url}/settings/apps/new\\?state=`, 'u'))
    // Others who install it don't sit at this machine.
    expect(JSON.parse(sent)).toMatchObject({
      public: true,
      setup_url: 'http://127.0.0.1:9/',
      redirect_url: `${begun.url}/set-up/created`,
    })
  })

  it('keeps what stood in .env, fills what was left empty, and goes on with it', async () => {
    who = await newcomer({
      prepare: (folder) =>
        writeFileSync(join(folder, '.env'), '# Ours\nLOG_LEVEL=debug\nAPP_ID=\nexport X="a # b"'),
    })
    await who.ask(await madeOnGitHub(who))
    expect(envOf(who)).toMatch(
      /^# Ours\nLOG_LEVEL=debug\nexport X="a # b"\nAPP_ID=7\nPRIVATE_KEY=/u,
    )
    expect(statSync(join(who.folder, '.env')).mode & 0o777).toBe(0o600)
    await who.app()
  })

  it('shows the pages of the set-up to nobody else once the App runs', async () => {
    who = await newcomer()
    await who.ask(await madeOnGitHub(who))
    await who.app()
    const path = new URL('/set-up/installed', who.begun.url)
    expect((await fetch(path)).status).toBe(404)
    expect((await fetch(path, { headers: { cookie: 'set_up=guessed' } })).status).toBe(404)
    expect((await who.ask('/set-up/installed')).status).toBe(200)
    expect((await who.ask('/healthz')).status).toBe(200)
  })
})
