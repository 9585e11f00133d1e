import type { Element, ElementContent, Root as Html, Nodes, RootContent } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { raw } from 'hono/html'
import type { PhrasingContent, Root } from 'mdast'
import { type FindAndReplaceTuple, findAndReplace } from 'mdast-util-find-and-replace'
import { toHast } from 'mdast-util-to-hast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Markup } from './web-page.ts'
import { USERS } from './world.ts'

const parser = unified().use(remarkParse).use(remarkGfm)

/**
 * GitHub's Markdown as it is shown: tables, links, code, mentions. What isn't Markdown makes no elements but for
 * `<sub>`; the rest of HTML is left out.
 * @param kind in comments a line break is one, as on GitHub
 */
export function markdown(text: string, kind: 'comment' | 'summary'): Markup {
  const tree = parser.parse(text) as Root
  withSub(tree)
  const mentions: FindAndReplaceTuple = [MENTION, mention]
  findAndReplace(tree, mentions, { ignore: ['link', 'linkReference'] })
  if (kind === 'comment') findAndReplace(tree, [/\n/g, () => ({ type: 'break' as const })])
  const safe = sanitize(toHast(tree)) as Html
  return raw(`<div class="markdown">${toHtml(withOwnPictures(safe))}</div>`)
}

const MENTION = new RegExp(`(?<![\\w@/.-])@(${USERS.join('|')})(?![\\w-])`, 'g')

const mention = (whole: string, login: string): PhrasingContent => ({
  type: 'link',
  url: `/${login}`,
  children: [{ type: 'text', value: whole }],
})

/** `<sub>` and `</sub>` in one paragraph become an element around what is between them. */
function withSub(tree: Root): void {
  for (const block of tree.children) {
    if (block.type !== 'paragraph') continue
    const isTag = (tag: string) => (node: PhrasingContent) =>
      node.type === 'html' && node.value === tag
    const start = block.children.findIndex(isTag('<sub>'))
    const end = block.children.findIndex(isTag('</sub>'))
    if (start === -1 || end < start) continue
    const inner = block.children.slice(start + 1, end)
    block.children.splice(start, end - start + 1, {
      type: 'emphasis',
      data: { hName: 'sub' },
      children: inner,
    })
  }
}

/** GitHub fetches pictures through its proxy; here only those of this machine are shown, others are links. */
function withOwnPictures(tree: Html): Html {
  const shown = <Node extends RootContent | ElementContent>(node: Node): Node | Element => {
    if (node.type !== 'element') return node
    if (node.tagName === 'img' && !isOfThisMachine(String(node.properties.src ?? ''))) {
      return linkTo(node)
    }
    return { ...node, children: node.children.map(shown) }
  }
  return { ...tree, children: tree.children.map(shown) }
}

const isOfThisMachine = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', 'localhost'].includes(new URL(url).hostname)

const linkTo = ({ properties: { src, alt } }: Element): Element => ({
  type: 'element',
  tagName: 'a',
  properties: { href: String(src ?? '') },
  children: [{ type: 'text', value: String(alt || src || 'picture') }] satisfies Nodes[],
})
