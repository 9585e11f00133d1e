import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { assessments, newBranch } from '../support/story.ts'

const world = worldOfThisFile()

it('checks of others in a repository that heeds none are looked at once, then never again', async () => {
  const { repository, requestsDuring, unheard } = world()
  const branch = newBranch()
  let head = ''
  await unheard(async () => {
    head = await repository.commit({ branch, message: 'Work', files: { 'a.txt': 'a' } })
    await repository.openPull({ head: branch, title: 'Work' })
  })
  const ended = async (job: string) => {
    await repository.workflowJob({ workflow: 'CI', job, sha: head, conclusion: 'success' })
  }
  const first = await requestsDuring(() => ended('lint'))
  expect(assessments(first)).toHaveLength(1)
  const others = await requestsDuring(async () => {
    for (const name of ['lint', 'test', 'codecov', 'deploy']) await ended(name)
  })
  expect(others).toEqual([])
})
