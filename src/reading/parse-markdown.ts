import type { Parents, Root, RootContent } from 'mdast'
import { fromMarkdown, type Options } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import { tooMuch } from './markdown-limits.ts'
import type { Diagnostic } from './types.ts'

/** A tree, or why there is none. */
export type Parsed = { readonly root: Root } | { readonly refused: Diagnostic }

/** Parses GitHub's Markdown. Text that was made to be slow is refused, with the line. */
export function parseMarkdown(text: string): Parsed {
  const refused = tooMuch(text)
  if (refused !== null) return { refused }
  const root = fromMarkdown(text, GITHUB)
  unfoldFootnotes(root)
  return { root }
}

/** The text of a footnote stands where it is written, as a part of the report. */
function unfoldFootnotes(parent: Parents): void {
  if (!CONTAINERS.has(parent.type)) return
  const children = parent.children as RootContent[]
  for (const child of children) if ('children' in child) unfoldFootnotes(child)
  if (!children.some(({ type }) => type === 'footnoteDefinition')) return
  const unfolded = children.flatMap((child): readonly RootContent[] =>
    child.type === 'footnoteDefinition' ? child.children : [child],
  )
  children.splice(0, children.length, ...unfolded)
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'root',
  'blockquote',
  'list',
  'listItem',
  'footnoteDefinition',
])

/**
 * Of the bare addresses that GitHub makes links of, those with a protocol: emphasis would tear `…/__init__.py` apart.
 * To look for addresses of mail as well takes as long as all the rest. `passageOf` finds what stands in open brackets.
 */
const bareAddress = [gfmAutolinkLiteral().text?.['h'.charCodeAt(0)] ?? []]
  .flat()
  .filter(({ name }) => name === 'protocolAutolink')
const { enter = {}, exit = {} } = gfmAutolinkLiteralFromMarkdown()

const GITHUB: Options = {
  extensions: [
    gfmTable(),
    gfmStrikethrough(),
    gfmTaskListItem(),
    gfmFootnote(),
    { text: { ['h'.charCodeAt(0)]: bareAddress, ['H'.charCodeAt(0)]: bareAddress } },
  ],
  mdastExtensions: [
    gfmTableFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    { enter, exit },
  ],
}
