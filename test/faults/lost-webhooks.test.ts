import { faultsOfThisFile } from '../support/faults/fault.ts'
import { openPulls, type StoryPull, said } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'
import { code, fix, newBranch } from '../support/story.ts'

const { fault } = faultsOfThisFile()

/** People work in ten pull requests at once, and a fifth of what GitHub tells of it goes astray. */
async function livelyStory({ github }: Stage, seed: number) {
  const disturbed = github.disturb({ drop: 0.1, double: 0.1, shuffle: true, seed })
  const pulls = await openPulls(github, 10)
  const [blocked, fixed, commanded, bare, forked, halfFixed, other, closed, again, late] =
    pulls as readonly StoryPull[] as [
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
      StoryPull,
    ]
  for (const pull of [blocked, again, forked]) await fix(pull.home, pull.branch, 'B1')
  await said(halfFixed, '/waive B2 nobody calls it')
  await said(commanded, '/reopen B1')
  await fix(blocked.home, blocked.branch, 'B2')
  await said(blocked, '/rereview', 'casey')
  await said(fixed, '/help')
  await said(fixed, '/reopen B2')
  await said(bare, '/blockers')
  await said(other, '/waive B1, B2 they are meant so')
  await said(forked, '/fixed B9 abc1234')
  const { repository, number } = closed
  await repository.closePull(number)
  await repository.reopenPull(number)
  await said(late, '/blockers')
  await fix(late.home, late.branch, 'B1', 'B2')
  for (const pull of pulls) await said(pull, '/waive B1, B2 as agreed')
  await github.settled()
  // Of the last words nothing is heard, and nothing later tells of them.
  const silent = github.disturb({ drop: 1, seed })
  for (const pull of [other, again]) await said(pull, '/reopen B1')
  await github.settled()
  github.disturb(null)
  const dropped = disturbed.dropped + silent.dropped
  return { pulls, disturbed: { ...disturbed, dropped } }
}

fault('webhooks are lost, doubled and shuffled', 'in process', async (stage) => {
  stage.deliverTo(await stage.start('all'))
  return livelyStory(stage, 11)
})

const POLICY = `requirements:
  corroborated: error
corroborate:
  npm test: CI / test
`
const APPROVAL = `# Review

Verdict: approve

## Validation

- \`npm test\`: 312 passed
`

fault('the webhooks of a check that the policy names are lost', 'in process', async (stage) => {
  const { github, start, deliverTo } = stage
  deliverTo(await start('all'))
  const repository = github.repository()
  const files = { '.github/countersign.yml': POLICY }
  await repository.commit({ branch: 'main', message: 'Hold claims against CI', files })
  const branch = newBranch()
  const report = { ...code(1, 'export const retries = 3'), 'REVIEW.md': APPROVAL }
  const sha = await repository.commit({ branch, message: 'Retry', files: report })
  const number = await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
  await repository.waitForCheck(sha, ({ conclusion }) => conclusion === 'success')
  await stage.quiet()
  // What the App itself said on the pull request is looked at once more.
  await stage.reconcile()
  await stage.quiet()
  const disturbed = github.disturb({ drop: 1, seed: 1 })
  await repository.workflowJob({ workflow: 'CI', job: 'test', sha, conclusion: 'failure' })
  await github.settled()
  github.disturb(null)
  return { pulls: [{ repository, number, branch, home: repository }], disturbed: { ...disturbed } }
})

fault('webhooks are lost, doubled and shuffled', 'Redis', async (stage) => {
  const { start, deliverTo } = stage
  const [one, other] = await Promise.all([
    start('web'),
    start('web'),
    start('worker'),
    start('worker'),
  ])
  deliverTo(one, other)
  return livelyStory(stage, 12)
})
