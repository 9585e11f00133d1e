import { expect } from '@jest/globals'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { until } from '../support/faults/held.ts'
import { openPulls, said } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'
import { fix } from '../support/story.ts'

const { fault } = faultsOfThisFile()

/** Kills Redis while the work of some pull requests is under way, and goes on with others without it. */
async function killedUnderLoad(stage: Stage) {
  const { github, redis, start, deliverTo } = stage
  const [web, one, other] = await Promise.all([start('web'), start('worker'), start('worker')])
  deliverTo(web)
  const before = await openPulls(github, 4)
  await until(() => [one, other].some(({ process }) => process.output().includes('"created"')))
  await redis.kill()
  const meanwhile = await openPulls(github, 4, { after: 4 })
  for (const pull of before.slice(0, 2)) await said(pull, '/blockers')
  for (const { home, branch } of before.slice(2)) await fix(home, branch, 'B1')
  await github.settled()
  const statuses = github.deliveries.map(({ status }) => status)
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(8)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  await redis.restart()
  return { pulls: [...before, ...meanwhile] }
}

fault('Redis is killed under load, and comes back with what it wrote down', 'Redis', (stage) =>
  killedUnderLoad(stage),
)

fault(
  'Redis is killed under load, and comes back empty',
  'Redis',
  (stage) => killedUnderLoad(stage),
  { redis: 'forgetful' },
)
