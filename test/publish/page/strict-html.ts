/** One tag of a document, or the text between two. */
export interface Tag {
  readonly name: string
  readonly isEnd: boolean
  readonly attributes: Readonly<Record<string, string>>
}

/** Elements that have no content and no end. */
const VOID = new Set(['meta', 'link'])

const ELEMENTS = new Set(
  'html head meta title link body a header nav ol ul li span bdi form button p main footer section h1 h2 h3 svg path div article strong code time dl dt dd table caption thead tbody tr th td'.split(
    ' ',
  ),
)

const ATTRIBUTES = new Set(
  'lang charset name content rel href class id tabindex action method type title datetime scope role dir d viewBox focusable data-column aria-label aria-labelledby aria-hidden aria-current'.split(
    ' ',
  ),
)

/**
 * Reads HTML as our pages are allowed to be: known elements, properly nested, known attributes in quotes, and no bare
 * "<", ">" or quote of a text anywhere. Throws at the first thing that is otherwise.
 */
export function readStrictly(html: string): {
  readonly tags: readonly Tag[]
  readonly text: string
} {
  const start = '<!doctype html>\n'
  if (!html.startsWith(start)) throw new Error('no doctype')
  const tags: Tag[] = []
  const open: string[] = []
  const texts: string[] = []
  let at = start.length
  while (at < html.length) {
    const end = html.indexOf('<', at)
    const text = html.slice(at, end === -1 ? html.length : end)
    if (/[>"']/u.test(text)) throw new Error(`a bare mark in ${JSON.stringify(text)}`)
    texts.push(decoded(text))
    if (end === -1) break
    const tag = TAG.exec(html.slice(end))
    if (tag === null) throw new Error(`no tag: ${html.slice(end, end + 80)}`)
    const [whole, slash = '', name = '', attributes = ''] = tag
    if (!ELEMENTS.has(name)) throw new Error(`<${name}>`)
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another`)
    } else if (!VOID.has(name) && !whole.endsWith('/>')) open.push(name)
    if (BLOCKS.has(name)) texts.push('\n')
    tags.push({ name, isEnd: slash === '/', attributes: read(attributes) })
    at = end + whole.length
  }
  if (open.length > 0) throw new Error(`open: ${open.join(' ')}`)
  return {
    tags,
    text: texts
      .join('')
      .replaceAll(/[ \t]+/gu, ' ')
      .replaceAll(/\s*\n\s*/gu, '\n')
      .trim(),
  }
}

const TAG = /^<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+="[^"<>]*")*) ?\/?>/u
const BLOCKS = new Set('title p li h1 h2 h3 dt dd caption th td tr section article div'.split(' '))

function read(attributes: string): Readonly<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const [, name = '', value = ''] of attributes.matchAll(/ ([a-zA-Z-]+)="([^"<>]*)"/gu)) {
    if (!ATTRIBUTES.has(name)) throw new Error(`attribute ${name}`)
    if (name in all) throw new Error(`${name} twice`)
    all[name] = decoded(value)
  }
  return all
}

const decoded = (text: string): string => {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/u.test(text)) throw new Error(`a bare "&" in ${text}`)
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** Everything that any page has to be, whatever it shows. Throws where it isn't. */
export function checkPage(html: string): string {
  const { tags, text } = readStrictly(html)
  const ids = tags.flatMap(({ attributes }) => attributes.id ?? [])
  if (new Set(ids).size !== ids.length) throw new Error('an id twice')
  for (const { attributes } of tags) {
    const { href, action } = attributes
    if (href?.startsWith('#') && !ids.includes(href.slice(1))) throw new Error(`${href} is nowhere`)
    for (const to of [href, action]) {
      if (to !== undefined && !/^(?:#|\/(?!\/)|https?:\/\/)/u.test(to))
        throw new Error(`href ${to}`)
    }
    const label = attributes['aria-labelledby']
    if (label !== undefined && !ids.includes(label)) throw new Error(`no label ${label}`)
  }
  const levels = tags
    .filter(({ name, isEnd }) => /^h\d$/u.test(name) && !isEnd)
    .map(({ name }) => Number(name[1]))
  if (levels[0] !== 1 || levels.filter((level) => level === 1).length !== 1) throw new Error('h1')
  levels.forEach((level, index) => {
    if (level > (levels[index - 1] ?? 0) + 1)
      throw new Error(`h${level} after h${levels[index - 1]}`)
  })
  if (tags.filter(({ name, isEnd }) => name === 'main' && !isEnd).length !== 1)
    throw new Error('main')
  if (tags[0]?.attributes.lang !== 'en') throw new Error('lang')
  const hidden = HIDDEN.exec(html)
  if (hidden !== null) {
    throw new Error(
      `a hidden mark behind ${html.slice(Math.max(0, hidden.index - 200), hidden.index)}`,
    )
  }
  return text
}

/** Bidirectional controls, zero-width characters and other controls than line breaks. */
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
