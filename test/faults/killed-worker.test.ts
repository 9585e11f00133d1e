import { expect } from '@jest/globals'
import type { Fault } from '../../src/demo/github/faults.ts'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { held } from '../support/faults/held.ts'
import { openPulls } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'

const { fault } = faultsOfThisFile()

/** The requests at which a worker is killed, none of which is answered any more. */
const READING: Fault = { operation: /^query Pull|^mutation Hear/u }
const BEFORE_WRITING: Fault = { operation: /^query BeforeWriting/u }
const AFTER_WRITING: Fault = { operation: /^mutation Say/u, after: true }

const COUNT = 6

/** Kills the only worker when it is there with all of its pull requests. */
async function killedAt(stage: Stage, where: Fault, successor: 'waits' | 'comes later') {
  const { github, start, deliverTo } = stage
  deliverTo(await start('web'))
  const worker = await start('worker')
  const requests = held(github, where)
  const pulls = await openPulls(github, COUNT)
  await requests.met(COUNT)
  if (successor === 'waits') await start('worker')
  await worker.kill()
  requests.over()
  if (successor === 'comes later') await start('worker')
  expect(worker.process.output()).not.toMatch(/"posted":"(?:created|updated|unchanged)"/u)
  return { pulls, healed: true }
}

fault('a worker is killed while it reads, another waits', 'Redis', (stage) =>
  killedAt(stage, READING, 'waits'),
)

fault('a worker is killed while it reads, another comes later', 'Redis', (stage) =>
  killedAt(stage, READING, 'comes later'),
)

fault('a worker is killed before it writes', 'Redis', (stage) =>
  killedAt(stage, BEFORE_WRITING, 'waits'),
)

fault('a worker is killed when it has written, and does not know it', 'Redis', (stage) =>
  killedAt(stage, AFTER_WRITING, 'comes later'),
)
