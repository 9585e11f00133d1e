import { expect, it } from '@jest/globals'
import { openPull } from '../../src/app/open-pull.ts'
import { factsAbout } from '../../src/assess/assess.ts'
import { ourCheck } from '../../src/publish/check-run.ts'
import { startReader } from '../../src/reader/reader.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { readSnapshot, writeSnapshot } from '../../src/simulation/snapshot-file.ts'
import { memoryFacts } from '../../src/snapshot/facts-cache.ts'
import { worldOfThisFile } from '../support/app.ts'
import { octokitOf } from '../support/octokit.ts'
import { fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

it('a pull request of today is assessed later as it was, whatever became of it', async () => {
  const { github, repository } = world()
  const { branch, number } = await reviewedPull(repository)
  const head = await fix(repository, branch, 'B1')
  await repository.comment(number, '/waive B2 nobody calls it', 'robin')
  const check = await repository.waitForCheck(head, ({ title }) => /settled/u.test(title ?? ''))

  const reader = startReader()
  try {
    const pull = { owner: 'acme', repo: 'widgets', number }
    const asking = {
      octokit: octokitOf(github),
      facts: memoryFacts(),
      ours: ourCheck(github.appId),
    }
    const { source, opened } = await openPull(asking, pull)
    const { snapshot } = await factsAbout({ reader }, source, opened)
    const text = writeSnapshot(snapshot)

    await repository.commit({ branch, message: 'Undo it all', files: { 'src/retry.ts': null } })
    await world().quiet()

    const read = readSnapshot(text)
    if (!read.ok) throw new Error(read.problems.join('\n'))
    const { run } = await simulate(read.snapshot, reader)
    expect(run.conclusion).toBe(check.conclusion)
    expect(run.title).toBe(check.title)
    expect(run.summary).toBe(check.summary)
  } finally {
    await reader.close()
  }
})
