import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import {
  BETTER,
  blocked,
  built,
  commit,
  type Done,
  script,
  type Workplace,
  workplace,
} from '../support/workplace.ts'

describe('countersign fix --commit, as people run it', () => {
  const fix = (repo: Workplace, env: Readonly<Record<string, string>>): Done => {
    // By way of git, which runs programs of that name as its own.
    script(join(built().bin, 'git-countersign'), 'exec countersign "$@"')
    return repo.run(['countersign', 'fix', 'B1', '--commit'], env)
  }

  test('opens the editor, and the hook has nothing to say', async () => {
    const repo = await blocked()
    const editor = join(repo.folder, '.git', 'editor')
    script(editor, 'sed -i "1s/^/fix: give up/" "$1"')
    const { code, said } = fix(repo, { GIT_EDITOR: editor })
    expect(said).not.toContain('countersign')
    expect(code).toBe(0)
    expect(repo.git('log', '-1', '--format=%B')).toBe('fix: give up\n\nFixes-Blocker: B1')
  })

  test('says what to write where git is too old for it', async () => {
    const repo = await blocked()
    const old = mkdtempSync(join(tmpdir(), 'countersign-old-'))
    const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()
    script(
      join(old, 'git'),
      `case " $* " in *" version "*) echo git version 2.30.1 ;; *) exec ${real} "$@" ;; esac`,
    )
    const words = [built().main, 'fix', 'B1', '--commit', '--', '-m', 'fix: give up']
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: repo.folder,
      encoding: 'utf8',
      env: { PATH: `${old}:${process.env.PATH}`, HOME: repo.folder },
    })
    expect(stderr).toContain('git commit takes --trailer since git 2.32')
    expect(stderr).toContain('\n\nFixes-Blocker: B1')
    expect(status).toBe(2)
    rmSync(old, { recursive: true })
  })
})

describe('countersign hook', () => {
  const hookIn = ({ folder }: Workplace) => join(folder, '.git/hooks/commit-msg')

  test('installs, renews and takes out our hook', async () => {
    const repo = workplace()
    const { out } = await countersign(repo.folder, ['hook', 'install'])
    expect(out).toContain('.git/hooks/commit-msg is installed.')
    expect(statSync(hookIn(repo)).mode & 0o111).toBe(0o111)
    const text = readFileSync(hookIn(repo), 'utf8')
    writeFileSync(hookIn(repo), `${text}# of an older version\n`)
    expect((await countersign(repo.folder, ['hook', 'install'])).out).toContain('is renewed')
    expect(readFileSync(hookIn(repo), 'utf8')).toBe(text)
    expect((await countersign(repo.folder, ['hook', 'uninstall'])).out).toContain('is taken out')
    expect(existsSync(hookIn(repo))).toBe(false)
    const none = await countersign(repo.folder, ['hook', 'uninstall'])
    expect(none).toMatchObject({ code: 0, out: 'No hook of countersign is installed here.\n' })
  })

  test('leaves alone the hook of somebody else, and says what to add to it', async () => {
    const repo = await blocked()
    const theirs = '#!/bin/sh\ngrep -q : "$1"\n'
    writeFileSync(hookIn(repo), theirs)
    const { code, err } = await countersign(repo.folder, ['hook', 'install'])
    expect(code).toBe(2)
    expect(err).toContain('Add these two lines to it:')
    expect(readFileSync(hookIn(repo), 'utf8')).toBe(theirs)
    expect((await countersign(repo.folder, ['hook', 'uninstall'])).code).toBe(0)
    // What it says works, and is known again.
    const lines = err.slice(err.indexOf('  # countersign'))
    writeFileSync(hookIn(repo), `${theirs}${lines}`)
    expect(commit(repo, 'fix: give up\n\nFixes-Blocker: B9').code).toBe(1)
    expect((await countersign(repo.folder, ['hook', 'install'])).out).toContain('already')
    expect((await countersign(repo.folder, ['hook', 'uninstall'])).code).toBe(2)
  })

  test('goes where core.hooksPath says, from any folder', async () => {
    const repo = workplace()
    repo.git('config', 'core.hooksPath', '.githooks')
    const { out } = await countersign(join(repo.folder, 'src'), ['hook', 'install'])
    expect(out).toContain('.githooks/commit-msg is installed.')
    repo.stage({ 'src/send.ts': BETTER })
    expect(commit(repo, 'fix: x\n\nFix-Blocker: B1').code).toBe(1)
  })

  test('wants a clone', async () => {
    const { code, err } = await countersign(tmpdir(), ['hook', 'install'])
    expect(err).toContain('is in no clone of a git repository')
    expect(code).toBe(2)
  })
})
