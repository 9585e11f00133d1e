import type { Readable } from 'node:stream'

/** All that comes, null where that is more: of a device there is no end. */
export async function readUpTo(stream: Readable, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
