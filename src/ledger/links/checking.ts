import type { Commit } from '../../snapshot/snapshot.ts'
import type { Facts } from '../facts.ts'
import type { Link, LinkProblem } from '../ledger.ts'
import type { Raised } from '../raised-blocker.ts'

/** A link as somebody claims it, before it is checked. */
export interface Claim
  extends Pick<Link, 'origin' | 'said' | 'mention' | 'because' | 'comment' | 'by'> {
  /** Of the report that says it, null for a commit or comment. */
  readonly round: number | null
}

/** A claim with the commit that it names, as it is checked. */
export interface Checking {
  readonly facts: Facts
  readonly blocker: Raised
  /** How the blocker is called where it can mean no other. */
  readonly name: string
  readonly claim: Claim
  readonly commit: Commit
}

/** One point of a link: what holds, in a short phrase, what doesn't, or nothing where there is nothing to check. */
export type Point = { readonly holds: string } | LinkProblem | null

/** Where a claim is made, for a sentence. */
export const placeOf = ({ said, by, comment }: Claim): string => {
  if (comment !== null) return `${by}'s comment`
  return said.path === null ? `commit ${said.commit.slice(0, 7)}` : `${said.path}:${said.line}`
}

/** The first line of a commit's message. */
export const subjectOf = (commit: Commit): string => commit.message.split('\n', 1)[0] ?? ''

/** As people write a hash. */
export const short = ({ sha }: Commit): string => sha.slice(0, 7)
