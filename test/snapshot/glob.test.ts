import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import picomatch from 'picomatch'
import { anyGlob, countAlternatives, isUnclear } from '../../src/snapshot/glob.ts'

describe('a glob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['src/a.ts', ['src/a.ts'], ['src/a.tsx', 'a.ts', 'x/src/a.ts', 'SRC/a.ts', 'src/a', '']],
    ['*.md', ['a.md', '.md', '.x.md'], ['docs/a.md', 'a.md.bak', '']],
    ['docs/*', ['docs/a', 'docs/.a'], ['docs', 'docs/a/b', 'xdocs/a']],
    ['docs/**', ['docs/a', 'docs/a/b/c.md', 'docs/.a/b'], ['docs', 'xdocs/a', 'docs2/a']],
    ['**', ['a', 'a/b', '.a/b'], []],
    ['**/a.md', ['a.md', 'x/a.md', 'x/y/a.md'], ['xa.md', 'a.md/x']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b', 'a/b/b'], ['a/xb', 'ab', 'a/b/c']],
    ['**/x/**/y/*.ts', ['x/y/a.ts', 'q/x/r/y/a.ts', 'x/y/y/a.ts'], ['x/a.ts', 'x/y/z/a.ts']],
    ['a**b', ['ab', 'axxb'], ['a/b']],
    ['a?c', ['abc', 'a.c', 'a😀c'], ['ac', 'a/c', 'abbc']],
    ['[ab]*[0-9]', ['a1', 'b-9', 'axx0'], ['c1', 'a', 'a/1']],
    ['[!a]', ['b', '!'], ['a', '']],
    ['[^a-c]x', ['dx'], ['ax', 'cx']],
    ['a.{ts,tsx}', ['a.ts', 'a.tsx'], ['a.js', 'a.{ts,tsx}']],
    ['{a,b/c}/{x,}y', ['a/xy', 'b/c/y', 'a/y'], ['b/xy', 'c/y']],
    ['app/\\[id\\]/\\*', ['app/[id]/*'], ['app/i/*', 'app/[id]/x']],
    ['!a', ['!a'], ['a', 'b']],
    ['a.c+(d)|$^', ['a.c+(d)|$^'], ['abc', 'a.cd']],
    ['[z-a]', [], ['z', 'a', 'b', '-']],
  ])('%s', (glob, matching, others) => {
    const matches = anyGlob([glob])
    expect(matching.filter((path) => !matches(path))).toEqual([])
    expect(others.filter(matches)).toEqual([])
  })

  it('is one of several', () => {
    const matches = anyGlob(['a', 'b/*'])
    expect(['a', 'b/x', 'b', 'c'].map(matches)).toEqual([true, true, false, false])
    expect(anyGlob([])('a')).toBe(false)
  })

  it.each<[string, string, string]>([
    ['in a name', '*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(4_000)],
    ['across folders', '**/a/**/a/**/a/**/a/**/a/b', 'a/'.repeat(2_000)],
    ['in names across folders', '**/*a*a*/**/*a*a*/**/b', 'aaaaaa/'.repeat(500)],
  ])('with many stars %s doesn’t take for ever', (_, glob, path) => {
    expect(anyGlob([glob])(path)).toBe(false)
    expect(anyGlob([glob])(`${path}b`)).toBe(true)
  })

  const pieces = ['a', 'b', '.', '*', '?', '/', '/**/', '{a,b}', '{a/,b*}', '[ab]', '[^b]', '[a-c]']
  const tidy = (parts: readonly string[]): string =>
    parts
      .join('')
      .replace(/\/+/g, '/')
      .replace(/^\/|\/$/g, '')
  const globs = fc
    .array(fc.constantFrom(...pieces), { maxLength: 7 })
    .map(tidy)
    .filter((glob) => !/^$|^\.\.?\/|\*\*(?!\/|$)|(?<!\/|^)\*\*/.test(glob))
  const paths = fc
    .array(fc.constantFrom('a', 'b', 'c', '.a', 'ab', 'aba', '/'), { maxLength: 8 })
    .map(tidy)
    .filter((path) => path !== '')

  it('matches what picomatch matches', () => {
    fc.assert(
      fc.property(globs, paths, (glob, path) => {
        // There "a/**" matches "a", too.
        const there = glob.replace(/\/\*\*$/, '/**/*')
        const expected = picomatch(there, { dot: true, nonegate: true, noextglob: true })(path)
        expect(anyGlob([glob])(path)).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what a glob means', () => {
  it.each(['a', '{a,b}', '{a,b}{c,d}', '[ab]', '\\{a', 'a\\[', '{,a}', 'a]'])(
    'is clear: %s',
    (glob) => expect(isUnclear(glob)).toBe(false),
  )

  it.each(['{a', 'a}', '[a', '{a}', '{a,{b,c}}', '[a/b]', 'a\\', '{a}{b,c}'])(
    'is unclear: %s',
    (glob) => expect(isUnclear(glob)).toBe(true),
  )

  it.each([
    ['a', 1],
    ['{a,b,c}', 3],
    ['{a,b}/{c,d}.{e,f,g}', 12],
  ])('%s stands for %i', (glob, count) => expect(countAlternatives(glob)).toBe(count))
})
