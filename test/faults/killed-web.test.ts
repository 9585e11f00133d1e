import { expect } from '@jest/globals'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { openPulls } from '../support/faults/pulls.ts'

const { fault } = faultsOfThisFile()

const COUNT = 6

fault('the server is killed between its answer and the work', 'in process', async (stage) => {
  const { github, start, deliverTo } = stage
  const patient = { settle: 60_000, spacing: 0, retries: [], atOnce: 8 }
  const first = await start('all', { tuning: { pace: patient, later: 60_000 } })
  deliverTo(first)
  const pulls = await openPulls(github, COUNT)
  await github.settled()
  await first.kill()
  expect(new Set(github.deliveries.map(({ status }) => status))).toEqual(new Set([200]))
  expect(github.requests).toEqual([])
  deliverTo(await start('all'))
  return { pulls }
})

fault('the web process is killed between its answer and the work', 'Redis', async (stage) => {
  const { github, start, deliverTo } = stage
  const first = await start('web')
  deliverTo(first)
  const pulls = await openPulls(github, COUNT)
  await github.settled()
  await first.kill()
  expect(new Set(github.deliveries.map(({ status }) => status))).toEqual(new Set([200]))
  expect(github.requests).toEqual([])
  const [, second] = await Promise.all([start('worker'), start('web')])
  deliverTo(second)
  return { pulls, healed: true }
})

fault('the server is killed in the middle of its work', 'in process', async (stage) => {
  const { github, start, deliverTo } = stage
  const first = await start('all')
  deliverTo(first)
  const pulls = await openPulls(github, COUNT)
  await first.process.wrote('"posted":"created"')
  await first.kill()
  deliverTo(await start('all'))
  return { pulls }
})
