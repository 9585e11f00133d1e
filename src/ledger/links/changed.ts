import type { Commit, FileChange } from '../../snapshot/snapshot.ts'
import { samePerson } from '../people.ts'
import { type Checking, type Point, short } from './checking.ts'

const OTHER = 'Name the commit that changes the code.'

/** A fix changes something besides review reports. */
export function changesCode({ facts, commit }: Checking): Point {
  if (commit.files.length === 0) {
    return {
      code: 'changes-nothing',
      message: `commit ${short(commit)} changes no file`,
      next: OTHER,
    }
  }
  if (!facts.onlyReports(commit)) return null
  return {
    code: 'only-reports',
    message: `commit ${short(commit)} changes nothing but review reports`,
    next: OTHER,
  }
}

/** A fix changes more than white space, unless a person with the right to decide has looked at it and says so. */
export function changesLines({ facts, claim, commit }: Checking): Point {
  const code = codeIn(facts, commit)
  if (claim.origin === 'command' || code.length === 0) return null
  if (!code.every(isNothing) || (claim.because !== null && !code.every(isSpace))) return null
  return {
    code: 'only-space',
    message: `commit ${short(commit)} changes nothing but ${code.some(isRenamed) ? 'names and ' : ''}white space`,
    next: 'Name the commit that changes the code, or let somebody who may decide call it fixed in a comment.',
  }
}

/** Another name is no fix by itself, unless somebody says why. */
const isNothing = (file: FileChange): boolean => isSpace(file) || (isRenamed(file) && !file.lines)

const isSpace = ({ status, lines }: FileChange): boolean =>
  (status === 'modified' || status === 'renamed') && lines !== null && lines.onlySpace

const isRenamed = ({ status }: FileChange): boolean => status === 'renamed'

/** More names than this don't make a sentence clearer. */
const MOST_PATHS = 3

/** A fix touches one of the files that the blocker cites, under any name; or whoever says it is one says why not. */
export function touchesCited(checking: Checking): Point {
  const { facts, blocker, claim, commit } = checking
  // A person looked at it; a finding of the commit's own cites what it pleases.
  if (claim.origin === 'command' || blocker.origin === 'commit') return null
  const cited = citedFor(checking).filter((path) => !facts.isReport(path))
  if (cited.length === 0) return null
  const touched = cited
    .map((path) => facts.fileCited(commit, path))
    .find((file) => file !== undefined && !facts.isReport(file.path))
  if (touched !== undefined) {
    const how = touched.status === 'removed' ? 'removes' : 'touches'
    return { holds: `${how} ${touched.path}` }
  }
  if (claim.because !== null) return { holds: `elsewhere, because ${claim.because}` }
  const named = cited.slice(0, MOST_PATHS).join(', ')
  const more = cited.length > MOST_PATHS ? ` and ${cited.length - MOST_PATHS} more` : ''
  return {
    code: 'untouched',
    message: `commit ${short(commit)} touches none of the files that it cites (${named}${more})`,
    next: `Name the commit that does, or say why this one fixes it: "${sayWhy(checking)}".`,
  }
}

const sayWhy = ({ claim, name, commit }: Checking): string =>
  claim.origin === 'report'
    ? `Fixed in ${short(commit)} because …`
    : `Fixes-Blocker: ${name} because …`

/**
 * The files that a blocker cites. Whoever fixes it can't choose them: of what later revisions cite, only that counts
 * which the one who raised it wrote, or somebody else than the fix's author.
 */
function citedFor({ facts, blocker, commit }: Checking): readonly string[] {
  const raiser = facts.commit(blocker.raised.commit)?.author
  const counts = (sha: string) => {
    const author = facts.commit(sha)?.author
    if (author === undefined || raiser === undefined) return true
    return samePerson(author, raiser) || !samePerson(author, commit.author)
  }
  const [first, ...later] = blocker.cited
  const all = [first, ...later.filter((one) => counts(one.commit))]
  return [...new Set(all.flatMap((one) => one?.evidence.map(({ path }) => path) ?? []))]
}

const codeIn = (facts: Checking['facts'], { files }: Commit): readonly FileChange[] =>
  files.filter(({ path }) => !facts.isReport(path))
