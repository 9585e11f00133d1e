import { expect } from '@jest/globals'
import type { Fault } from '../../src/demo/github/faults.ts'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { faulty, until } from '../support/faults/held.ts'
import { openPulls } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'

const { fault } = faultsOfThisFile()

const COUNT = 6

/** GitHub fails while pull requests are opened, until that has hit so many requests. */
async function failing({ github, start, deliverTo }: Stage, hit: number, ...kinds: Fault[]) {
  deliverTo(await start('all', { tuning: { patience: 1_000 } }))
  const met = kinds.map((kind) => faulty(github, kind))
  const pulls = await openPulls(github, COUNT)
  await until(() => met.every(({ count }) => count() >= hit))
  github.clearFaults()
  return { pulls, healed: true }
}

/** GitHub fails until the App has given up all of them. */
async function givenUp({ github, start, deliverTo, operate }: Stage, ...kinds: Fault[]) {
  const pace = { settle: 10, spacing: 50, retries: [100], atOnce: 8 }
  deliverTo(await start('all', { tuning: { pace } }))
  for (const kind of kinds) faulty(github, kind)
  const pulls = await openPulls(github, COUNT)
  const keys = async (): Promise<Set<string>> => {
    const answer = await operate('/operator/given-up', 'GET')
    const { givenUp: all } = (await answer.json()) as { givenUp: readonly { key: string }[] }
    return new Set(all.map(({ key }) => key).filter((key) => /\/pull\/\d+$|\/\d+$/u.test(key)))
  }
  await until(async () => (await keys()).size >= COUNT)
  github.clearFaults()
  return { pulls }
}

const READING = { operation: /^query Pull|^mutation Hear/u }
const WRITING = { operation: /^mutation Say/u }

fault('GitHub answers 500 to readers, some times', 'in process', (stage) =>
  failing(stage, 4, { ...READING, status: 500, times: 8 }),
)

fault('GitHub answers 502 to writers, for longer than all tries', 'in process', (stage) =>
  givenUp(stage, { ...WRITING, status: 502 }),
)

fault('GitHub never answers', 'in process', (stage) =>
  failing(
    stage,
    3,
    { ...READING, status: 'hang', times: 3 },
    { ...WRITING, status: 'hang', times: 3 },
    { ...WRITING, status: 'hang', times: 3, after: true },
  ),
)

fault('GitHub cuts the connection before it has written the check run', 'in process', (stage) =>
  failing(stage, 6, { ...WRITING, status: 'hang up' }),
)

fault('GitHub cuts the connection after it has written the check run', 'in process', (stage) =>
  failing(stage, 6, { ...WRITING, status: 'hang up', after: true }),
)

const BROKEN = {
  data: null,
  errors: [{ message: 'Something went wrong while executing your query.' }],
}

fault('GitHub answers 200, with errors inside', 'in process', async (stage) => {
  const aftermath = await failing(
    stage,
    3,
    { ...READING, status: 200, body: BROKEN, times: 3 },
    { ...WRITING, status: 200, body: BROKEN, times: 3 },
    { ...WRITING, status: 200, body: BROKEN, times: 3, after: true },
  )
  expect(stage.github.requests.some(({ operation }) => operation === 'mutation Say')).toBe(true)
  return aftermath
})
