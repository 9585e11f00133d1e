import { describe, expect, it } from '@jest/globals'
import type { Paragraph } from 'mdast'
import { readEvidence } from '../../src/reading/evidence.ts'
import { parseMarkdown } from '../../src/reading/parse-markdown.ts'
import { type Passage, passageOf } from '../../src/reading/passage.ts'

const passage = (markdown: string): Passage => {
  const parsed = parseMarkdown(markdown)
  if ('refused' in parsed) throw new Error(parsed.refused.message)
  return passageOf((parsed.root.children[0] as Paragraph).children)
}

/** The links as the text shows them, with where they lead when that is something else. */
const links = (markdown: string): readonly string[] => {
  const { text, links: found } = passage(markdown)
  return found.map(({ start, end, url }) =>
    text.slice(start, end) === url ? url : `${text.slice(start, end)} → ${url}`,
  )
}

describe('an address that stands in a text', () => {
  it.each<[string, readonly string[]]>([
    ['See https://a.b/c.', ['https://a.b/c']],
    ['(https://a.b/c) and (https://a.b/c_(d))!', ['https://a.b/c', 'https://a.b/c_(d)']],
    ['HTTP://a.b/c, https://a.b/d?e=f&g#h;', ['HTTP://a.b/c', 'https://a.b/d?e=f&g#h']],
    ['**https://a.b/c** _https://a.b/d_', ['https://a.b/c', 'https://a.b/d']],
    [
      'https://a.b/__init__.py and https://a.b/_x_/y',
      ['https://a.b/__init__.py', 'https://a.b/_x_/y'],
    ],
    ['[https://a.b/c] and [see https://a.b/[id]/d]', ['https://a.b/c', 'https://a.b/[id]/d']],
    ['<https://a.b/c> [c](https://a.b/d)', ['https://a.b/c', 'c → https://a.b/d']],
    ['[https://a.b/c](https://a.b/d)', ['https://a.b/c → https://a.b/d']],
    ['| x | https://a.b/c |', ['https://a.b/c']],
    ['xhttps://a.b/c `https://a.b/c` https:// www.a.b x@a.b', []],
  ])('%j', (markdown, expected) => {
    expect(links(markdown)).toEqual(expected)
  })

  it.each([
    'https://github.com/o/r/blob/abc/src/a.ts#L1-L3',
    'See https://github.com/o/r/blob/abc/src/a.ts#L1-L3.',
    '[https://github.com/o/r/blob/abc/src/a.ts#L1-L3]',
  ])('%j is evidence', (markdown) => {
    expect(readEvidence(passage(markdown))).toEqual([
      { path: 'src/a.ts', start: 1, end: 3, line: 1 },
    ])
  })

  it('with underscores is evidence as it is written', () => {
    const [place] = readEvidence(
      passage('https://github.com/o/r/blob/abc/__tests__/__init__.py#L3'),
    )
    expect(place?.path).toBe('__tests__/__init__.py')
  })
})

describe('a footnote', () => {
  it.each(['x[^1]\n\n[^1]: y z\n', '> x[^1]\n>\n> [^1]: y z\n', '- x[^1]\n\n  [^1]: y z\n'])(
    '%j keeps its text where it stands',
    (markdown) => {
      const parsed = parseMarkdown(markdown)
      const said = JSON.stringify(parsed)
      expect(said).toContain('"value":"y z"')
      expect(said).not.toContain('footnoteDefinition')
    },
  )
})
