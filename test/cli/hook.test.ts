import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { countersign } from '../support/cli.ts'
import { BETTER, blocked, built, commit, SEND, script, workplace } from '../support/workplace.ts'

describe('the commit-msg hook', () => {
  test('lets through what is in order, without a word', async () => {
    const repo = await blocked()
    expect(commit(repo, 'fix: give up\n\nFixes-Blocker: B1')).toEqual({ code: 0, said: '' })
    repo.stage({ 'src/more.ts': 'less()\n' })
    expect(commit(repo, 'feat: less')).toEqual({ code: 0, said: '' })
    expect((await countersign(repo.folder, ['fix', '--names'])).out).toBe('B2\n')
  })

  test.each([
    ['Fix-Blocker: B1', 'message:3: "Fix-Blocker: B1" is no trailer', 'Write "Fixes-Blocker: B1"'],
    ['Fixed-Blockers: B1, B2', 'is no trailer', 'Write "Fixes-Blocker: B1, B2"'],
    ['Fixes: B1', 'is no trailer', 'Write "Fixes-Blocker: B1"'],
    ['Fixes-Blocker B1', 'is no trailer', 'Write "Fixes-Blocker: B1"'],
    [
      'Fixes-Blocker: B7',
      'message:3: The trailer "B7" names no blocker',
      'Open: "Fixes-Blocker: B1"',
    ],
    ['Fixes-Blocker: D1', 'names no blocker', 'Did you mean "Fixes-Blocker: B1"?'],
    [
      'Fixes-Blocker: all',
      '"all" in the trailer Fixes-Blocker is no blocker',
      '"Fixes-Blocker: B1"',
    ],
    [
      'Fixes-Blocker: B1\n\nThat is all.',
      'message:3: "Fixes-Blocker: B1" is no trailer',
      'last paragraph',
    ],
  ])('refuses %j, and says what to write', async (trailer, problem, next) => {
    const repo = await blocked()
    const { code, said } = commit(repo, `fix: give up\n\n${trailer}`)
    expect(said).toContain('countersign refuses this commit:')
    expect(said).toContain(problem)
    expect(said).toContain(next)
    expect(said).toContain('git commit --no-verify')
    expect(code).toBe(1)
    expect(repo.last()).toBe('docs: review')
  })

  test('keeps the message that it refused, and can be skipped', async () => {
    const repo = await blocked()
    const { said } = commit(repo, 'fix: give up\n\nFixes-Blocker: B9')
    expect(said).toContain('git commit -e -F .git/COMMIT_EDITMSG')
    expect(repo.run(['commit', '-e', '-F', '.git/COMMIT_EDITMSG']).code).toBe(1)
    expect(commit(repo, 'fix: give up\n\nFixes-Blocker: B9', '--no-verify').code).toBe(0)
  })

  test('says nothing of words that only look like trailers', async () => {
    const repo = await blocked()
    const message = 'fix: a blocker: B1\n\nFixes: #12\nFixes: 1234567 ("feat: more")\nSee-Also: B1'
    expect(commit(repo, message)).toEqual({ code: 0, said: '' })
  })

  test('warns where a blocker is settled, or the commit touches none of its files', async () => {
    const repo = await blocked()
    commit(repo, 'fix: give up\n\nFixes-Blocker: B1')
    repo.stage({ 'src/more.ts': 'less()\n' })
    const { code, said } = repo.run([
      ...['commit', '-q', '--date', '2026-02-03T04:05:06Z'],
      ...['-m', 'fix: more\n\nFixes-Blocker: B1\nFixes-Blocker: B2'],
    ])
    expect(said).toContain('countersign warns:')
    expect(said).toContain('message:3: B1 is fixed already')
    expect(said).toContain(
      'message:4: This will not count as the fix of B2: this commit touches none',
    )
    expect(said).toContain('"Fixes-Blocker: B2 because …"')
    expect(code).toBe(0)
  })

  test('an amended commit is not held against itself', async () => {
    const repo = await blocked()
    commit(repo, 'fix: give up')
    const words = ['commit', '-q', '--amend', '-m', 'fix: give up\n\nFixes-Blocker: B1']
    expect(repo.run(words)).toEqual({ code: 0, said: '' })
    expect(repo.run(['commit', '-q', '--amend', '--no-edit'])).toEqual({ code: 0, said: '' })
  })

  test('a trailer that comes before its report is let through with a word', async () => {
    const repo = workplace()
    await countersign(repo.folder, ['hook', 'install'])
    repo.stage({ 'src/send.ts': BETTER })
    const { code, said } = commit(repo, 'fix: give up\n\nFixes-Blocker: B1')
    expect(said).toContain('names no blocker of this branch')
    expect(code).toBe(0)
  })

  test('takes comments for what git takes them', async () => {
    const repo = await blocked()
    const editor = join(repo.folder, '.git', 'editor')
    const write = (text: string) =>
      script(editor, `cat - "$1" > "$1.new" <<'END'\n${text}\nEND\nmv "$1.new" "$1"`)
    const edited = (...words: readonly string[]) =>
      repo.run([...words, 'commit', '-q', '--verbose'], { GIT_EDITOR: editor })
    // In what --verbose shows, the diff has lines like trailers, and they are cut.
    repo.stage({ 'notes.txt': 'Fixes-Blocker: B8\n' })
    write('fix: give up\n\n# Fix-Blocker: B9\nFixes-Blocker: B1')
    expect(edited()).toEqual({ code: 0, said: '' })
    expect(repo.git('log', '-1', '--format=%B')).toBe('fix: give up\n\nFixes-Blocker: B1')
    repo.stage({ 'notes.txt': 'more\n' })
    write('docs: more\n\n; Fix-Blocker: B9')
    expect(edited('-c', 'core.commentChar=;')).toEqual({ code: 0, said: '' })
    repo.stage({ 'notes.txt': 'even more\n' })
    // Without an editor there are no comments.
    const { code, said } = commit(repo, 'docs: even more\n\n#1 is it\nFix-Blocker: B9')
    expect(said).toContain('message:4: "Fix-Blocker: B9" is no trailer')
    expect(code).toBe(1)
  })

  test('reads the reports as they are staged', async () => {
    const repo = await blocked()
    repo.stage({
      'reviews/two.md': '# Review R2\n\nVerdict: perhaps\n',
      'notes.md': 'Verdict: perhaps\n',
    })
    writeFileSync(join(repo.folder, 'reviews/two.md'), '# Review R2\n\nVerdict: approve\n')
    const { code, said } = commit(repo, 'docs: second round')
    expect(said).toContain('reviews/two.md:3: "perhaps" is no verdict that could be read.')
    expect(said).not.toContain('notes.md')
    expect(code).toBe(1)
    repo.run(['add', '--all'])
    expect(commit(repo, 'docs: second round').code).toBe(0)
  })

  test('refuses a skeleton that nobody filled in', async () => {
    const repo = await blocked()
    await countersign(repo.folder, ['new'])
    repo.git('add', '--all')
    const { code, said } = commit(repo, 'docs: second round')
    expect(said).toMatch(/REVIEW-R2\.md: Nobody has filled in the braces in the lines 3, \d+/u)
    expect(code).toBe(1)
  })

  test('reads the reports that the policy names, and the very first commit', async () => {
    const repo = workplace({ '.github/countersign.yml': 'reports: ["qa/*.md"]\n' })
    await countersign(repo.folder, ['hook', 'install'])
    repo.stage({ 'REVIEW.md': 'Verdict: perhaps\n', 'qa/one.md': 'Verdict: perhaps\n' })
    const { said } = commit(repo, 'docs: reviews')
    expect(said).toContain('qa/one.md:1')
    expect(said).not.toContain('REVIEW.md:1')
    repo.git('checkout', '--quiet', '--orphan', 'new')
    const first = commit(repo, 'chore: begin\n\nFix-Blocker: B1')
    expect(first.said).toContain('REVIEW.md:1')
    expect(first.said).toContain('message:3: "Fix-Blocker: B1" is no trailer')
    expect(first.code).toBe(1)
  })

  test('stands in the way of no merge, rebase, cherry-pick or fixup', async () => {
    const repo = await blocked()
    commit(repo, 'fix: give up\n\nFixes-Blocker: B9', '--no-verify')
    expect(repo.run(['commit', '-q', '--allow-empty', '--fixup', 'HEAD'])).toEqual({
      code: 0,
      said: '',
    })
    const squash = ['commit', '-q', '--allow-empty', '--squash', 'HEAD~1', '-m', 'Fix-Blocker: B1']
    expect(repo.run(squash)).toEqual({ code: 0, said: '' })
    repo.on('main', () => repo.commit('feat: other', { 'src/other.ts': 'other()\n' }))
    const rebased = repo.run(['rebase', '-q', '-i', '--autosquash', '--empty=keep', 'main'], {
      GIT_SEQUENCE_EDITOR: 'true',
    })
    expect(rebased.said).not.toContain('countersign')
    expect(rebased.code).toBe(0)
    repo.on('side', () => {
      repo.reset('main')
      repo.commit('fix: side\n\nFixes-Blocker: B9', { 'src/side.ts': 'side()\n' })
    })
    expect(
      repo.run(['merge', '-q', '--no-ff', '-m', 'merge\n\nFixes-Blocker: B9', 'side']).code,
    ).toBe(0)
    repo.reset('HEAD~1')
    expect(repo.run(['cherry-pick', '--no-edit', 'side']).said).not.toContain('countersign')
    expect(repo.last()).toBe('fix: side')
  })

  test('works with -a, with paths, and in another worktree', async () => {
    const repo = await blocked()
    repo.git('reset', '--quiet')
    expect(commit(repo, 'fix: a\n\nFixes-Blocker: B1', '-a')).toEqual({ code: 0, said: '' })
    writeFileSync(join(repo.folder, 'src/send.ts'), SEND)
    const words = ['src/send.ts']
    expect(commit(repo, 'fix: b\n\nFixes-Blocker: B2', ...words)).toEqual({ code: 0, said: '' })
    const other = join(repo.folder, '.git', 'other')
    repo.git('worktree', 'add', '--quiet', '-b', 'other', other)
    writeFileSync(join(other, 'src/send.ts'), BETTER)
    const there = repo.run(['-C', other, 'commit', '-qam', 'fix: c\n\nFixes-Blocker: B9'])
    expect(there.said).toContain('names no blocker of this branch')
    expect(there.code).toBe(1)
  })

  test('runs what node_modules has, and stops nobody where nothing is installed', async () => {
    const repo = await blocked()
    writeFileSync(join(repo.folder, '.gitignore'), 'node_modules\n')
    repo.git('add', '--all')
    // All programs of git, and none of ours or of Node.
    const programs = mkdtempSync(join(tmpdir(), 'countersign-path-'))
    const PATH = `${programs}:/usr/bin:/bin`
    script(join(programs, 'npx'), 'exit 1')
    const words = ['commit', '-q', '-m', 'fix: give up\n\nFixes-Blocker: B9']
    const local = join(repo.folder, 'node_modules/.bin/countersign')
    script(local, `exec "${process.execPath}" "${built().main}" "$@"`)
    expect(repo.run(words, { PATH }).code).toBe(1)
    rmSync(local)
    const { code, said } = repo.run(words, { PATH })
    expect(said).toContain('countersign is not installed here: this commit was not checked.')
    expect(code).toBe(0)
    rmSync(programs, { recursive: true })
  })
})
