import { readdirSync, readFileSync } from 'node:fs'

/** A fenced block of a page. */
export interface Fence {
  /** Where it stands: `docs/x.md:12`. */
  readonly at: string
  readonly language: string
  readonly code: string
  /** Which file it is, where the line above it ends in "`path`:". */
  readonly file: string | null
  /** What the line "Read as: …" below it says, null where there is none. */
  readonly reading: string | null
}

/** The documentation, as paths. */
export const DOCS: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync('docs')
    .filter((name) => /\.(?:md|json)$/u.test(name))
    .map((name) => `docs/${name}`),
]

export const textOf = (path: string): string => readFileSync(path, 'utf8')

const FENCE = /(?:`([^`\s]+)`:\n\n)?^(`{3,})(\w+)\n([\s\S]*?)^\2$(?:\n\nRead as: (.+(?:\n.+)*))?/gm

/** The blocks of a page, or of a text; those inside of another block are part of it. */
export const fences = (path: string, text = textOf(path)): readonly Fence[] =>
  [...text.matchAll(FENCE)].map(
    ({
      0: whole,
      1: file = null,
      2: fence = '',
      3: language = '',
      4: code = '',
      5: reading,
      index,
    }) => ({
      at: `${path}:${text.slice(0, index + whole.indexOf(fence)).split('\n').length}`,
      language,
      code,
      file,
      reading: reading?.replaceAll('\n', ' ') ?? null,
    }),
  )

/** Those of one language. */
export const examples = (path: string, language: string, text?: string): readonly Fence[] =>
  fences(path, text).filter((fence) => fence.language === language)

/** What stands in them. */
export const blocks = (path: string, language: string, text?: string): readonly string[] =>
  examples(path, language, text).map(({ code }) => code)
