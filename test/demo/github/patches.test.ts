import { describe, expect, it } from '@jest/globals'
import { patchOf } from '../../../src/demo/github/patches.ts'

const many = (count: number, word: string) => `${word}\n`.repeat(count)

describe('a patch', () => {
  it.each([
    ['nothing', 'a\n', 'a\n', null],
    ['a new file', '', 'a\nb\n', '@@ -0,0 +1,2 @@\n+a\n+b'],
    ['a file that is gone', 'a\n', '', '@@ -1 +0,0 @@\n-a'],
    ['the last newline', 'a', 'a\n', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a'],
  ])('tells of %s', (_, before, after, patch) => {
    expect(patchOf(before, after).patch).toBe(patch)
  })

  it('is left out when it would be too large, but counted', () => {
    expect(patchOf('', many(20_001, 'x'))).toEqual({
      additions: 20_001,
      deletions: 0,
      patch: null,
    })
  })

  it('replaces everything where hardly anything is the same', () => {
    const { additions, deletions, patch } = patchOf(many(3_000, 'old'), many(3_000, 'new'))
    expect([additions, deletions]).toEqual([3_000, 3_000])
    expect(patch?.startsWith('@@ -1,3000 +1,3000 @@\n-old\n')).toBe(true)
  })
})
