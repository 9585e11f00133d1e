import type { PullRef, Snapshot } from '../snapshot/snapshot.ts'

/** Longer ones lead nowhere: git's own limit for a path is about that. */
const MOST_CHARACTERS = 4_096

/** An address that a link may lead to: `https` or `http`, nothing else; null for any other. */
export function webAddress(url: string): string | null {
  if (url.length > 2 * MOST_CHARACTERS || !URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : null
}

/** A commit on GitHub; null for what is no hash, and for a clone of nothing that has pages. */
export const commitUrl = ({ webUrl }: Snapshot, sha: string): string | null =>
  webUrl !== '' && HASH.test(sha) ? `${webUrl}/commit/${sha}` : null

const HASH = /^[0-9a-f]{7,64}$/u

/** The pull request on GitHub. */
export const pullUrl = ({ webUrl, pull }: Snapshot): string => `${webUrl}/pull/${pull.number}`

/**
 * Lines of a file at a commit; null for what is no hash, for a path that would lead out of the repository, and for a
 * clone of nothing that has pages.
 */
export function fileUrl(
  { webUrl }: Snapshot,
  sha: string,
  path: string,
  lines: { readonly start: number; readonly end: number } | null = null,
): string | null {
  if (webUrl === '' || !HASH.test(sha) || path.length > MOST_CHARACTERS) return null
  const segments = path.split('/')
  // Browsers resolve these, however they are encoded.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return null
  const [start, end] = [Math.max(1, lines?.start ?? 1), Math.max(1, lines?.end ?? 1)]
  const anchor = lines === null ? '' : start === end ? `#L${start}` : `#L${start}-L${end}`
  // GitHub shows a Markdown file as its source, with its lines, only when asked for it.
  const plain = lines !== null && /\.(?:md|markdown|mdown)$/iu.test(path) ? '?plain=1' : ''
  return `${webUrl}/blob/${sha}/${encodedPath(path)}${plain}${anchor}`
}

/** A path as an address has it. */
export const encodedPath = (path: string): string => path.split('/').map(encoded).join('/')

/** The page of a repository, of a pull request, here. */
export const repositoryPath = ({ owner, repo }: Pick<PullRef, 'owner' | 'repo'>): string =>
  `/${named(owner)}/${named(repo)}`
export const pullPath = (pull: PullRef): string => `${repositoryPath(pull)}/pull/${pull.number}`

/** GitHub has no such names; browsers would take them for another address. */
const named = (name: string): string => (/^\.{0,2}$/u.test(name) ? '-' : encoded(name))

/** Half a character can't be encoded; brackets would end a link of Markdown. */
const encoded = (text: string): string =>
  encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
