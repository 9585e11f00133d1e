import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { pause } from '../../src/demo/github/deliveries.ts'
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import { type BuiltApp, buildApp, freePort } from '../support/built-app.ts'
import { readDockerfile } from '../support/dockerfile.ts'
import { type ReadOnlyRoot, readOnlyRoot } from '../support/read-only-root.ts'

const SECRET = 'the secret of these tests'
const dockerfile = readDockerfile(readFileSync('Dockerfile', 'utf8'))

let github: EmbeddedGitHub
let built: BuiltApp
let image: ReadOnlyRoot
let running: ChildProcess | null = null

beforeAll(async () => {
  github = await startEmbeddedGitHub({ webhookSecret: SECRET })
  built = buildApp()
  image = readOnlyRoot(built.dist)
}, 60_000)

afterAll(async () => {
  running?.kill('SIGKILL')
  await github.close()
  image.remove()
  built.remove()
})

/** What it printed, and its exit code. */
async function ended(child: ChildProcess): Promise<readonly [output: string, code: number | null]> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  return [output, code]
}

/** As the image starts with these words. */
const start = (words: readonly string[], env: Readonly<Record<string, string>>): ChildProcess => {
  const [, ...entry] = dockerfile.words('ENTRYPOINT')
  return image.node([...entry, ...words], { ...dockerfile.env, ...env })
}

/** Says as who it runs, and where it can write. */
const PROBE = `
  const { writeFileSync, unlinkSync } = require('node:fs')
  const written = process.argv.slice(1).filter((folder) => {
    const file = folder + '/countersign-probe-' + process.pid
    try { writeFileSync(file, ''); unlinkSync(file); return true } catch { return false }
  })
  console.log(JSON.stringify({ user: process.getuid(), written }))`

it('nothing can be written there, by a user who is nobody', async () => {
  const folders = ['/', '.', 'dist', '/var/tmp', '/run', ...(image.isWhole ? ['/tmp', '/mnt'] : [])]
  const [output] = await ended(image.node(['-e', PROBE, ...folders], {}))
  const expected =
    process.getuid?.() === 0 ? Number(dockerfile.all('USER')[0]?.split(':')[0]) : process.getuid?.()
  const ownFolders = image.isWhole ? folders : ['.', 'dist']
  const said = JSON.parse(output) as { readonly user: number; readonly written: readonly string[] }
  expect(said.user).toBe(expected)
  expect(said.written.filter((folder) => ownFolders.includes(folder))).toEqual([])
})

it('the App starts there as the image starts it, is ready, writes a check, and stops when told', async () => {
  const port = String(await freePort())
  const settings = {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: SECRET,
    GITHUB_API_URL: github.url,
    HOST: '127.0.0.1',
    PORT: port,
  }
  running = start(dockerfile.words('CMD'), settings)
  const end = ended(running)
  const url = `http://127.0.0.1:${port}`
  while ((await fetch(`${url}/healthz`).catch(() => null))?.status !== 200) {
    if (running.exitCode !== null) throw new Error((await end)[0])
    await pause(50)
  }
  const ready = await fetch(`${url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, queue: 'ok', github: 'ok' },
  ])

  const [, ...health] = dockerfile.words('HEALTHCHECK')
  expect(await ended(image.node(health, { PORT: port }))).toEqual(['', 0])

  github.deliverTo(`${url}/api/github/webhooks`)
  const head = await github.repository().commit({
    branch: 'work',
    message: 'Work',
    files: { 'src/work.ts': '1\n' },
  })
  await github.repository().openPull({ head: 'work', title: 'Work' })
  await github.repository().waitForCheck(head)

  running.kill('SIGTERM')
  const [output, code] = await end
  expect(code).toBe(0)
  expect(output).not.toMatch(/EROFS|EACCES|read-only/u)
  expect(await ended(image.node(health, { PORT: port }))).toEqual(['', 1])
})

it('git needs nothing but its program for what a clone is asked', () => {
  // The image has no more of it.
  const env = { PATH: process.env.PATH ?? '', GIT_EXEC_PATH: '/nowhere' }
  const asked = [
    ['rev-parse', 'HEAD'],
    ['rev-list', '--count', 'HEAD'],
    ['status', '--porcelain'],
    ['merge-base', 'HEAD', 'HEAD'],
  ]
  for (const words of asked) expect(spawnSync('git', words, { env }).status).toBe(0)
})
