import { expect, test } from '@jest/globals'
import type { Paragraph } from 'mdast'
import { readEvidence } from '../../src/reading/evidence.ts'
import { parseMarkdown } from '../../src/reading/parse-markdown.ts'
import { passageOf } from '../../src/reading/passage.ts'

function places(markdown: string): string[] {
  const parsed = parseMarkdown(markdown)
  if ('refused' in parsed) throw new Error(parsed.refused.message)
  const passage = passageOf((parsed.root.children[0] as Paragraph).children)
  return readEvidence(passage).map(({ path, start, end }) => `${path} ${start}-${end}`)
}

test.each<[string, string[]]>([
  ['`src/a.ts:12`', ['src/a.ts 12-12']],
  ['`src/a.ts:12-20`', ['src/a.ts 12-20']],
  ['`src/a.ts:12–20`', ['src/a.ts 12-20']],
  ['`src/a.ts:12:5`', ['src/a.ts 12-12']],
  ['`src/a.ts:12,30-31`', ['src/a.ts 12-12', 'src/a.ts 30-31']],
  ['`./src/a.ts:12`', ['src/a.ts 12-12']],
  ['`src/a.ts:L12-L20`', ['src/a.ts 12-20']],
  ['src/a.ts#L12-L20', ['src/a.ts 12-20']],
  ['a.rs:7 and Makefile:3', ['a.rs 7-7', 'Makefile 3-3']],
  ['bin/run:4', ['bin/run 4-4']],
  ['(src/a.ts:12)', ['src/a.ts 12-12']],
  ['`app/(shop)/[id]/page.tsx:3`', ['app/(shop)/[id]/page.tsx 3-3']],
  ['`src/a.ts:20-12`', ['src/a.ts 20-20']],
  ['[here](src/a.ts#L3-L5)', ['src/a.ts 3-5']],
  ['[here](/src/a%20b.ts#L3)', ['src/a b.ts 3-3']],
  ['[src/a.ts:3-5](src/a.ts#L3-L5)', ['src/a.ts 3-5']],
  ['[here](https://github.com/acme/widgets/blob/abc1234/src/a.ts#L3-L5)', ['src/a.ts 3-5']],
  [
    '[here](https://github.com/acme/widgets/blob/abc1234/src/a.ts?plain=1#L3C2-L5C9)',
    ['src/a.ts 3-5'],
  ],
  ['`src/a.ts:12` twice `src/a.ts:12`', ['src/a.ts 12-12']],
  ['http://localhost:8080 and example.com:443', []],
  ['https://example.com/a.ts:12', []],
  ['[here](https://example.com/x#L3)', []],
  ['`../../etc/passwd.txt:1`', []],
  ['`/etc/a.conf:1`', []],
  ['at 10:30, v1.2:3, crate::item:4', []],
  ['mutate.rs:181-224now', []],
])('%s', (markdown, expected) => {
  expect(places(markdown)).toEqual(expected)
})
