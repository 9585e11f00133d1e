import { type Command, readCommands } from '../../command/read-commands.ts'
import { readOrder } from '../../command/read-order.ts'

interface Said {
  readonly node_id?: string | undefined
  readonly body?: string | null | undefined
}

/**
 * The node ids of what was said newly and holds a command of ours, null where nothing that was said concerns us.
 * @param before what it said before it was edited
 */
export function heardIn(
  action: string,
  { node_id: id, body }: Said,
  before: string | undefined,
): readonly string[] | null {
  if (![body, before].some((text) => readCommands(text ?? '').some(isOurs))) return null
  const isNew = action === 'created' || action === 'submitted'
  return isNew && id !== undefined ? [id] : []
}

const isOurs = (command: Command): boolean => readOrder(command) !== null
