import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readCommands } from '../../src/command/read-commands.ts'
import { readCommit } from '../../src/commit/read-commit.ts'
import { readReport } from '../../src/review/read-report.ts'

/** Reports in the ways in which people write them, in blocks. */
const SAMPLES: readonly (readonly string[])[] = [
  [
    '# Review R2: upload limits',
    'Verdict: **blocking**',
    'Reviewed commit: `3f2c1d0`',
    '## Blockers',
    '1. **Limits are not kept.** `src/upload.ts:12-20` takes what comes.\n   See https://github.com/acme/widgets/blob/3f2c1d0/src/__init__.py#L3.',
    '2. The error is swallowed (`src/upload.ts:31`).\n\n   ```ts\n   catch {}\n   ```',
    '| Blocker | State |\n| --- | --- |\n| B1 | fixed in `abc1234` |\n| B2 | open |',
    '## Validation run',
    '- `npm test`: 12 passed, 1 failed\n- `npm run lint`: ok',
    '## Non-blocking notes',
    '- [ ] Rename it.\n- [x] ~~Document it.~~[^1]',
    '[^1]: Done in abc1234.',
  ],
  [
    '---\nverdict: approve\nround: 3\n---',
    '# Re-review: upload limits',
    '> Round 1: B1 is open.',
    'Commit `abc1234` addresses the two prior blocking issues.',
    'R1-B1: fixed in abc1234 ("fix: keep the limit").',
    '<details>\n<summary>Round 1 review</summary>\n\nVerdict: block\n\n</details>',
    '**Residual risks**',
    '* Large files are untested.\n    * Even larger ones, too.',
    'Verdict\n-------',
    'APPROVE — nothing blocks.',
  ],
]

/** Text that hides, turns or splits other text. */
const ODD = ['\uFEFF', '\u0000', '\u202E', '\u2067', '\u200B', '\t', '\u2028', '\uD800', '👍']

const anyText = fc.string({ unit: 'binary', maxLength: 400 })
const oddText = fc
  .array(fc.oneof(fc.constantFrom(...ODD, ...SAMPLES.flat(), '\n', ' '), anyText))
  .map((parts) => parts.join(''))
const shuffled = fc
  .constantFrom(...SAMPLES)
  .chain((blocks) => fc.shuffledSubarray([...blocks], { minLength: 1 }))
  .map((blocks) => `${blocks.join('\n\n')}\n`)
const cut = fc
  .tuple(shuffled, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([text, share]) => text.slice(0, Math.floor(share * text.length)))
const texts = fc.oneof(anyText, oddText, shuffled, cut)

/** The lines that a reading names, wherever in it. */
const linesIn = (reading: unknown): readonly number[] => {
  if (typeof reading !== 'object' || reading === null) return []
  return Object.entries(reading).flatMap(([key, value]) =>
    typeof value === 'number'
      ? ['line', 'endLine', 'headLine'].includes(key)
        ? [value]
        : []
      : linesIn(value),
  )
}

/** A front matter is not looked for behind a byte order mark so far. */
const hasNoFrontMatter = (text: string): boolean => !text.startsWith('---')

const linesOf = (text: string): number => text.split(/\r\n?|\n/).length

const withinText = (reading: unknown, text: string) => {
  const last = linesOf(text)
  expect(
    linesIn(reading).filter((line) => !Number.isInteger(line) || line < 1 || line > last),
  ).toEqual([])
}

describe('any text', () => {
  it.each<[string, (text: string) => unknown]>([
    ['a report', readReport],
    ['a commit message', readCommit],
    ['a comment', readCommands],
  ])('as %s is read, twice the same, with lines that it has', (_, read) => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = read(text)
        expect(read(text)).toEqual(reading)
        withinText(reading, text)
      }),
    )
  })

  it.each<[string, (text: string) => unknown]>([
    ['a report', readReport],
    ['a commit message', readCommit],
    ['a comment', readCommands],
  ])('as %s means the same with Windows’ ends of lines', (_, read) => {
    const plain = texts.map((text) => text.replaceAll('\r', ''))
    fc.assert(
      fc.property(plain, (text) => {
        expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text))
      }),
    )
  })

  it('as a report means the same behind a byte order mark', () => {
    fc.assert(
      fc.property(shuffled.filter(hasNoFrontMatter), (text) => {
        expect(readReport(`\uFEFF${text}`)).toEqual(readReport(text))
      }),
    )
  })
})

describe('a megabyte in one line', () => {
  it.each(['a', 'word ', '**', '[', '`', '&amp;', '\t', '\u202E', '|', '/fixed B1 '])(
    'of %j is read or refused',
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length)
      expect(readReport(text).diagnostics).toMatchObject([{ code: 'report-too-large', line: 1 }])
      withinText(readCommit(text), text)
      withinText(readCommands(`/fixed B1 ${text}`), text)
    },
  )
})
