import type { Assessment } from '../../src/policy/assessment.ts'
import type { Files, GitRepository, Made } from '../support/git-repository.ts'
import { requirement } from '../support/history.ts'

/** As many lines as that, each of them another one. */
export const lines = (count = 40, word = 'line'): string =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1};\n`).join('')

/** The text with that line written otherwise. */
export const withLine = (text: string, number: number, line: string): string =>
  text
    .split('\n')
    .map((one, index) => (index + 1 === number ? line : one))
    .join('\n')

export const robin: Made = { by: 'robin' }

/** A report that blocks. */
export const blocking = (...blockers: readonly string[]): string =>
  `# Review: retries\n\nVerdict: blocking\n\n## Blockers\n\n${blockers
    .map((blocker, index) => `${index + 1}. ${blocker}\n`)
    .join('')}`

/** The report of the second round, in which everything is fine. */
export const approval = (reviewed?: string): string =>
  `# Review R2: retries\n\nVerdict: approve\n${reviewed === undefined ? '' : `\nReviewed commit: ${short(reviewed)}\n`}`

/** As people write a hash. */
export const short = (sha: string): string => sha.slice(0, 7)

export const STOP = 'Retries never stop, `src/a.ts:20`.'

/** Casey adds a file, and Robin finds a blocker in one that was there before. */
export function reviewed(repo: GitRepository, ...blockers: readonly string[]): string {
  repo.commit('feat: retry', { 'src/feature.ts': 'send();\n' })
  const found = blockers.length > 0 ? blockers : [STOP]
  return repo.commit('docs: review', { 'REVIEW.md': blocking(...found) }, robin)
}

/** Casey's fix of the first blocker. */
export const fixed = (repo: GitRepository, files: Files): string =>
  repo.commit('fix: stop\n\nFixes-Blocker: B1', files)

/** `B1 verified: named by its …`. */
export const standing = ({ ledger }: Assessment): string[] =>
  ledger.blockers.map(({ name, state, why }) => `${name} ${state}: ${why}`)

/** What `fresh` says. */
export const freshness = (assessment: Assessment): string => requirement(assessment, 'fresh').found

export const FRESH = 'nothing but reports changed since'
