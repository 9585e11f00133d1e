import { glob } from '../../policy/file/texts.ts'
import { anyGlob } from '../../snapshot/glob.ts'

/** What the names of review reports have in them, wherever they are kept. */
const WORDS = /review|approval|audit/iu

/** Folders of others and of examples, and forms that nobody has filled in. */
const OTHERS =
  /(?:^|\/)(?:node_modules|vendor|third_party|tests?|__tests__|testdata|fixtures|examples?|samples?|[^/]*template[^/]*)(?:\/|$)/iu

/** The Markdown files that may be reports by their names, and that no glob covers yet. */
export const candidatesAmong = (
  paths: readonly string[],
  globs: readonly string[],
): readonly string[] => {
  const isCovered = anyGlob(globs)
  return paths.filter(
    (path) => /\.md$/iu.test(path) && WORDS.test(path) && !OTHERS.test(path) && !isCovered(path),
  )
}

/**
 * Globs for reports that were found, and those to come beside them: by the word that their names share, else by their
 * folder. Where that would take in what is no report, the report's own path. One that no glob can name is left out.
 * @param paths every file of the repository
 */
export function globsFor(reports: readonly string[], paths: readonly string[]): readonly string[] {
  const known = new Set(reports)
  const globs = reports.map((path) => {
    const cut = path.lastIndexOf('/') + 1
    const [folder, name] = [literal(path.slice(0, cut)), path.slice(cut)]
    const word = WORDS.exec(name)?.[0] ?? ''
    const wide = `${folder}${name.startsWith(word) ? '' : '*'}${word}*.md`
    return paths.filter(anyGlob([wide])).every((one) => known.has(one)) ? wide : literal(path)
  })
  return [...new Set(globs)].filter((one) => glob.safeParse(one).success)
}

const literal = (path: string): string => path.replaceAll(/[\\*?[\]{}]/gu, '\\$&')
