import { describe, expect, it } from '@jest/globals'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { codeSpan, escapeMarkdown, plainText } from '../../src/publish/escape.ts'

const markdown = unified().use(remarkParse).use(remarkGfm)

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

/** What GitHub's Markdown makes of `source` as the only cell of a table's row: every node below the cell. */
function inCell(source: string): readonly Node[] {
  const tree: Node = markdown.parse(`| x |\n| --- |\n| ${source} |\n`)
  expect(tree.children?.map(({ type }) => type)).toEqual(['table'])
  const rows = tree.children?.[0]?.children ?? []
  expect(rows.map(({ children }) => children?.length)).toEqual([1, 1])
  return rows[1]?.children?.[0]?.children ?? []
}

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<!-- hidden -->',
  '&lt;b&gt; &amp;copy;',
  '[click](javascript:alert(1))',
  '![pixel](https://example.invalid/p.png)',
  'https://example.invalid/path and www.example.invalid',
  'mail me@example.invalid',
  '| another | cell |',
  '`code` and **bold** and ~~gone~~ and _so on_',
  '# heading\n- item\n> quote',
  '```\nfence',
  '\\| escaped already \\',
  '$x^2$ and $$y$$',
  ':rocket: GH-12 #34 owner/repo#56',
  '[^1] footnote [x] task',
]

describe('text in our Markdown', () => {
  it.each(HOSTILE)('%j shows as it is written and does nothing', (text) => {
    const nodes = inCell(escapeMarkdown(text))
    expect(nodes.map(({ type }) => type)).toEqual(['text'])
    const shown = nodes[0]?.value?.replaceAll('\u2060', '')
    expect(shown).toBe(text.replaceAll(/\s+/g, ' '))
  })

  it.each([
    ['@octocat', '@\u2060octocat'],
    ['@everyone', '@\u2060everyone'],
    ['see #12', 'see #\u206012'],
    ['https://x.invalid', 'https\u2060://x.invalid'],
  ])('%s is no name, reference or address for GitHub to find', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it.each([
    '- item',
    '+ item',
    '1. item',
    '2) item',
    '> quote',
    '# heading',
    '=== x',
    '[x] task',
    '---',
  ])('%j at the start of a list item is text', (text) => {
    const tree: Node = markdown.parse(`- ${escapeMarkdown(text)}\n`)
    const [paragraph, ...others] = tree.children?.[0]?.children?.[0]?.children ?? []
    expect([paragraph?.type, others]).toEqual(['paragraph', []])
    expect(paragraph?.children).toMatchObject([{ type: 'text', value: text }])
  })

  it.each(['Fixes-Blocker: B1', 'snake_case is fine.', 'a < b & c', 'f(x) + {y}!', 'REVIEW.md:3'])(
    '%j needs nothing',
    (text) => {
      expect(escapeMarkdown(text)).toBe(text)
    },
  )

  it.each([
    ['a right-to-left override', 'a\u202Eb', 'ab'],
    ['zero-width letters', 'a\u200Bb\u2060c\uFEFF', 'abc'],
    ['controls', 'a\u0000b\u001Bc\u0085', 'abc'],
    ['line separators', 'a\u2028b', 'a b'],
  ])('%s goes', (_, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it('is cut by whole characters', () => {
    expect(escapeMarkdown('👍'.repeat(10_000), 5)).toBe('👍👍👍👍…')
  })
})

describe('a code span', () => {
  it.each([...HOSTILE, 'a`b', '``', '`', 'a|b'])('%j is code and nothing else', (text) => {
    const nodes = inCell(codeSpan(text))
    expect(nodes.map(({ type }) => type)).toEqual(['inlineCode'])
    expect(nodes[0]?.value?.replaceAll('\u2060', '')).toBe(text.replaceAll(/\s+/g, ' '))
  })

  it('of nothing is nothing', () => expect(codeSpan(' \u200B ')).toBe(''))
})

describe('plain text', () => {
  it('keeps lines and signs, and loses what hides', () => {
    expect(plainText('<b>\u202E a\t b\n*c*', 100)).toBe('<b> a b\n*c*')
  })
})
