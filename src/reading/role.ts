import type { Role } from './types.ts'

/** Whom a phrase names as the one who ran something: "Coder reported:", "Parent/orchestrator reran after merge:". */
export function readRole(text: string): Role | null {
  return ROLES.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

const ROLES: readonly (readonly [Role, RegExp])[] = [
  ['orchestrator', /\b(?:orchestrator|parent|coordinator|maintainer|integrator)\b/i],
  ['coder', /\b(?:coder|developer|implementer|implementor)\b/i],
  [
    'author',
    /\b(?:author|hand-?\s?(?:back|off|over)|pr description|pull request description)(?:['’]s)?\b/i,
  ],
  ['reviewer', /\b(?:re-?)?(?:reviewer|auditor)\b|\b(?:I|my)\b/i],
]
