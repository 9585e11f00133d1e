import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { nodeFinding } from '../../../src/app/doctor/node-version.ts'
import { isHealthy, report } from '../../../src/app/doctor/report.ts'
import { PLAIN, patientOfThisFile } from './patient.ts'

const patient = patientOfThisFile()

it('where all is well, the doctor says of each thing what it found, and has no worries', async () => {
  const { all, worries } = await patient().examine()
  expect(worries).toEqual([])
  expect(all.map(({ what }) => what)).toEqual([
    'settings',
    'Node',
    'GitHub',
    'clock',
    'permissions',
    'events',
    'installations',
    'quota of acme',
    'webhook',
    'deliveries',
    'sign-in',
    'address',
    'Redis',
  ])
  expect(isHealthy(all)).toBe(true)
  expect(report(all, 'text', PLAIN)).toMatch(/\n {2}Nothing is wrong\.$/u)
  expect(JSON.parse(report(all, 'json', PLAIN))).toEqual({ healthy: true, findings: all })
})

it('the doctor changes nothing on GitHub', async () => {
  const { github, examine } = patient()
  const before = github.requests.length
  await examine()
  const changing = github.requests.slice(before).filter(({ method }) => method !== 'GET')
  expect(changing.map(({ path }) => path)).toEqual(['/app/installations/100/access_tokens'])
})

it('colours are for terminals', async () => {
  const { all } = await patient().examine({ REDIS_URL: '' })
  expect(report(all, 'text', { ...PLAIN, colours: true })).toContain('\u001b[32m✓')
  expect(report(all, 'text', PLAIN)).not.toContain('\u001b')
})

describe('what the doctor holds the App against', () => {
  it('is what package.json says of Node', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly engines: { readonly node: string }
    }
    expect(engines.node).toBe('^20.18.0 || ^22.0.0 || ^24.0.0')
    const levels = ['20.17.9', '20.18.0', '20.99.1', '21.7.0', '22.0.0', '24.3.0', '25.0.0'].map(
      (version) => nodeFinding(version).level,
    )
    expect(levels).toEqual(['error', 'ok', 'ok', 'error', 'ok', 'ok', 'error'])
    expect(nodeFinding('18.20.0').next).toBe(
      'Use Node 20.18, 22.0 or 24.0 or later of the same major.',
    )
  })
})
