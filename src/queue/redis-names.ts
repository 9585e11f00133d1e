/** Of one queue, the names of what is in Redis. */
export type Names = ReturnType<typeof namesIn>

/** BullMQ's name of the queue. */
export const QUEUE = 'queue'

export function namesIn(prefix: string) {
  const of = (...parts: string[]): string => [prefix, ...parts].join(':')
  const bull = (part: string): string => of(QUEUE, part)
  return {
    /** What a key's next run is to do, in the order in which it came: a list of items. */
    pending: (key: string) => of('pending', key),
    /** There while a key's spacing lasts. */
    started: (key: string) => of('started', key),
    /** The keys that were given up, by when; and what is told of each. */
    given: of('given'),
    why: of('why'),
    /** The turn that is being served, and the last one of each lane. */
    turn: of('turn'),
    lanes: of('lanes'),
    bull: {
      prioritized: bull('prioritized'),
      delayed: bull('delayed'),
      wait: bull('wait'),
      active: bull('active'),
      /** The job that stands for a key, and the one that follows it when that is being worked on. */
      current: (key: string) => bull(`de:${key}`),
      following: (key: string) => bull(`dn:${key}`),
    },
  }
}
