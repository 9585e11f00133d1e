import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readCommit } from '../../commit/read-commit.ts'
import { DEFAULT_POLICY } from '../../policy/policy.ts'
import { shown } from '../../publish/terminal/style.ts'
import { openClone } from '../../snapshot/clone-opened.ts'
import { type Git, gitIn } from '../../snapshot/git.ts'
import { reportPaths } from '../../snapshot/report-paths.ts'
import type { Terminal } from '../terminal.ts'
import { cleanedMessage } from './message.ts'
import { type Misspelt, misspeltTrailers } from './misspelt.ts'
import { isOnMessage, type Remark, remarkOn, whereIn } from './remark.ts'

/**
 * What there is to say of the commit that git is about to make: its message, and the reports in it.
 * @param file the message as git hands it to its hook
 */
export async function checkCommit(terminal: Terminal, file: string): Promise<readonly Remark[]> {
  const git = gitIn(terminal.folder)
  if (await isReplayed(git, terminal.folder)) return []
  const written = await readFile(resolve(terminal.folder, file), 'utf8')
  const message = await cleanedMessage(git, written, terminal.env.GIT_EDITOR)
  // Its words end up in another commit, or nowhere; the reports in it count all the same.
  const isFixup = /^(?:fixup|squash|amend)! /u.test(message)
  const { fixesBlockers, diagnostics } = readCommit(message)
  const misspelt = isFixup ? [] : misspeltTrailers(message).map(remarkOnSpelling)
  const names = !isFixup && fixesBlockers.length > 0
  const reports = await stagedReports(git, terminal.folder)
  if (!names && reports.length === 0) {
    return [...misspelt, ...(isFixup ? [] : diagnostics.map((one) => remarkOn(one, null)))]
  }
  // Most commits name no blocker and bring no report: those don't wait for what the rest takes to load.
  const { remarksOnCommit } = await import('./judged-commit.ts')
  const said = await remarksOnCommit(terminal, git, message, diagnostics, reports)
  const all = [...misspelt, ...said]
  return isFixup ? all.filter((remark) => !isOnMessage(remark)) : all
}

/** Merges, rebases, cherry-picks and reverts make commits of what was said before, elsewhere. */
async function isReplayed(git: Git, folder: string): Promise<boolean> {
  const states = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply']
  const paths = await git.text(['rev-parse', ...states.flatMap((name) => ['--git-path', name])])
  const found = await Promise.all(
    paths.split('\n').map((path) =>
      access(resolve(folder, path)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}

async function stagedReports(git: Git, folder: string): Promise<readonly string[]> {
  const staged = await git.text([
    ...['diff', '--cached', '--name-only', '--no-renames', '--diff-filter=d', '-z'],
  ])
  const paths = staged.split('\0').filter(Boolean)
  if (paths.length === 0) return []
  const opening = await openClone(git, folder, { base: null, head: null })
  if (!opening.ok || opening.opened.policyFiles.length === 0) {
    return paths.filter(reportPaths(DEFAULT_POLICY.reports))
  }
  const { reportsIn } = await import('../../policy/ruling.ts')
  return paths.filter(reportPaths(reportsIn(opening.opened)))
}

const remarkOnSpelling = ({ line, written, instead }: Misspelt): Remark => ({
  code: 'misspelt-trailer',
  severity: 'error',
  line,
  where: whereIn(null, line),
  message: `"${shown(written, 100)}" is no trailer that links a fix.`,
  next: `Write "${shown(instead)}", in the last paragraph.`,
  edit: null,
})
