/** The list without repetitions: of what has the same key, the first. */
export function eachOnce<T>(list: readonly T[], keyOf: (member: T) => string): readonly T[] {
  const seen = new Set<string>()
  return list.filter((member) => {
    const key = keyOf(member)
    return !seen.has(key) && seen.add(key)
  })
}
