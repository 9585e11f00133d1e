import { describe, expect, test } from '@jest/globals'
import { type Files, gitRepository } from '../support/git-repository.ts'
import { judged, told } from '../support/history.ts'
import { fixed, lines, reviewed, short, withLine } from './telling.ts'

const CODE = lines()
const PYTHON = 'def send():\n    for _ in range(3):\n        go()\n    stop()\n'

/** Whether git itself sees anything but white space in the fix. */
const ofGit = (repo: ReturnType<typeof gitRepository>): boolean =>
  repo.git('diff', '--ignore-all-space', '--ignore-blank-lines', 'HEAD^', 'HEAD') === ''

async function fixOf(path: string, before: string, after: string) {
  const repo = gitRepository({ [path]: before })
  reviewed(repo, `Retries never stop, \`${path}:2\`.`)
  const fix = fixed(repo, { [path]: after })
  const [state] = told(judged(await repo.snapshotOf()))
  const refusal = `B1 open: commit ${short(fix)} changes nothing but white space`
  return { space: ofGit(repo), refused: state === refusal, state }
}

describe('nothing but white space is no fix, and git agrees that it is nothing else', () => {
  test.each<[string, string, string, string]>([
    ['indentation', 'src/a.ts', CODE, CODE.replaceAll(/^/gmu, '  ')],
    ['tabs for spaces', 'src/a.ts', `${CODE}  x\n`, `${CODE}\tx\n`],
    ['blank lines', 'src/a.ts', CODE, CODE.replace('line 5;\n', 'line 5;\n\n\n')],
    ['blank lines that go', 'src/a.ts', `\n\n${CODE}`, CODE],
    ['spaces at the end', 'src/a.ts', CODE, CODE.replaceAll(';\n', '; \n')],
    ['CR LF for LF', 'src/a.ts', CODE, CODE.replaceAll('\n', '\r\n')],
    ['LF for CR LF', 'src/a.ts', CODE.replaceAll('\n', '\r\n'), CODE],
    ['blank lines, in Python', 'src/a.py', PYTHON, PYTHON.replace('    stop', '\n    stop')],
    ['CR LF, in Python', 'src/a.py', PYTHON, PYTHON.replaceAll('\n', '\r\n')],
    ['spaces between words, in Python', 'a.py', 'x = 1\ny = 2\n', 'x  =  1\ny = 2\n'],
  ])('%s', async (_, path, before, after) => {
    expect(await fixOf(path, before, after)).toMatchObject({ space: true, refused: true })
  })

  test.each<[string, string, string]>([
    ['a last line break', CODE, CODE.slice(0, -1)],
    ['a statement on two lines', 'go(1,\n2)\n', 'go(1, 2)\n'],
  ])('%s, of which git thinks otherwise', async (_, before, after) => {
    expect(await fixOf('src/a.ts', before, after)).toMatchObject({ refused: true })
  })
})

describe('more than white space is a fix, and git agrees', () => {
  test.each<[string, string, string, string]>([
    ['a change within much white space', 'src/a.ts', CODE, `${withLine(CODE, 2, '  x')}\n\n`],
    ['a letter', 'src/a.ts', CODE, CODE.replace('line 2;', 'lime 2;')],
    ['two words that change places', 'src/a.ts', 'a\nb c\nd\n', 'a\nc b\nd\n'],
    [
      'a line that moves down',
      'src/a.ts',
      CODE,
      CODE.replace('line 2;\n', '').replace('line 30;\n', 'line 30;\nline 2;\n'),
    ],
    ['two lines that change places', 'src/a.ts', 'a\nb\nc\nd\n', 'a\nc\nb\nd\n'],
    ['a new comment', 'src/a.ts', CODE, `// ${CODE}`],
  ])('%s', async (_, path, before, after) => {
    expect(await fixOf(path, before, after)).toEqual({
      space: false,
      refused: false,
      state: 'B1 fixed',
    })
  })

  test.each<[string, string]>([
    ['src/a.py', PYTHON],
    ['deploy.yaml', 'jobs:\n    run:\n        - go\n    stop:\n'],
    ['Makefile', 'all:\n    one\n    two\n    stop\n'],
  ])('indentation in %s, where it means something', async (path, before) => {
    const after = before.replace('    stop', '        stop')
    expect(await fixOf(path, before, after)).toMatchObject({ space: true, state: 'B1 fixed' })
  })
})

describe('of several files', () => {
  const reindented = CODE.replaceAll(/^/gmu, '  ')
  test.each<[string, Files, string]>([
    ['all are only reindented', { 'src/a.ts': reindented, 'src/b.ts': reindented }, 'open'],
    ['one changes', { 'src/a.ts': reindented, 'src/b.ts': withLine(CODE, 1, 'x') }, 'fixed'],
    ['one goes', { 'src/a.ts': reindented, 'src/b.ts': null }, 'fixed'],
  ])('%s', async (_, files, state) => {
    const repo = gitRepository({ 'src/a.ts': CODE, 'src/b.ts': CODE })
    reviewed(repo)
    fixed(repo, files)
    expect(judged(await repo.snapshotOf()).ledger.blockers[0]?.state).toBe(state)
  })
})

test('a line of nothing but white space, half a megabyte long, takes no time', async () => {
  const repo = gitRepository({ 'src/a.py': 'x = 1\n' })
  repo.commit('feat: much', { 'src/a.py': `${' '.repeat(500_000)}x\n` })
  await repo.snapshotOf()
})
