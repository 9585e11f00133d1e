import { randomUUID } from 'node:crypto'
import type { Work } from './queue.ts'

/** What was added, as text that is like no other, so that it can be taken off the list once it is done. */
export const itemOf = (job: unknown): string => JSON.stringify({ id: randomUUID(), job })

/** What the items ask for together; null when there are none. */
export function foldItems<Job>(items: readonly string[], work: Work<Job>): Job | null {
  const jobs = items.map((item) => (JSON.parse(item) as { readonly job: Job }).job)
  return jobs.length === 0 ? null : jobs.reduce(work.merge)
}
