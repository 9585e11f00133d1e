import type { Client } from './client.ts'
import { listShape } from './shapes.ts'

/** All entries of a list of the emulator's, page by page. */
export async function allPages(
  client: Client,
  path: string,
  as?: string,
): Promise<readonly unknown[]> {
  const all: unknown[] = []
  const joint = path.includes('?') ? '&' : '?'
  for (let page = 1; ; page++) {
    const found = await client.get(listShape, `${path}${joint}per_page=100&page=${page}`, as)
    all.push(...found)
    if (found.length < 100) return all
  }
}
