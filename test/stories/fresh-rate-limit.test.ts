import { afterEach, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { blockedPull, checkAt, untold } from './links-support.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

describe('a policy that a rate limit holds back', () => {
  // github-contents.ts takes every 403 for "no such file", and remembers that.
  it('is asked for again, and no other one judges meanwhile', async () => {
    const { github } = world()
    const head = await untold(world(), async () => {
      const { casey } = await blockedPull(world().repository, {
        report: '# Review of the retry change\n\nVerdict: approve\n\nAll is well.\n',
        policy: 'requirements:\n  fresh: error\n',
      })
      github.failNext({
        path: /\/widgets\/contents\/\.github%2Fcountersign\.yml$/u,
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit' },
        headers: { 'retry-after': '1' },
        // GitHub is asked four times before the App gives up and tries all of it again.
        times: 4,
      })
      return casey('More', code(2, 'export const more = 1'))
    })
    const { conclusion, title } = await checkAt(world(), head)
    expect({ conclusion, title }).toEqual({
      conclusion: 'failure',
      title: expect.stringMatching(/^Stale: /u),
    })
  })
})
