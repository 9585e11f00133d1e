import { describe, expect, test } from '@jest/globals'
import { putIn } from '../../../src/cli/validation/put-in.ts'
import { END, HEADING, START } from '../../../src/cli/validation/section.ts'

const section = (text: string) => `${HEADING}\n\n${START}\n\n${text}\n\n${END}`

const REPORT = '# Review\n\nVerdict: approve\n\n## Validation\n\n- `make`: passed\n'

describe('the section in a report', () => {
  test('goes to the end of one that has none', () => {
    expect(putIn(REPORT, section('one'))).toBe(`${REPORT}\n${section('one')}\n`)
    expect(putIn(`${REPORT}\n\n\n`, section('one'))).toBe(`${REPORT}\n${section('one')}\n`)
    expect(putIn('', section('one'))).toBe(`${section('one')}\n`)
  })

  test('takes the place of an earlier one, as often as it is written', () => {
    const behind = '## Notes\n\n- Mine.\n'
    const once = `${putIn(REPORT, section('one'))}\n${behind}`
    const twice = putIn(once, section('two'))
    expect(twice).toBe(`${REPORT}\n${section('two')}\n\n${behind}`)
    expect(putIn(twice, section('two'))).toBe(twice)
  })

  test('ends before the next title where its last line was lost', () => {
    const cut = putIn(REPORT, section('one')).replace(END, '')
    expect(putIn(`${cut}\n## Notes\n\n- Mine.\n`, section('two'))).toBe(
      `${REPORT}\n${section('two')}\n\n## Notes\n\n- Mine.\n`,
    )
    expect(putIn(cut, section('two'))).toBe(`${REPORT}\n${section('two')}\n`)
  })

  test('leaves a section of that name alone that somebody wrote', () => {
    const own = `# Review\n\n${HEADING}\n\n- \`make\`: passed\n`
    expect(putIn(own, section('one'))).toBe(`${own}\n${section('one')}\n`)
  })

  test('keeps the line ends of the file', () => {
    const windows = REPORT.replaceAll('\n', '\r\n')
    const written = putIn(windows, section('one'))
    expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    expect(putIn(written, section('one'))).toBe(written)
  })
})
