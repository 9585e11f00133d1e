import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Asking } from './asking.ts'
import { blobKey } from './facts-cache.ts'
import { blobText, fileAt } from './github-contents.ts'
import { graph } from './graph.ts'
import { inTurns } from './in-turns.ts'
import { lineCount } from './line-count.ts'
import type { CitedFile, PullRef } from './snapshot.ts'

/** Many texts make a large answer, for which GitHub takes its time. */
const BATCH = 20

/**
 * The texts of these blobs by their hashes, a batch in one request; null for what GitHub has none of.
 * What GraphQL hands out is held against the hash: it cuts long texts, and has its own idea of what is text.
 */
export async function blobTexts(
  asking: Asking,
  pull: PullRef,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { facts } = asking
  const texts = new Map<string, string | null>()
  const unknown: string[] = []
  for (const blob of new Set(blobs)) {
    const known = await facts.known<{ readonly text: string }>(blobKey(pull, blob))
    if (known === null) unknown.push(blob)
    else texts.set(blob, known.text)
  }
  const asked = unknown.map((blob) => ({ by: 'oid', value: blob, fields: TEXT }) as const)
  const answers = await objects(asking, pull, asked)
  await inTurns(unknown, async (blob, index) => {
    const text = answers[index]?.text ?? null
    if (text === null || hashOf(text) !== blob) {
      texts.set(blob, await blobText(asking, pull, blob))
      return
    }
    facts.keep(blobKey(pull, blob), { text })
    texts.set(blob, text)
  })
  return texts
}

/** What a path is at a commit. */
interface FileFacts {
  readonly isFile: boolean
  /** Null where they were not asked for, or can't be counted. */
  readonly lines: number | null
}

/** A path at a commit, by its whole hash. */
export interface Place {
  readonly commit: string
  readonly path: string
}

/**
 * Whether these paths are files there, and of the cited ones how many lines they have; all in one request, if they are
 * no more than a batch.
 * @param cited of these the lines are counted
 * @param others of these only whether they are there
 */
export async function filesAt(
  asking: Asking,
  pull: PullRef,
  cited: readonly Place[],
  others: readonly Place[],
): Promise<{
  readonly places: readonly CitedFile[]
  readonly isThere: (place: Place) => boolean
}> {
  const { facts } = asking
  const found = new Map<string, FileFacts>()
  const unknown: { readonly place: Place; readonly counted: boolean }[] = []
  for (const [place, counted] of [
    ...cited.map((place) => [place, true] as const),
    ...others.map((place) => [place, false] as const),
  ]) {
    const key = keyOf(pull, place, counted)
    const known = found.get(key) ?? (await facts.known<FileFacts>(key))
    if (known !== null) found.set(key, known)
    else if (!unknown.some((one) => keyOf(pull, one.place, one.counted) === key)) {
      unknown.push({ place, counted })
    }
  }
  const asked = unknown.map(({ place: { commit, path }, counted }) => ({
    by: 'expression' as const,
    value: `${commit}:${path}`,
    fields: counted ? TEXT : 'oid',
  }))
  const answers = await objects(asking, pull, asked)
  await inTurns(unknown, async ({ place, counted }, index) => {
    const file = await factsOf(asking, pull, place, answers[index] ?? null, counted)
    const key = keyOf(pull, place, counted)
    facts.keep(key, file)
    found.set(key, file)
  })
  return {
    places: cited.map((place) => {
      const file = found.get(keyOf(pull, place, true))
      return { ...place, lines: file?.isFile === true ? file.lines : 0 }
    }),
    isThere: (place) =>
      (found.get(keyOf(pull, place, false)) ?? found.get(keyOf(pull, place, true)))?.isFile ===
      true,
  }
}

async function factsOf(
  asking: Asking,
  { owner, repo }: PullRef,
  { commit, path }: Place,
  found: Found,
  counted: boolean,
): Promise<FileFacts> {
  if (found?.oid === undefined) return { isFile: false, lines: null }
  if (!counted) return { isFile: true, lines: null }
  const text = found.isTruncated ? null : (found.text ?? null)
  // A symbolic link is a text of one line without an end, too; REST follows it.
  if (text?.includes('\n')) return { isFile: true, lines: lineCount(text) }
  const file = await fileAt(asking, owner, repo, path, commit)
  return { isFile: file !== null, lines: file?.text == null ? null : lineCount(file.text) }
}

interface Question {
  readonly by: 'oid' | 'expression'
  readonly value: string
  readonly fields: string
}

/** Blobs, in the order of the questions; null for what is none. */
async function objects(
  { octokit }: Asking,
  { owner, repo }: PullRef,
  questions: readonly Question[],
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (let start = 0; start < questions.length; start += BATCH) {
    const batch = questions.slice(start, start + BATCH)
    const types = batch.map(
      ({ by }, index) => `$v${index}: ${by === 'oid' ? 'GitObjectID!' : 'String!'}`,
    )
    const fields = batch.map(
      ({ by, fields }, index) =>
        `o${index}: object(${by}: $v${index}) { ... on Blob { ${fields} } }`,
    )
    const values = Object.fromEntries(batch.map(({ value }, index) => [`v${index}`, value]))
    const text = `query Texts($owner: String!, $repo: String!, ${types.join(', ')}) {
  repository(owner: $owner, name: $repo) { ${fields.join(' ')} }
}`
    const { repository } = Answer.parse(await graph(octokit, text, { owner, repo, ...values }))
    found.push(...batch.map((_, index) => repository?.[`o${index}`] ?? null))
  }
  return found
}

const TEXT = 'oid text isTruncated'

const Blob = z
  .object({
    oid: z.string().optional(),
    text: z.string().nullish(),
    isTruncated: z.boolean().optional(),
  })
  .nullable()
type Found = z.output<typeof Blob>

const Answer = z.object({ repository: z.record(z.string(), Blob).nullable() })

const keyOf = ({ owner, repo }: PullRef, { commit, path }: Place, counted: boolean): string =>
  `${owner}/${repo} ${counted ? 'lines' : 'file'} ${commit}:${path}`

/** The name that git gives to a text. */
const hashOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex')
