import { lstat, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readPolicyFile } from '../../policy/file/read-policy-file.ts'
import { CHECK_NAME } from '../../publish/check-run.ts'
import { paragraph, type Style, shown, styleOf } from '../../publish/terminal/style.ts'
import { startReader } from '../../reader/reader.ts'
import { openClone } from '../../snapshot/clone-opened.ts'
import { type Git, gitIn } from '../../snapshot/git.ts'
import { POLICY_PATH } from '../../snapshot/snapshot.ts'
import { cloneHere } from '../clone-here.ts'
import { withProgress } from '../progress.ts'
import { Stopped } from '../stopped.ts'
import type { Terminal } from '../terminal.ts'
import { written } from '../written.ts'
import { draftOf } from './draft.ts'
import { type Search, search } from './find.ts'

export interface InitOptions {
  /** To standard output instead of the file. */
  readonly print?: boolean
}

/**
 * `countersign init`: writes a policy file that fits the clone in the terminal's folder.
 * @throws Stopped where there is no clone, or a policy file already
 */
export async function initPolicy(
  terminal: Terminal,
  { print = false }: InitOptions,
): Promise<void> {
  const { root } = await cloneHere(terminal)
  const file = join(root, POLICY_PATH)
  const there = () => lstat(file).catch(absent)
  if (!print && (await written(POLICY_PATH, there)) !== null) {
    throw new Stopped(
      `There is a ${POLICY_PATH} already, and it stays as it is.`,
      'To compare: "countersign init --print" shows what would be written today.',
    )
  }
  const git = gitIn(root)
  const found = await searched(git, terminal)
  const text = draftOf(found)
  const { problems } = readPolicyFile(text, { name: POLICY_PATH })
  if (problems.length > 0) throw new Error(`The draft is no policy: ${JSON.stringify(problems)}`)
  const style = styleOf({ colours: terminal.colours, columns: terminal.columns })
  if (print) {
    terminal.out(text.trimEnd())
    terminal.err(foundText(found, style))
    return
  }
  await written(POLICY_PATH, async () => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  })
  terminal.out(
    [
      `${style.good('✓')} ${style.bold(`${POLICY_PATH} is written.`)}`,
      foundText(found, style),
      nextText(await basesOf(git, root), style),
    ].join('\n\n'),
  )
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function searched(git: Git, terminal: Terminal): Promise<Search> {
  const reader = startReader({ threads: 1 })
  try {
    return await withProgress(terminal, 'Looking at the repository…', () => search(git, reader))
  } finally {
    await reader.close()
  }
}

/** The branch that policies count from, and whether it is checked out. */
async function basesOf(git: Git, root: string): Promise<{ name: string; isHere: boolean }> {
  const opening = await openClone(git, root, { base: null, head: null })
  if (!opening.ok) return { name: 'the default branch', isHere: false }
  const { base, head } = opening.opened
  return { name: base.ref, isHere: base.ref === head.ref }
}

function foundText(found: Search, style: Style): string {
  const { byDefault, elsewhere, notRead, moreReports, ci, commands, owners, ownersFile } = found
  const list = (texts: readonly string[], most = 5): string => {
    const named = texts.slice(0, most).map((text) => shown(text, 200))
    return `${named.join(', ')}${texts.length > most ? ` and ${texts.length - most} more` : ''}`
  }
  const sure = ci.checks.filter(({ doubt }) => doubt === null)
  const doubtful = ci.checks.filter(({ doubt }) => doubt !== null)
  const lines = [
    byDefault.length === 0
      ? 'No review report under the names that count by default.'
      : `Reports under the names that count by default: ${list(byDefault)}.`,
    ...(elsewhere.length === 0
      ? []
      : [
          `Reports under other names: ${list(elsewhere)}. Added to "reports": ${list(moreReports)}.`,
        ]),
    ...(notRead === 0
      ? []
      : [`${notRead} more files may be reports by their names, and were not read.`]),
    ...(sure.length === 0
      ? ['No CI job that surely shows how a command ended.']
      : [
          `"corroborate": ${list(
            sure.map(({ command, check }) => `${command} → ${check}`),
            10,
          )}.`,
        ]),
    ...(doubtful.length === 0
      ? []
      : [
          `There in a comment, with the doubt: ${list(
            doubtful.map(({ command }) => command),
            10,
          )}.`,
        ]),
    ...(ci.skipped.length === 0 ? [] : [`Left out: ${list(ci.skipped, 10)}.`]),
    ...(commands.length === 0 ? [] : [`"validation", in a comment: ${list(commands, 10)}.`]),
    ...(owners.people.length + owners.teams.length === 0
      ? []
      : [
          `"reviewers", in a comment, by ${ownersFile}: ${list([...owners.people, ...owners.teams])}.`,
        ]),
  ]
  return [style.bold('Found'), ...lines.map((line) => paragraph(style, line, 4, '  -'))].join('\n')
}

function nextText(base: { readonly name: string; readonly isHere: boolean }, style: Style): string {
  const name = shown(base.name)
  const steps = [
    `Look it through. What begins with "#" and no space is a default or a suggestion.`,
    base.isHere
      ? `Commit it here, on ${name}: the policy of the base branch is the one that counts.`
      : `Commit it, and merge it into ${name}: the policy of the base branch is the one that counts, never the one a pull request brings.`,
    `On GitHub, make the check "${CHECK_NAME}" a required one for ${name}.`,
  ]
  return [
    style.bold('Next'),
    ...steps.map((step, index) => paragraph(style, step, 5, `  ${index + 1}.`)),
  ].join('\n')
}
