import { expect } from '@jest/globals'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { held } from '../support/faults/held.ts'
import { openPulls } from '../support/faults/pulls.ts'
import type { Replica, Stage } from '../support/faults/stage.ts'

const { fault } = faultsOfThisFile()

const COUNT = 6
const AS_DELIVERED = { asDelivered: true }

/** An App in the middle of its work is told to stop, and another one takes its place. */
async function upgraded({ github, deliverTo }: Stage, old: Replica, next: () => Promise<Replica>) {
  const requests = held(github, { operation: /^query Pull|^mutation Hear/u, delay: 3_000 })
  const pulls = await openPulls(github, COUNT)
  await requests.met(2)
  requests.over()
  const [ended, receiver] = await Promise.all([old.stop(), next()])
  deliverTo(receiver)
  expect(ended).toBe(0)
  expect(old.process.output()).toContain('"msg":"stopped"')
  return { pulls }
}

fault('the App is told to stop in the middle of its work', 'in process', async (stage) => {
  const { start, deliverTo } = stage
  const old = await start('all', AS_DELIVERED)
  deliverTo(old)
  return upgraded(stage, old, () => start('all'))
})

fault('the App is told to stop in the middle of its work', 'Redis', async (stage) => {
  const { start, deliverTo } = stage
  const old = await start('all', AS_DELIVERED)
  deliverTo(old)
  const next = await start('all')
  return upgraded(stage, old, async () => next)
})

fault('two replicas reconcile at the same moment', 'Redis', async (stage) => {
  const { github, start, deliverTo, operate } = stage
  const pulls = await openPulls(github, COUNT)
  const [one, other] = await Promise.all([start('all'), start('all')])
  deliverTo(one, other)
  const answers = await Promise.all(
    [one, other].map((replica) => operate('/operator/reconcile', 'POST', replica)),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409])
  return { pulls }
})
