import type { Client } from './client.ts'
import { blobText, filesOf, type TreeEntry, treeOf, writeBlob } from './git-objects.ts'
import { mergeLines } from './merge-lines.ts'

/** What becomes of a file that both sides changed; undefined: it is gone, null: the sides conflict. */
type BothChanged = (
  client: Client,
  repository: string,
  sides: Sides<TreeEntry | undefined>,
) => Promise<TreeEntry | undefined | null>

interface Sides<T> {
  readonly base: T
  readonly ours: T
  readonly theirs: T
}

/** A tree with the changes of both sides; null when they conflict. */
export async function mergeTrees(
  client: Client,
  repository: string,
  sides: Sides<string>,
  bothChanged: BothChanged,
): Promise<string | null> {
  const [base, ours, theirs] = await Promise.all([
    filesOf(client, repository, sides.base),
    filesOf(client, repository, sides.ours),
    filesOf(client, repository, sides.theirs),
  ])
  const merged = new Map<string, TreeEntry>()
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const file = { base: base.get(path), ours: ours.get(path), theirs: theirs.get(path) }
    const entry = await mergeFile(file, () => bothChanged(client, repository, file))
    if (entry === null) return null
    if (entry !== undefined) merged.set(path, entry)
  }
  return treeOf(client, repository, merged)
}

async function mergeFile(
  { base, ours, theirs }: Sides<TreeEntry | undefined>,
  bothChanged: () => ReturnType<BothChanged>,
): ReturnType<BothChanged> {
  if (base?.sha === theirs?.sha || ours?.sha === theirs?.sha) return ours
  return base?.sha === ours?.sha ? theirs : bothChanged()
}

/** Whole files at a time. It serves the harness, whose branches touch different files. */
export const takeTheirs: BothChanged = async (_client, _repository, { theirs }) => theirs

/** As Git does it; a file that one side changed and the other deleted is a conflict. */
export const lineByLine: BothChanged = async (client, repository, { base, ours, theirs }) => {
  if (ours === undefined || theirs === undefined) return null
  const textOf = (entry: TreeEntry | undefined) =>
    entry === undefined ? '' : blobText(client, repository, entry.sha)
  const text = mergeLines(await textOf(base), await textOf(ours), await textOf(theirs))
  return text === null ? null : { ...ours, sha: await writeBlob(client, repository, text) }
}
