import type { Diagnostic, Line } from '../../reading/types.ts'

/** What is wrong with a commit before it is made. An error refuses it. */
export interface Remark extends Diagnostic {
  /** `message:3`, `REVIEW.md:12` */
  readonly where: string
}

/** @param path the report, null for the message */
export const remarkOn = (of: Diagnostic, path: string | null): Remark => ({
  ...of,
  // What has no effect in a message is put right more easily now than when it is pushed.
  severity: path === null && WITHOUT_EFFECT.includes(of.code) ? 'error' : of.severity,
  where: whereIn(path, of.line),
})

export const whereIn = (path: string | null, line: Line): string =>
  path === null ? `${MESSAGE}${line}` : `${path}:${line}`

const WITHOUT_EFFECT = ['misplaced-trailer', 'unreadable-blocker', 'placeholder-left']

export const isOnMessage = ({ where }: Remark): boolean => where.startsWith(MESSAGE)

const MESSAGE = 'message:'
