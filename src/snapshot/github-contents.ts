import type { Asking } from './asking.ts'
import { isHidden } from './http-status.ts'

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
