import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { newBranch } from '../support/story.ts'

const world = worldOfThisFile()

const PULLS = 25
const CHECKS = 32

/** Open pull requests, each on top of the one before; their heads. */
async function stack(): Promise<readonly string[]> {
  const { repository } = world()
  const heads: string[] = []
  let base = 'main'
  for (let index = 0; index < PULLS; index++) {
    const branch = newBranch()
    const files = { [`src/${branch}.ts`]: `${index}\n` }
    heads.push(await repository.commit({ branch, from: base, message: `Part ${index}`, files }))
    await repository.openPull({ head: branch, base, title: `Part ${index}` })
    base = branch
  }
  return heads
}

/** The webhook of a check that somebody else's App ran, with this in it. */
async function checkOfSomebody(sha: string): Promise<(name: string, sha: string) => object> {
  const { github, repository } = world()
  await repository.workflowJob({ workflow: 'CI', job: 'build', sha, conclusion: 'success' })
  await github.settled()
  const told = github.deliveries.findLast(
    ({ event, action }) => event === 'check_run' && action === 'completed',
  )
  const payload = told?.payload as { readonly check_run: object }
  return (name, head_sha) => ({ ...payload, check_run: { ...payload.check_run, name, head_sha } })
}

describe('checks of others, all run again on a stack of pull requests', () => {
  it('lead to no look, and to no request', async () => {
    const { github, quiet, requestsDuring } = world()
    const heads = await stack()
    await quiet()
    const checkOf = await checkOfSomebody(heads[0] ?? '')
    const requests = await requestsDuring(async () => {
      for (const sha of heads) {
        const names = Array.from({ length: CHECKS }, (_, index) => `check ${index}`)
        const answers = await Promise.all(
          names.map((name) => github.deliver('check_run', checkOf(name, sha))),
        )
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      }
    })
    expect(requests).toEqual([])
  }, 120_000)
})
