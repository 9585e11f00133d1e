import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from '@jest/globals'
import { HARMFUL } from '../publish/hostile-terminal.ts'
import { countersign } from '../support/cli.ts'
import { gitRepository } from '../support/git-repository.ts'
import { faultsByOurs, faultsBySarif } from '../support/published-schemas.ts'

const folder = mkdtempSync(join(tmpdir(), 'countersign-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const REVIEW = `# Review R2: send again when the server is down

- Verdict: blocking
- Reviewed commits: 2117381..e10b4ad

The second look, after the fixes. It took an hour,
and two cups of tea.

R1-B1: fixed in abc1234.

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\` tries for ever.
2. **The error is swallowed.** Fixed in \`4e1f09a\`.

## Validation

- \`npm test\`: 12 passed
- \`npm run e2e\`: failed

## Notes

- \`doIt\` is no name.
`

/** Writes a file, and reads it. */
const read = (text: string | Buffer, words: readonly string[] = [], name = 'REVIEW.md') => {
  writeFileSync(join(folder, name), text)
  return countersign(folder, ['read', name, ...words])
}

describe('a report', () => {
  it('is shown with what each line was understood as', async () => {
    const { code, out, err } = await read(REVIEW)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(`REVIEW.md · send again when the server is down
  verdict   block, by line 3: “blocking”
  round     2, by line 1
  reviewed  2117381..e10b4ad, by line 4
  holds     2 blockers, 1 of them open · 2 runs · 1 note

 1  title, round      │ # Review R2: send again when the server is down
 3  verdict: block    │ - Verdict: blocking
 4  reviewed          │ - Reviewed commits: 2117381..e10b4ad
                      │ … 2 lines
 9  R1-B1 fixed       │ R1-B1: fixed in abc1234.
11                    │ ## Blockers
13  blocker B1, place │ 1. **It never gives up.** \`src/send.ts:2-4\` tries for ever.
14  B2 fixed          │ 2. **The error is swallowed.** Fixed in \`4e1f09a\`.
    fix of B2         │
16                    │ ## Validation
18  run passed        │ - \`npm test\`: 12 passed
19  run failed        │ - \`npm run e2e\`: failed
21                    │ ## Notes
23  note              │ - \`doIt\` is no name.

✓ Read without a doubt.
`)
  })

  it('has its diagnostics below their lines, and what to write instead', async () => {
    const { code, out } = await read('# Review\n\nVerdict: blocking\n\nAll of it.\n')
    expect(code).toBe(1)
    expect(out).toContain(`3  verdict: block │ Verdict: blocking
   ✗ The verdict is blocking, and no blocker could be read. block-without-blockers
     → List each one`)
    expect(out).toContain('write at the end:')
    expect(out).toContain('{fill in: what must change}')
    expect(out).toContain('✗ 1 error in REVIEW.md.')
  })

  test.each([
    ['\n', '\n'],
    ['\r\n', '\r\n'],
    ['a byte order mark', '\n'],
  ])('reads the same with %j', async (name, end) => {
    const mark = name.startsWith('a') ? '\ufeff' : ''
    const plain = await read(REVIEW)
    expect((await read(mark + REVIEW.replaceAll('\n', end))).out).toBe(plain.out)
  })
})

describe('what is read', () => {
  test.each([
    ['nothing', '', 1, 'no verdict'],
    ['no report', 'Just text.\n', 1, 'no verdict'],
    ['a megabyte', `${REVIEW}${'word '.repeat(210_000)}`, 1, 'report-too-large'],
    ['many lines', '\n'.repeat(50_000), 1, 'no verdict'],
    ['a control character', '# Review\x1b[2J\n\nVerdict: approve\n', 0, 'Review[2J'],
    ['old Macs’ lines', '# Review\r\rVerdict: approve\r', 0, 'approve'],
    [
      'no UTF-8',
      Buffer.from('# Review of Gr\xfc\xdfe\n\nVerdict: approve\n', 'latin1'),
      0,
      'approve',
    ],
  ])('%s', async (_, text, code, said) => {
    const ran = await read(text)
    expect(ran.code).toBe(code)
    expect(ran.out.toLowerCase()).toContain(said.toLowerCase())
  })

  test('standard input', async () => {
    const { out } = await countersign(folder, ['read', '-'], { typed: REVIEW })
    expect(out).toMatch(/^- · send again/u)
  })

  test('several files, each by itself', async () => {
    writeFileSync(join(folder, 'REVIEW-2.md'), '# Review\n\nVerdict: approve\n')
    const { code, out } = await read(REVIEW, ['REVIEW-2.md', 'REVIEW.md'])
    expect(code).toBe(0)
    expect(out.match(/Read without a doubt/gu)).toHaveLength(3)
    expect(out).toContain('\n3 read: no doubt about anything.\n')
  })
})

describe('what is not', () => {
  mkdirSync(join(folder, 'reviews'))
  writeFileSync(join(folder, 'picture.png'), Buffer.from([137, 80, 78, 71, 0, 0, 1]))
  test.each([
    ['none.md', 'none.md: there is no such file, and no such commit.'],
    ['no/folder/none.md', 'no/folder/none.md: there is no such file'],
    ['reviews', 'reviews is a folder: name the files in it.'],
    ['picture.png', 'picture.png is no text.'],
    ['\x1b[2J', '[2J: there is no such file'],
    ['x'.repeat(5_000), 'there is no such file'],
  ])('%j is named, and the others are read', async (name, said) => {
    const { code, out, err } = await read(REVIEW, [name])
    expect(code).toBe(2)
    expect(err).toContain(`countersign: ${said}`.slice(0, name.length > 100 ? 12 : undefined))
    expect(err).not.toContain('\x1b')
    expect(out).toContain('Read without a doubt')
  })

  test('nothing named is wrong use', async () => {
    expect(await countersign(folder, ['read'])).toMatchObject({ code: 2, out: '' })
    expect(await countersign(folder, ['read', 'a', '--format', 'markdown'])).toMatchObject({
      code: 2,
    })
  })
})

describe('--format', () => {
  const WRONG = '# Review\n\nVerdict: blocking\n\nAll of it.\n'

  test('json is what the published schema says', async () => {
    const data = JSON.parse((await read(WRONG, ['--format', 'json'])).out)
    expect(faultsByOurs('read.schema.json', data)).toEqual([])
    expect(data.readings).toMatchObject([
      {
        input: 'REVIEW.md',
        kind: 'report',
        verdict: { outcome: 'block', line: 3 },
        diagnostics: [{ line: 3, code: 'block-without-blockers', edit: { fills: true } }],
      },
    ])
  })

  test('sarif is what its schema says', async () => {
    const { code, out } = await read(WRONG, ['--format', 'sarif'])
    expect(code).toBe(1)
    expect(faultsBySarif(JSON.parse(out))).toEqual([])
    expect(JSON.parse(out).runs[0].results[0]).toMatchObject({
      ruleId: 'block-without-blockers',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'REVIEW.md' } } }],
      fixes: [{}],
    })
  })

  test('github annotates the lines, and says how many', async () => {
    const lines = (await read(WRONG, ['--format', 'github'])).out.trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(
        /^::error file=REVIEW\.md,line=3,endLine=3,title=Unclear::The verdict/u,
      ),
      'Countersign: 1 error',
    ])
    expect((await read(REVIEW, ['--format', 'github'])).out).toBe(
      'Countersign: no doubt about anything\n',
    )
  })

  test('names files from the root of the repository', async () => {
    const repo = gitRepository({ 'reviews/a.md': WRONG })
    const within = join(repo.folder, 'reviews')
    for (const name of ['a.md', join(within, 'a.md'), '../reviews/a.md']) {
      const { out } = await countersign(within, ['read', name, '--format', 'github'])
      expect(out).toContain('::error file=reviews/a.md,')
    }
  })

  test.each(['text', 'json', 'sarif', 'github'])(
    'hostile texts do no harm as %s',
    async (format) => {
      const text =
        '# Review \x1b]8;;https://evil.example\x07of\u202e it\n\nVerdict: \x9b2Jblocking, three blockers\n\n## Blockers\n\n1. **a ::error::x ##[error]y | z**\n::error::alone\n'
      const { out } = await read(text, ['--format', format])
      expect(HARMFUL.test(out)).toBe(false)
      if (format === 'github') {
        expect(out.match(/^\s*::/gmu)).toHaveLength(out.trimEnd().split('\n').length - 1)
      }
    },
  )
})

