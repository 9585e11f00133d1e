import { randomUUID } from 'node:crypto'
import type { Assessment } from '../../policy/assessment.ts'
import { plainText } from '../escape.ts'

/**
 * What a step adds to the file of its outputs.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function outputsOf({ conclusion, title, ledger }: Assessment): string {
  const open = ledger.blockers.filter(({ state }) => state === 'open')
  const outputs = [
    ['conclusion', conclusion],
    ['title', plainText(title, 500)],
    ['open-blockers', `${open.length}`],
  ] as const
  // Nobody can write an end that they can't know.
  const end = `countersign-${randomUUID()}`
  return outputs.map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`).join('')
}
