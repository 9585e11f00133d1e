import type { Answer } from '../assessment.ts'
import type { Judging } from '../judging.ts'

/** The check lists them all; here more than these say nothing more. */
const MOST = 5

/** A policy that can't be read judges nobody green: neither its last valid text nor the defaults are what was meant. */
export function policyReadable({ ruling: { sources, problems: all } }: Judging): Answer {
  const problems = all.slice(0, MOST)
  return {
    met: problems.length === 0,
    looked: sources.map(({ name }) => name).join(', ') || 'no policy file: the defaults hold',
    found:
      problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join(' ') ||
      'nothing is wrong with it',
    next:
      problems.length === 0
        ? null
        : `Correct it on the base branch: ${problems.map(({ line, next }) => `line ${line}: ${next}`).join(' ')}`,
  }
}
