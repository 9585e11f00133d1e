import { describe, expect, it } from '@jest/globals'
import { tooMuch } from '../../src/reading/markdown-limits.ts'

const many = (count: number, piece: string): string => piece.repeat(count)

describe('a text with more than any review needs is refused', () => {
  it.each<[string, string, string, number]>([
    ['quotes in quotes', `x\n\n${many(40, '> ')}x`, 'too-deep', 3],
    ['entries of a list', many(5_001, '- x\n'), 'too-many-entries', 5_001],
    ['headings', many(5_001, '# x\n'), 'too-many-entries', 5_001],
    ['indented entries', many(2_001, '  - x\n'), 'too-many-entries', 2_001],
    ['entries in entries', many(2_001, '- - x\n'), 'too-many-entries', 2_001],
    ['underlined headings', many(501, 'x\n===\n'), 'too-many-headings', 1_002],
    ['quotations', many(1_001, '> x\n\n'), 'too-many-quotes', 2_001],
    ['footnotes', many(501, 'x[^1]\n\n'), 'too-many-footnotes', 1_001],
    ['cells', many(10_001, '|x|\n'), 'too-many-cells', 10_001],
    ['marks in a paragraph', `x\n\n${many(21, `${many(100, '*')}\n`)}`, 'too-tangled', 3],
    ['marks in an entry', `- x\n- ${many(2_001, '[')}`, 'too-tangled', 2],
    ['lines in a paragraph', `x\n\n${many(3_001, 'x\n')}`, 'too-long', 3],
    ['what stands behind a fence', `~~~\n\n~~~\n${many(2_001, '*')}`, 'too-tangled', 4],
  ])('%s', (_, text, code, line) => {
    expect(tooMuch(text)).toMatchObject({ code, line, severity: 'error' })
  })
})

describe('a text with as much as a review may need is not', () => {
  it.each<[string, string]>([
    ['a long table', many(1_000, '| **B1** | `src/a.ts:1` | [x](y) | ~~open~~ fixed |\n')],
    ['a long list', many(2_000, '- **x** in `src/a.ts:1`, [see](y)\n')],
    ['lists in lists', many(200, '- a\n  - b\n    1. c\n       - d\n')],
    ['a log in a fence', `\`\`\`text\n${many(9_000, '[INFO] | > - **\n')}\`\`\`\nx`],
    ['a log in a fence of tildes', `~~~~\n\`\`\`\n${many(9_000, '[INFO] | > - **\n')}~~~~\nx`],
    ['paragraphs', many(5_000, '**x** `y` [z](w)\n\n')],
  ])('%s', (_, text) => {
    expect(tooMuch(text)).toBeNull()
  })
})
