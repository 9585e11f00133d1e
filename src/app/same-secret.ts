import { timingSafeEqual } from 'node:crypto'

/** Whether a secret is the right one; takes the same time wherever the two differ. */
export function isSameSecret(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
