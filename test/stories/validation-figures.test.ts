import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { approval, CASEY, checkAt, rowsIn, sectionOf, short, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const ran = (...lines: readonly string[]): string => approval('## Validation', '', ...lines)

describe('figures that differ', () => {
  it('between the coder and the reviewer of the same code are shown', async () => {
    const work = await workUnder(world().repository, {
      message: 'Retry\n\nTest Plan: npm test (550 passed)',
    })
    const head = await work.report(ran('- `npm test`: 482 passed'))
    const { summary } = await checkAt(world(), work, head)
    expect(sectionOf(summary, 'Figures that differ')).toBe(
      `- ⚠️ \`npm test\`: 482 passed by \`REVIEW.md:7\`, 550 passed by \`${short(work.work)}:3\``,
    )
    expect(rowsIn(summary, 'Validation, as reports and commits say')).toEqual([
      [
        '`npm test`',
        'reviewer',
        'said to pass',
        '482 passed',
        'this code',
        'only claimed',
        '`REVIEW.md:7`',
      ],
      [
        '`npm test`',
        'author',
        'said to pass',
        '550 passed',
        'this code',
        'only claimed',
        `\`${short(work.work)}:3\``,
      ],
    ])
  })

  it('of other code are none', async () => {
    const work = await workUnder(world().repository, {
      message: 'Retry\n\nTest Plan: npm test (550 passed)',
    })
    await work.commit(CASEY, 'Fewer', code(2, 'fewer()'))
    const head = await work.report(ran('- `npm test`: 482 passed'))
    const { summary } = await checkAt(world(), work, head)
    expect(sectionOf(summary, 'Figures that differ')).toBe('')
  })

  it('within one report are shown, too', async () => {
    const work = await workUnder(world().repository, {})
    const lines = ['Coder reported:', '', '- `npm test`: 550 passed', '', 'Reviewer re-ran:', '']
    const head = await work.report(ran(...lines, '- `npm test`: 482 passed'))
    const { summary } = await checkAt(world(), work, head)
    expect(sectionOf(summary, 'Figures that differ')).toContain(
      '- ⚠️ `npm test`: 482 and 550 passed, by `REVIEW.md:',
    )
  })
})
