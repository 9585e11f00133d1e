import type { Opened, PolicyText, Snapshot } from '../snapshot/snapshot.ts'
import { POLICY_PATH } from '../snapshot/snapshot.ts'
import { effectivePolicy, policyBeforeRules, reportGlobs } from './file/effective-policy.ts'
import { fileChanges, type PolicyChange } from './file/policy-changes.ts'
import { type PolicyProblem, readPolicyFile } from './file/read-policy-file.ts'
import type { PolicyFile } from './file/schema.ts'
import { DEFAULT_POLICY, type Policy } from './policy.ts'

/** The rules for one pull request, and where they come from. */
export interface Ruling {
  readonly policy: Policy
  /** The files that hold, the organisation's first; none: the defaults hold. */
  readonly sources: readonly { readonly name: string; readonly url: string }[]
  /** What is wrong with these files. While there is anything, the defaults stand in and the check fails. */
  readonly problems: readonly PolicyProblem[]
  /** What the policy file of this pull request would change, null where it doesn't touch it. */
  readonly proposed: Proposed | null
}

/** A change of the policy file. It judges nobody before it is merged. */
export interface Proposed {
  readonly changes: readonly PolicyChange[]
  readonly problems: readonly PolicyProblem[]
}

/** Works out the rules that judge a pull request: those of its base, for its branch and for the paths it changes. */
export function rulingOn(snapshot: Snapshot): Ruling {
  const { policyFiles, proposedPolicy, base, commits } = snapshot
  const { files, problems } = readAll(policyFiles)
  const changed = commits.flatMap((commit) =>
    commit.files
      .filter(({ brought }) => !brought)
      .flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath])),
  )
  const pull = { branch: base.ref, paths: [...new Set(changed)] }
  return {
    policy: problems.length > 0 ? DEFAULT_POLICY : effectivePolicy(files, pull),
    sources: policyFiles.map(({ name, url }) => ({ name, url })),
    problems,
    proposed: proposedPolicy === null ? null : proposedBy(proposedPolicy.text, policyFiles),
  }
}

/** Which files are review reports: has to be known before the pull request's own files are. */
export function reportsIn({ policyFiles }: Opened): readonly string[] {
  const { files, problems } = readAll(policyFiles)
  return problems.length > 0 ? DEFAULT_POLICY.reports : reportGlobs(files)
}

/** Whether any rule holds claims against checks of others, so that these have to be asked for. */
export const corroborates = ({ policyFiles }: Pick<Opened, 'policyFiles'>): readonly string[] =>
  readAll(policyFiles).files.flatMap((file) =>
    [file, ...(file.rules ?? [])].flatMap(({ corroborate }) => Object.values(corroborate ?? {})),
  )

/** Whether any rule asks who signed a commit. */
export const wantsSignatures = ({ policyFiles }: Pick<Opened, 'policyFiles'>): boolean =>
  readAll(policyFiles).files.some((file) =>
    [file, ...(file.rules ?? [])].some(({ requirements }) =>
      ['error', 'warn'].includes(requirements?.signed ?? 'off'),
    ),
  )

function readAll(texts: readonly PolicyText[]) {
  const read = texts.map(({ name, text }) =>
    text === null ? tooLarge(name) : readPolicyFile(text, { name }),
  )
  return {
    files: read.flatMap(({ file }): readonly PolicyFile[] => (file === null ? [] : [file])),
    problems: read.flatMap(({ problems }) => problems),
  }
}

const tooLarge = (file: string) => ({
  file: null,
  problems: [
    { file, line: 1, message: 'The file is too large to be read.', next: 'Keep it below 64 KB.' },
  ],
})

function proposedBy(text: string | null, present: readonly PolicyText[]): Proposed | null {
  const own = present.find(({ name }) => name === POLICY_PATH)
  // What one commit changes and a later one takes back changes nothing.
  if (text === (own?.text ?? null)) return null
  const others = readAll(present.filter(({ name }) => name !== POLICY_PATH)).files
  // Below an organisation's defaults, what a file leaves out is not ours but theirs.
  const otherwise = policyBeforeRules(others)
  const before =
    own === undefined || own.text === null
      ? null
      : readPolicyFile(own.text, { name: POLICY_PATH }).file
  if (text === null) return { changes: fileChanges(before, null, otherwise), problems: [] }
  const { file, problems } = readPolicyFile(text, { name: POLICY_PATH })
  return { changes: file === null ? [] : fileChanges(before, file, otherwise), problems }
}
