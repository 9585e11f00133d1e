import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

// Before it has a token the App can show nothing on GitHub.
it('a token that is refused is logged, and asked for again', async () => {
  const { github, repository, logLines } = world()
  const path = /\/access_tokens$/u
  github.failNext({
    method: 'POST',
    path,
    status: 403,
    headers: { 'x-github-request-id': 'C0DE:3' },
  })
  const { review } = await reviewedPull(repository)
  await repository.waitForCheck(
    review,
    ({ title }) => title?.includes('B1 and B2 are open') === true,
  )
  const said = logLines.map((line) => JSON.parse(line) as { readonly msg: string })
  expect(said.find(({ msg }) => msg === 'could not look at it')).toMatchObject({
    level: 50,
    tryAgainIn: expect.any(Number),
    err: { request: { status: 403, method: 'POST', id: 'C0DE:3' } },
  })
})
