import { doubtsBelow } from '../../publish/terminal/reading-lines.ts'
import { shown, styleOf } from '../../publish/terminal/style.ts'
import type { Terminal } from '../terminal.ts'
import { checkCommit } from './check-commit.ts'
import type { Remark } from './remark.ts'

/**
 * What the commit-msg hook says, null where there is nothing to say, and whether the commit is refused. A fault of ours
 * refuses none.
 */
export async function hookText(
  terminal: Terminal,
  file: string,
): Promise<{ readonly text: string | null; readonly refused: boolean }> {
  let remarks: readonly Remark[]
  try {
    remarks = await checkCommit(terminal, file)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { text: `countersign: this commit was not checked: ${shown(why)}`, refused: false }
  }
  if (remarks.length === 0) return { text: null, refused: false }
  const refused = remarks.some(({ severity }) => severity === 'error')
  const doubt = doubtsBelow(styleOf({ columns: terminal.columns, colours: false }), 0)
  const lines = [...remarks.filter(isOther), ...leftIn(remarks)]
    .sort(errorsFirst)
    .flatMap(({ where, message, ...rest }) => doubt({ ...rest, message: `${where}: ${message}` }))
  const title = refused ? 'countersign refuses this commit:' : 'countersign warns:'
  return { text: [title, ...lines, ...(refused ? [wayOut(file)] : [])].join('\n'), refused }
}

const errorsFirst = (one: Remark, other: Remark): number =>
  Number(other.severity === 'error') - Number(one.severity === 'error')

const LEFT = 'placeholder-left'
const isOther = ({ code }: Remark): boolean => code !== LEFT

/** What is left to fill in, once for each file: a skeleton has many such lines. */
function leftIn(remarks: readonly Remark[]): readonly Remark[] {
  const byFile = new Map<string, Remark[]>()
  for (const remark of remarks.filter(({ code }) => code === LEFT)) {
    const file = remark.where.replace(/:\d+$/u, '')
    byFile.set(file, [...(byFile.get(file) ?? []), remark])
  }
  return [...byFile].flatMap(([file, [first, ...more]]) => {
    if (first === undefined || more.length === 0) return first ?? []
    const lines = [first, ...more].map(({ line }) => line)
    const message = `Nobody has filled in the braces in the lines ${lines.join(', ')} yet.`
    return { ...first, where: file, message }
  })
}

const wayOut = (file: string): string =>
  `Your message is kept. To go on with it: git commit -e -F ${shown(file)}\nTo commit without this check: git commit --no-verify`