describe('the page', () => {
  const WIDE = `# Review\n\nVerdict: approve\n\n## Notes\n\n- ${'漢字の題名が長いときの幅'.repeat(20)}\n- ${'👩‍👩‍👧'.repeat(90)}\n`

  test.each([80, 110])('keeps to %i columns', async (columns) => {
    writeFileSync(join(folder, 'wide.md'), WIDE)
    const { out } = await countersign(folder, ['read', 'wide.md'], { columns })
    const { default: width } = await import('string-width')
    for (const line of out.split('\n')) expect(width(line)).toBeLessThanOrEqual(columns)
    expect(out).toMatch(/漢.*…$/mu)
  })

  test('has colours where they are wanted, and says the same', async () => {
    writeFileSync(join(folder, 'REVIEW.md'), REVIEW)
    const coloured = await countersign(folder, ['read', 'REVIEW.md'], { colours: true })
    const { stripVTControlCharacters } = await import('node:util')
    expect(coloured.out).toContain('\x1b[31mverdict: block\x1b[39m')
    expect(stripVTControlCharacters(coloured.out)).toBe((await read(REVIEW)).out)
  })
})

describe('--fix', () => {
  const SHORT = '# Review\n\nVerdict: approve\n\nB1 of the first round is fixed in abc12.\n'
  const fixed = (name = 'REVIEW.md') => readFileSync(join(folder, name), 'utf8')

  it('makes the edits, and reads the file once more', async () => {
    const { code, out, err } = await read('# Review\r\n\r\nVerdict: blocking\r\n', ['--fix'])
    expect(fixed()).toMatch(
      /^# Review\r\n\r\nVerdict: blocking\r\n[\s\S]*\{fill in: what must change\}/u,
    )
    expect(fixed()).not.toMatch(/[^\r]\n/u)
    expect(err).toMatch(
      /^REVIEW\.md: 1 edit was made\. Fill in what only you can know, at line \d+: \{fill in: …\}\.$/mu,
    )
    expect(out).toContain('placeholder-left')
    expect(code).toBe(1)
  })

  it('leaves alone what is clear', async () => {
    const { code, err } = await read(REVIEW, ['--fix'])
    expect({ code, err, text: fixed() }).toEqual({ code: 0, err: '', text: REVIEW })
  })

  it('changes nothing of what is not in UTF-8', async () => {
    const bytes = Buffer.from('# Review of Gr\xfc\xdfe\n\nVerdict: blocking\n', 'latin1')
    const { code, err } = await read(bytes, ['--fix'])
    expect(code).toBe(2)
    expect(err).toContain('REVIEW.md is not in UTF-8')
    expect(readFileSync(join(folder, 'REVIEW.md')).equals(bytes)).toBe(true)
  })

  it('is for files', async () => {
    const { code, err } = await countersign(folder, ['read', '-', '--fix'], { typed: SHORT })
    expect(code).toBe(2)
    expect(err).toContain('--fix changes files, and - is none.')
  })
})
