import { expect } from '@jest/globals'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { faulty } from '../support/faults/held.ts'
import { openPulls } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'

const { fault } = faultsOfThisFile()

const COUNT = 6
const REPOSITORIES = [{ name: 'widgets' }, { owner: 'umbrella', name: 'widgets' }]

/** A web process and two workers. */
async function replicas({ start, deliverTo }: Stage) {
  const [web] = await Promise.all([start('web'), start('worker'), start('worker')])
  deliverTo(web)
}

fault(
  'GitHub’s quota of one installation is used up for some seconds',
  'Redis',
  async (stage) => {
    const { github } = stage
    await replicas(stage)
    for (const resource of ['core', 'graphql'] as const) {
      github.limit({ resource, remaining: 0, resetsIn: 8 })
    }
    const limited = await openPulls(github, COUNT)
    const others = await openPulls(github, 2, { repository: github.repository('umbrella') })
    const { branch, home } = others[0] as (typeof others)[number]
    await home.waitForCheck(await home.branchHead(branch))
    const [first] = limited
    const head = (await first?.repository.pull(first.number))?.head.sha ?? ''
    expect(await first?.repository.checkRuns(head)).toEqual([])
    return { pulls: [...limited, ...others], healed: true }
  },
  { repositories: REPOSITORIES },
)

fault('GitHub’s secondary rate limit asks for a pause', 'in process', async (stage) => {
  const { github, start, deliverTo } = stage
  deliverTo(await start('all'))
  const limit = faulty(github, {
    operation: /^(?:query|mutation)/u,
    status: 403,
    headers: { 'retry-after': '4' },
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' },
    times: 3,
  })
  const pulls = await openPulls(github, COUNT)
  await limit.met(1)
  limit.over()
  return { pulls, healed: true }
})
