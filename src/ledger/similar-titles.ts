import type { Effort } from './effort.ts'
import { contained } from './same-blocker.ts'
import type { Wording } from './wording.ts'

/**
 * Finds, among many, the ones of which one title contains the other. Only those are compared that have the rarest
 * word of the shorter title: a title that is held has its own rarest word in the other, and the other way round.
 */
export function similarTitles<T extends { readonly wording: Wording }>(
  among: readonly T[],
  effort: Effort,
): (wording: Wording) => readonly { readonly found: T; readonly like: number }[] {
  const having = new Map<string, T[]>()
  for (const one of among) {
    effort.spend(10 * one.wording.words.size)
    if (effort.isOver()) break
    for (const word of one.wording.words) add(having, word, one)
  }
  const rarest = (words: Iterable<string>) => {
    let [rare, least] = ['', Number.POSITIVE_INFINITY]
    for (const word of words) {
      const count = having.get(word)?.length ?? 0
      if (count < least) [rare, least] = [word, count]
      if (count === 0) break
    }
    return rare
  }
  const byRarest = new Map<string, T[]>()
  for (const one of among) {
    if (effort.isOver()) break
    add(byRarest, rarest(one.wording.words), one)
  }
  return (wording) => {
    const { words } = wording
    const held: T[] = []
    for (const word of words) held.push(...(byRarest.get(word) ?? []))
    const holding = having.get(rarest(words)) ?? []
    effort.spend(5 * words.size + 20 * (held.length + holding.length))
    if (effort.isOver()) return []
    if (held.length + holding.length === 0) return []
    return [...new Set([...held, ...holding])].flatMap((found) => {
      effort.spend(4 * Math.min(words.size, found.wording.words.size))
      const like = contained(found.wording, wording)
      return like > 0 ? [{ found, like }] : []
    })
  }
}

function add<T>(groups: Map<string, T[]>, key: string, member: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [member])
  else group.push(member)
}
