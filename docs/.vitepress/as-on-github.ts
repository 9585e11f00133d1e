import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

/** What follows "#" in the address of a heading, as GitHub makes it: links to headings are the same on both. */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s/gu, '-')

/**
 * Lets pages that are written for GitHub be pages of the site: what they link to outside of `docs/`, or that is no page,
 * leads to the repository.
 * @param repository its web address
 */
export function asOnGitHub(markdown: MarkdownRenderer, repository: string): void {
  markdown.core.ruler.push('as-on-github', ({ tokens, env }) => {
    for (const token of tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
      if (token.type === 'link_open') {
        const href = token.attrGet('href') ?? ''
        token.attrSet('href', addressOf(href, env.relativePath, repository))
      } else if (token.type.startsWith('html_')) {
        token.content = token.content.replaceAll(BARE_PICTURE, '$1./$2')
      }
    }
  })
}

/** Vite takes a path without "./" for the name of a package. */
const BARE_PICTURE = /(\bsrc(?:set)?=")(pictures\/)/g

function addressOf(href: string, page: string, repository: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  if (path === '' || /^[a-z]+:/i.test(path)) return href
  const target = posix.join('docs', posix.dirname(page), path)
  if (target.startsWith('docs/') && target.endsWith('.md')) return href
  return `${repository}/blob/main/${target}${rest}`
}
