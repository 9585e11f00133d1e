import { login, team } from '../../policy/file/texts.ts'
import type { People } from '../../policy/policy.ts'

/** Where GitHub looks for it, in this order. */
export const OWNERS_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** More are no help to somebody who chooses. */
const MOST = 10

/** Who owns all files by a CODEOWNERS file, or else each who owns any of them. */
export function ownersIn(text: string): People {
  const rules = text
    .split('\n')
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/u, '')
        .trim()
        .split(/\s+/u),
    )
    .filter(([glob]) => glob !== '')
  const ofAll = rules.findLast(
    ([glob, owner]) => (glob === '*' || glob === '/') && owner !== undefined,
  )
  const owners = [
    ...new Set((ofAll === undefined ? rules : [ofAll]).flatMap((rule) => rule.slice(1))),
  ]
    .filter((owner) => owner.startsWith('@'))
    .map((owner) => owner.slice(1))
  return {
    people: owners.filter((owner) => login.safeParse(owner).success).slice(0, MOST),
    teams: owners.filter((owner) => team.safeParse(owner).success).slice(0, MOST),
  }
}
