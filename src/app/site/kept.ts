import { LRUCache } from 'lru-cache'

/** Asks, and remembers the answer for as long as it says. */
export type Kept<Answer> = (key: string, ask: () => Promise<Answer>) => Promise<Answer>

/**
 * Remembers answers for a while. Who asks for the same while the first one waits, waits with him. A failure isn't
 * remembered.
 * @param most how many are remembered; the longest unasked for is forgotten first
 * @param msOf for how long an answer is good
 */
export function kept<Answer>(most: number, msOf: (answer: Answer) => number): Kept<Answer> {
  const answers = new LRUCache<string, { readonly answer: Answer }>({ max: most })
  const underWay = new Map<string, Promise<Answer>>()

  const ask = async (key: string, question: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await question()
      answers.set(key, { answer }, { ttl: msOf(answer) })
      return answer
    } finally {
      underWay.delete(key)
    }
  }
  return async (key, question) => {
    const known = answers.get(key)
    if (known !== undefined) return known.answer
    const asked = underWay.get(key) ?? ask(key, question)
    underWay.set(key, asked)
    return asked
  }
}
