import { ROLE_WORDS } from './lexicon.ts'
import type { Role } from './types.ts'

/** Whom a phrase names as the one who ran something: "Coder reported:", "Parent/orchestrator reran after merge:". */
export function readRole(text: string): Role | null {
  return ROLE_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}
