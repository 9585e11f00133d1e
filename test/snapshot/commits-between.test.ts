import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commitsBetween, type Node } from '../../src/snapshot/commits-between.ts'

/** `A<-B<-C`: name, parents. */
const graph = (...lines: string[]): Map<string, Node> =>
  new Map(
    lines.map((line) => {
      const [sha = '', ...parents] = line.split(' ')
      return [sha, { sha, parents }]
    }),
  )

const names = (nodes: readonly Node[]) => nodes.map(({ sha }) => sha).join(' ')

describe('the commits between a base and a head', () => {
  const cases: [string, Map<string, Node>, { commits: string; mergeBase: string | null }][] = [
    ['a straight branch', graph('a', 'b a', 'h b'), { commits: 'b h', mergeBase: 'a' }],
    [
      'a base that went on',
      graph('0', 'a 0', 'x a', 'b a', 'h b'),
      { commits: 'a b h', mergeBase: '0' },
    ],
    [
      'a merge of the base',
      graph('0', 'a 0', 'b 0', 'm b a', 'h m'),
      { commits: 'b m h', mergeBase: 'a' },
    ],
    [
      'two lines that meet',
      graph('a', 'b a', 'c a', 'h b c'),
      { commits: 'b c h', mergeBase: 'a' },
    ],
  ]
  it.each(cases)('%s', (name, known, expected) => {
    const base = name === 'a base that went on' ? '0' : 'a'
    const between = commitsBetween(known, base, 'h')
    expect({ ...between, commits: names(between.commits) }).toEqual({ complete: true, ...expected })
  })

  it('is empty when the head is in the base', () => {
    expect(commitsBetween(graph('a', 'b a'), 'b', 'a')).toEqual({
      complete: true,
      commits: [],
      mergeBase: 'a',
    })
  })

  it('says that it needs more history while a parent is unknown', () => {
    expect(commitsBetween(graph('a 0', 'h g', 'g f'), 'a', 'h').complete).toBe(false)
  })

  it('does not take the whole past for the branch while the base’s own past is unknown', () => {
    const known = graph('root', 'm root', 'h m', 'a z')
    expect(commitsBetween(known, 'a', 'h').complete).toBe(false)
  })

  describe('beside git itself', () => {
    let folder = ''
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim()
    const commit = (message: string) => {
      git('commit', '--allow-empty', '--quiet', '-m', message)
      return git('rev-parse', 'HEAD')
    }
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'countersign-'))
      git('init', '--quiet', '--initial-branch=main')
      git('config', 'user.name', 'Test')
      git('config', 'user.email', 'test@example.invalid')
    })
    afterAll(() => rmSync(folder, { recursive: true }))

    it('finds the same commits as `git rev-list base..head` in a history with merges both ways', () => {
      commit('one')
      git('switch', '--quiet', '-c', 'topic')
      commit('two')
      git('switch', '--quiet', 'main')
      commit('three')
      git('switch', '--quiet', 'topic')
      git('merge', '--quiet', '--no-ff', '-m', 'merge main', 'main')
      git('switch', '--quiet', '-c', 'side')
      commit('four')
      git('switch', '--quiet', 'topic')
      const head0 = commit('five')
      git('merge', '--quiet', '--no-ff', '-m', 'merge side', 'side')
      const head = commit('six')
      git('switch', '--quiet', 'main')
      const base = commit('seven')
      const known = new Map(
        git('rev-list', '--parents', '--all')
          .split('\n')
          .map((line) => {
            const [sha = '', ...parents] = line.split(' ')
            return [sha, { sha, parents }] as const
          }),
      )
      const between = commitsBetween(known, base, head)
      const shas = between.commits.map(({ sha }) => sha)
      expect([...shas].sort()).toEqual(git('rev-list', `${base}..${head}`).split('\n').sort())
      expect(between.mergeBase).toBe(git('merge-base', base, head))
      expect(between.complete).toBe(true)
      for (const { sha, parents } of between.commits) {
        for (const parent of parents.filter((one) => shas.includes(one))) {
          expect(shas.indexOf(parent)).toBeLessThan(shas.indexOf(sha))
        }
      }
      expect(shas).toContain(head0)
    })
  })
})
