import { LRUCache } from 'lru-cache'

/** Answers that are remembered for a while. */
export interface Kept<Answer> {
  /** The answer that is remembered, else what is asked for now. */
  readonly get: (key: string, ask: () => Promise<Answer>) => Promise<Answer>
  /** An answer that came of itself. */
  readonly put: (key: string, answer: Answer) => void
}

/**
 * Remembers answers for a while. Who asks for the same while the first one waits, waits with him. A failure isn't
 * remembered.
 * @param most how many are remembered; the longest unasked for is forgotten first
 * @param msOf for how long an answer is good; more than 0, which would be for ever
 */
export function kept<Answer>(most: number, msOf: (answer: Answer) => number): Kept<Answer> {
  // The library holds no null for an answer.
  const answers = new LRUCache<string, { readonly answer: Answer }, () => Promise<Answer>>({
    max: most,
    // Whoever waits gets what was asked for, even if it is put or forgotten meanwhile.
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _old, { context: ask, options }) => {
      const answer = await ask()
      options.ttl = msOf(answer)
      return { answer }
    },
  })
  return {
    get: async (key, ask) => (await answers.forceFetch(key, { context: ask })).answer,
    put: (key, answer) => {
      answers.set(key, { answer }, { ttl: msOf(answer) })
    },
  }
}
