import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { report } from '../../../src/app/doctor/report.ts'
import { APP_PERMISSIONS } from '../../../src/demo/github/world.ts'
import { PLAIN, patientOfThisFile } from './patient.ts'

const patient = patientOfThisFile()

it('the page about deploying shows what the doctor says', async () => {
  const { github, env, redis, examine } = patient()
  github.changeApp({ permissions: { ...APP_PERMISSIONS, pull_requests: 'read' } })
  await github.deliver('ping', {}, { signature: 'sha256=0' })
  const client = new Redis(redis.url)
  await client.config('SET', 'appendonly', 'no')
  client.disconnect()

  const { all } = await examine()
  const asOnThePage = (text: string) =>
    text
      .replaceAll(github.url, 'https://github.com')
      .replaceAll(env.PUBLIC_URL ?? '', 'https://YOUR.HOST')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '2026-11-21T14:03:09Z')
  const findings = all.map((one) => ({
    ...one,
    found: asOnThePage(one.found),
    next: one.next === null ? null : asOnThePage(one.next),
  }))
  const page = readFileSync('docs/deploying.md', 'utf8')
  expect(page).toContain(`\`\`\`text\n${report(findings, 'text', PLAIN)}\n\`\`\`\n`)
})
