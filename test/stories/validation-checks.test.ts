import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import {
  approval,
  CASEY,
  checkAt,
  rowOf,
  rowsIn,
  short,
  type Work,
  workUnder,
} from './trust-support.ts'

const world = worldOfThisFile()

const STRICT = `
requirements:
  validated: error
validation: [npm test]
corroborate:
  npm test: CI / test
`
const CLAIM = approval('## Validation', '', '- `npm test`: 312 passed')
const CLAIMED = 'claimed by REVIEW.md:7'

/** A claim that the tests pass, under that policy, and what else happens before anybody looks. */
async function claimed(policy: string, tell: (head: string, work: Work) => Promise<string>) {
  const work = await workUnder(world().repository, { policy })
  const head = await tell(await work.report(CLAIM), work)
  const said = await checkAt(world(), work, head)
  const seen = rowsIn(said.summary, 'Validation, as reports and commits say')[0]?.[5]
  return { said, seen, head: short(head) }
}

/** The job "test" of the workflow "CI" ends so, or goes on. */
const ci = (conclusion?: string) => async (sha: string) => {
  const ended = conclusion === undefined ? {} : { conclusion }
  await world().repository.workflowJob({ workflow: 'CI', job: 'test', sha, ...ended })
  return sha
}

describe('a claim of which the policy names the check', () => {
  it('is seen when that succeeded', async () => {
    const { said, seen } = await claimed(STRICT, ci('success'))
    expect(said.conclusion).toBe('success')
    expect(seen).toBe('✅ `CI / test`')
    expect(rowOf(said, 'validated').found).toBe(
      `"npm test": ${CLAIMED} and seen to pass in "CI / test"`,
    )
    expect(rowOf(said, 'corroborated')).toMatchObject({
      mark: '✅',
      looked: '1 claim, 1 check',
      found: 'no check contradicts a claim',
    })
  })

  it.each(['failure', 'timed_out', 'cancelled', 'action_required'])(
    'is contradicted by %s',
    async (conclusion) => {
      const { said, seen, head } = await claimed(STRICT, ci(conclusion))
      expect(said.conclusion).toBe('failure')
      expect(seen?.replaceAll('\\', '')).toBe(`❌ \`CI / test\`: ${conclusion}`)
      const [validated, corroborated] = [rowOf(said, 'validated'), rowOf(said, 'corroborated')]
      expect(validated).toMatchObject({
        found: `"npm test": ${CLAIMED}, but "CI / test" ended with ${conclusion}`,
        next: `Make "CI / test" pass on ${head}.`,
      })
      expect(corroborated).toMatchObject({
        mark: '❌',
        found: `REVIEW.md:7 says that "npm test" passed, but "CI / test" ended with ${conclusion} on this head`,
        next: 'Make the check pass on this head, or correct what the report says.',
      })
    },
  )

  it.each(['skipped', 'neutral'])('is never passed by %s', async (conclusion) => {
    const { said, seen, head } = await claimed(STRICT, ci(conclusion))
    expect(said.conclusion).toBe('failure')
    expect(seen).toBe(`❌ \`CI / test\`: ${conclusion}`)
    expect(rowOf(said, 'validated')).toMatchObject({
      found: `"npm test": ${CLAIMED}, but "CI / test" ended with ${conclusion}`,
      next: `Make "CI / test" pass on ${head}.`,
    })
    expect(rowOf(said, 'corroborated').mark).toBe('✅')
  })

  it('waits while that runs', async () => {
    const { said, seen } = await claimed(STRICT, ci())
    expect(said).toMatchObject({
      conclusion: 'failure',
      title: `Not validated: "npm test": ${CLAIMED}; "CI / test" still runs`,
    })
    expect(seen).toBe('`CI / test` runs')
    expect(rowOf(said, 'validated').next).toBe(
      'Wait for "CI / test": this check looks again when it ends.',
    )
  })

  it('is only a claim when there is no such check', async () => {
    const { said, seen, head } = await claimed(STRICT, async (sha) => sha)
    expect(said.title).toBe(
      `Not validated: "npm test": only ${CLAIMED}; "CI / test" has not run on this head`,
    )
    expect(seen).toBe('no check yet')
    expect(rowOf(said, 'validated').next).toBe(
      `Let "CI / test" run on ${head}. If it is called otherwise, correct "corroborate" in the policy.`,
    )
  })

  it('is not shown by a job of that name in another workflow', async () => {
    const { seen } = await claimed(STRICT, async (sha) => {
      const job = { workflow: 'Nightly', job: 'test', sha, conclusion: 'success' }
      await world().repository.workflowJob(job)
      return sha
    })
    expect(seen).toBe('no check yet')
  })

  it('is not shown by that check on an older commit', async () => {
    const { seen } = await claimed(STRICT, async (sha, { report }) => {
      await ci('success')(sha)
      return report(`${CLAIM}\n## Notes\n\n- One more.\n`)
    })
    expect(seen).toBe('no check yet')
  })

  it('counts by the last run of a job that was run again', async () => {
    const { said } = await claimed(STRICT, async (sha) => {
      await ci('failure')(sha)
      return ci('success')(sha)
    })
    expect(said.conclusion).toBe('success')
  })

  it('is of no use on older code, even where the check passes on the new', async () => {
    const { said } = await claimed(STRICT, async (_, { commit }) =>
      ci('success')(await commit(CASEY, 'More', code(2, 'more()'))),
    )
    expect(said.title).toBe(
      'Not validated: "npm test": run before the code changed last (REVIEW.md:7)',
    )
  })

  it('is not contradicted by newer code that fails', async () => {
    const { said } = await claimed(STRICT, async (_, { commit }) =>
      ci('failure')(await commit(CASEY, 'More', code(2, 'more()'))),
    )
    expect(rowOf(said, 'corroborated').mark).toBe('✅')
  })
})

describe('where nothing has to be run', () => {
  const LENIENT = 'corroborate:\n  npm test: CI / test\n'

  it('a claim that its check contradicts fails the check', async () => {
    const { said } = await claimed(LENIENT, ci('failure'))
    expect(said).toMatchObject({
      conclusion: 'failure',
      title:
        'Contradicted: REVIEW.md:7 says that "npm test" passed, but "CI / test" ended with failure on this head',
    })
  })

  it('a check by somebody else than GitHub Actions goes by its own name', async () => {
    const { said } = await claimed(LENIENT.replace('CI / test', 'buildbot'), async (sha) => {
      await world().repository.foreignCheck({ name: 'buildbot', sha, conclusion: 'failure' })
      return sha
    })
    expect(said.title).toContain('but "buildbot" ended with failure on this head')
  })

  it('a claim that nothing contradicts holds nothing up', async () => {
    const { said, seen } = await claimed(LENIENT, ci('skipped'))
    expect(said).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by REVIEW.md',
    })
    expect(seen).toBe('❌ `CI / test`: skipped')
  })

  it('a claim for which the policy names no check is only a claim', async () => {
    const { said, seen } = await claimed('', ci('failure'))
    expect(said.conclusion).toBe('success')
    expect(seen).toBe('only claimed')
    expect(rowOf(said, 'corroborated')).toMatchObject({
      looked: 'no command is held against a check',
      found: 'all runs are only claimed',
    })
  })
})
