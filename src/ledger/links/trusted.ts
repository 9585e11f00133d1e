import { type Checking, type Point, short } from './checking.ts'

/** On a pull request from a fork, only those who may write here can call something fixed. */
export function trusted({ facts, claim, name, commit }: Checking): Point {
  // Commands are checked for their writers' rights where they are read.
  if (claim.origin === 'command') return null
  const by = facts.commit(claim.said.commit)
  const why = by === undefined ? null : facts.distrusted(by)
  if (why === null) return null
  return {
    code: 'untrusted',
    message: `disqualified because ${why}`,
    next: `Somebody with write access can confirm the fix in a comment: "/fixed ${name} ${short(commit)}".`,
  }
}
