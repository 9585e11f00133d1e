import { placeholder } from '../../reading/placeholder.ts'
import {
  type Change,
  insertLines,
  insertParagraph,
  lineOf,
  type Source,
} from '../../reading/source.ts'
import type { Line, ValidationRun } from '../../reading/types.ts'
import { behindSection, sectionAt } from '../edits.ts'
import type { Outline } from '../outline.ts'

/** A line for the next time that a command is run, below the one that says how it ended: in its list, table or section. */
export function runWanted(
  { command, line }: Pick<ValidationRun, 'command' | 'line'>,
  { outline, source }: { readonly outline: Outline; readonly source: Source },
): readonly Change[] {
  if (command.includes('`') || command.includes('\n')) return []
  const ending = placeholder('how it ended when it was run again, as "12 passed"')
  const [, indent, bullet] = ENTRY.exec(lineOf(source, line)) ?? []
  if (indent !== undefined && bullet !== undefined) {
    const said = `${indent}${nextAfter(bullet)} \`${command}\`: ${ending}`
    return [insertLines(source, behindEntry(source, line, indent.length), [said])]
  }
  const row = ROW.exec(lineOf(source, line))?.[1]?.split('|')
  const at = row?.findIndex((cell) => cell.includes(command)) ?? -1
  if (row !== undefined && at >= 0 && at < row.length - 1) {
    const cells = row.map((cell, index) =>
      index <= at ? cell : index === at + 1 ? ` ${ending} ` : ' ',
    )
    return [insertLines(source, line + 1, [`|${cells.join('|')}|`])]
  }
  const section = sectionAt(outline, line)
  if (section === undefined) return []
  const behind = behindSection(source, outline, section)
  return [insertParagraph(source, behind, [`- \`${command}\`: ${ending}`])]
}

const ENTRY = /^(\s*)([-*+]|\d{1,4}[.)])\s/
const ROW = /^\s*\|(.*)\|\s*$/

const nextAfter = (bullet: string): string =>
  bullet.replace(/^\d+/, (number) => String(Number(number) + 1))

/** The line behind what is indented below an entry. */
function behindEntry(source: Source, line: Line, indent: number): Line {
  let next = line + 1
  while (/^\s*\S/.test(lineOf(source, next)) && indentOf(lineOf(source, next)) > indent) next++
  return next
}

const indentOf = (text: string): number => text.length - text.trimStart().length
