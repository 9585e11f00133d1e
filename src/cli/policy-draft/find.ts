import { DEFAULT_POLICY } from '../../policy/policy.ts'
import type { Reader } from '../../reader/reader.ts'
import { textsOf } from '../../snapshot/clone-objects.ts'
import type { Git } from '../../snapshot/git.ts'
import { anyGlob } from '../../snapshot/glob.ts'
import { ciChecks } from './ci-checks.ts'
import type { Found } from './draft.ts'
import { MANIFESTS, suggestedCommands } from './hints.ts'
import { OWNERS_FILES, ownersIn } from './owners.ts'
import { candidatesAmong, globsFor } from './report-globs.ts'

/** Found, and what was looked at for it. */
export interface Search extends Found {
  /** Files that are reports by the default globs. */
  readonly byDefault: readonly string[]
  /** Files elsewhere that read as reports. */
  readonly elsewhere: readonly string[]
  /** Files that may be reports by their names, and were too many to be read. */
  readonly notRead: number
  readonly ownersFile: string | null
}

/** More are not read: it is a proposal. */
const [MOST_CANDIDATES, MOST_WORKFLOWS] = [60, 50]

/** Looks for all that a policy can begin with, in the files that git follows. */
export async function search(git: Git, reader: Reader): Promise<Search> {
  const files = await filesIn(git)
  const paths = [...files.keys()]
  const { reports } = DEFAULT_POLICY
  const candidates = candidatesAmong(paths, reports)
  const read = candidates.slice(0, MOST_CANDIDATES)
  const workflows = paths.filter((path) => WORKFLOW.test(path)).slice(0, MOST_WORKFLOWS)
  const ownersFile = OWNERS_FILES.find((path) => files.has(path)) ?? null
  const wanted = [...read, ...workflows, ...MANIFESTS, ...OWNERS_FILES]
  const blobs = await textsOf(
    git,
    wanted.flatMap((path) => files.get(path) ?? []),
  )
  const textOf = (path: string): string | null => blobs.get(files.get(path) ?? '') ?? null
  const elsewhere: string[] = []
  for (const path of read) {
    const { verdict } = await reader.report(textOf(path) ?? '', path)
    if (verdict.outcome !== 'none') elsewhere.push(path)
  }
  return {
    byDefault: paths.filter(anyGlob(reports)),
    elsewhere,
    notRead: candidates.length - read.length,
    moreReports: globsFor(elsewhere, paths),
    ci: ciChecks(workflows.map((path) => ({ path, text: textOf(path) ?? '' }))),
    commands: suggestedCommands(textOf, (name) => files.has(name)),
    owners: ownersIn(ownersFile === null ? '' : (textOf(ownersFile) ?? '')),
    ownersFile,
  }
}

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/u

/** The files that git follows, each with its blob; links, submodules and what is in conflict are none. */
async function filesIn(git: Git): Promise<ReadonlyMap<string, string>> {
  const said = await git.text(['ls-files', '--stage', '-z'])
  return new Map(
    said.split('\0').flatMap((entry) => {
      const [, blob, path] = /^100\d{3} ([0-9a-f]+) 0\t(.*)$/su.exec(entry) ?? []
      return blob === undefined || path === undefined ? [] : [[path, blob] as const]
    }),
  )
}
