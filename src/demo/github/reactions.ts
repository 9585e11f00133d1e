import { fieldsOf } from './replies.ts'

/** In GitHub's order, with the names that the REST API has for them. */
const NAMES = {
  THUMBS_UP: '+1',
  THUMBS_DOWN: '-1',
  LAUGH: 'laugh',
  HOORAY: 'hooray',
  CONFUSED: 'confused',
  HEART: 'heart',
  ROCKET: 'rocket',
  EYES: 'eyes',
} as const

export type ReactionContent = keyof typeof NAMES
export const REACTION_CONTENTS = Object.keys(NAMES) as readonly ReactionContent[]

export interface Reaction {
  readonly content: ReactionContent
  readonly login: string
}

/** Who reacted to what, by node id. The emulator knows no reactions. */
export interface Reactions {
  readonly of: (nodeId: string) => readonly Reaction[]
  /** The second of the same kind by the same user changes nothing. */
  readonly add: (nodeId: string, reaction: Reaction) => void
  readonly remove: (nodeId: string, reaction: Reaction) => void
  /** The counts that the REST API shows beside a comment. */
  readonly counted: (nodeId: unknown, shown: unknown) => Readonly<Record<string, unknown>>
}

export function reactions(): Reactions {
  const known = new Map<string, readonly Reaction[]>()
  const of: Reactions['of'] = (nodeId) => known.get(nodeId) ?? []
  const without = (nodeId: string, { content, login }: Reaction) =>
    of(nodeId).filter((one) => one.content !== content || one.login !== login)
  return {
    of,
    add: (nodeId, reaction) => {
      if (without(nodeId, reaction).length === of(nodeId).length) {
        known.set(nodeId, [...of(nodeId), reaction])
      }
    },
    remove: (nodeId, reaction) => {
      known.set(nodeId, without(nodeId, reaction))
    },
    counted: (nodeId, shown) => {
      const all = of(String(nodeId))
      const counts = REACTION_CONTENTS.map((content) => [
        NAMES[content],
        all.filter((one) => one.content === content).length,
      ])
      return { ...fieldsOf(shown), total_count: all.length, ...Object.fromEntries(counts) }
    },
  }
}
