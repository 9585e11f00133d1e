import { type Checking, type Point, short, subjectOf } from './checking.ts'

/** A fix that was taken back later fixes nothing; unless that was taken back, too. */
export function notReverted({ facts, commit }: Checking): Point {
  const by = facts.revertedBy(commit)
  if (by === null) return null
  return {
    code: 'reverted',
    message: `commit ${short(commit)} was taken back by commit ${short(by)} ("${subjectOf(by)}")`,
    next: 'Fix it again in a new commit, and name that.',
  }
}
