/** GitHub asks integrations not to send many requests at once (its secondary rate limit counts them). */
const AT_ONCE = 8

/** `Promise.all` over `items`, in order, with a few under way at a time; the first failure ends it. */
export async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const left = items.entries()
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker))
  return results
}
