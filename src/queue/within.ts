/** Resolves when the work has ended, or after so many milliseconds, whichever comes first. */
export async function within(wait: number | undefined, work: Promise<unknown>): Promise<void> {
  if (wait === undefined) return void (await work)
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, wait)
  })
  await Promise.race([work, over])
  clearTimeout(timer)
}
