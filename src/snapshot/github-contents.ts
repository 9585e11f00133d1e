import type { Asking } from './asking.ts'
import { blobKey } from './facts-cache.ts'
import { SYMBOLIC_LINK } from './git-modes.ts'
import type { PolicyEntry } from './github-pull.ts'
import { httpStatus, isHidden } from './http-status.ts'
import { POLICY_PATH, type PullRef } from './snapshot.ts'

/** A file as one commit has it. */
export interface FileAt {
  readonly blob: string
  /** Null for what GitHub doesn't hand out here: a file of more than a megabyte. */
  readonly text: string | null
  readonly url: string
}

/**
 * A file at a commit, or null when there is none: a folder, a submodule or a symbolic link isn't one either.
 * @param ref a whole hash (the answer is then remembered), or null for the default branch
 */
export async function fileAt(
  asking: Asking,
  owner: string,
  repo: string,
  path: string,
  ref: string | null,
): Promise<FileAt | null> {
  const load = async () => ({ file: await loadFile(asking, owner, repo, path, ref) })
  if (ref === null) return (await load()).file
  return (await asking.facts.get(`${owner}/${repo} ${ref}:${path}`, load)).file
}

async function loadFile(
  { octokit }: Asking,
  owner: string,
  repo: string,
  path: string,
  ref: string | null,
): Promise<FileAt | null> {
  try {
    const at = { owner, repo, path, ...(ref === null ? {} : { ref }) }
    const { data } = await octokit.rest.repos.getContent(at)
    if (Array.isArray(data) || data.type !== 'file') return null
    const isWhole = 'content' in data && data.encoding === 'base64'
    const text = isWhole ? Buffer.from(data.content, 'base64').toString('utf8') : null
    return { blob: data.sha, text, url: data.html_url ?? '' }
  } catch (error) {
    // A repository that the App may not read is the same as none to it.
    if (isHidden(error)) return null
    throw error
  }
}

/** Twice what the reader takes: a longer one is refused all the same, and need not be kept. */
const MOST_BYTES = 1_048_576

/** The text of a blob, its first megabyte; null when GitHub has none of that name. */
export async function blobText(
  asking: Asking,
  pull: PullRef,
  blob: string,
): Promise<string | null> {
  try {
    const { text } = await asking.facts.get(blobKey(pull, blob), async () => {
      const { data } = await asking.octokit.rest.git.getBlob({
        owner: pull.owner,
        repo: pull.repo,
        file_sha: blob,
      })
      const encoding = data.encoding === 'base64' ? 'base64' : 'utf8'
      const bytes = Buffer.from(data.content, encoding).subarray(0, MOST_BYTES)
      return { text: bytes.toString('utf8') }
    })
    return text
  } catch (error) {
    if (httpStatus(error) !== 404) throw error
    return null
  }
}

interface Where {
  readonly owner: string
  readonly repo: string
  readonly ref: string | null
}

/**
 * The policy file of a commit; null when there is none.
 * @param tip what GraphQL says of that commit, undefined where it wasn't asked
 */
export async function policyAt(
  asking: Asking,
  { owner, repo, ref }: Where,
  tip: { readonly file?: PolicyEntry | null | undefined } | null | undefined,
): Promise<{ readonly text: string | null } | null> {
  const inFull = () => fileAt(asking, owner, repo, POLICY_PATH, ref)
  if (tip === undefined) return inFull()
  const entry = tip?.file ?? null
  if (entry === null) return null
  // REST follows a symbolic link; and what GraphQL takes for no text, the reader is to refuse.
  if (entry.mode === SYMBOLIC_LINK) return inFull()
  const { object: blob } = entry
  if (blob?.oid === undefined) return null
  if (blob.isTruncated === true) return { text: null }
  return blob.text == null ? inFull() : { text: blob.text }
}
