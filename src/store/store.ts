/**
 * What replicas tell each other besides the queue, and what would only be slow to find out again. Whatever is in it may
 * be lost at any moment: nothing that decides a check depends on it.
 */
export interface Store {
  /** Null when nothing is remembered by that name, or the store can't be reached. */
  readonly get: (name: string) => Promise<string | null>
  /** Several at once, in their order. */
  readonly getAll: (names: readonly string[]) => Promise<readonly (string | null)[]>
  /** Forgotten after so many seconds at the latest. A store that can't be reached forgets at once. */
  readonly set: (name: string, value: string, seconds: number) => Promise<void>
  /** Whether nobody holds that name, who holds it from now on for so many seconds; false when it can't be reached. */
  readonly claim: (name: string, seconds: number) => Promise<boolean>
  readonly forget: (name: string) => Promise<void>
  /** Does the work of one name one after the other, across all that share the store. */
  readonly inTurn: InTurn
  readonly close: () => Promise<void>
}

/** Does the work of one key one after the other, in the order in which it came. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>
