import { COMMANDS } from '../../command/read-order.ts'
import { codeSpan } from '../escape.ts'
import { row, tableHead } from '../summary/parts.ts'

/** What `/help` posts: every command, its form, what it does and who may. */
export const helpText = (): string =>
  [
    ...tableHead(null, ['Command', 'What it does', 'Who may']),
    ...Object.values(COMMANDS).map(({ form, does, who }) => row([codeSpan(form), does, who])),
    '',
    'Each at the start of a line of its own, in a comment or in the body of a review. Several blockers go into one command (`/fixed B1, B2 abc1234`), several commands into one comment.',
  ].join('\n')
