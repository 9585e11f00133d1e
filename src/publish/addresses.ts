import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { PullRef } from '../snapshot/snapshot.ts'

/** Where the pages and badges of this server are, for the links in checks and comments. */
export interface Addresses {
  /** Without a slash at its end. */
  readonly root: string
  readonly page: (pull: PullRef) => string
  /** The badge's picture. One that isn't for everybody carries a token, which opens that badge and nothing else. */
  readonly badge: (pull: PullRef, isPrivate: boolean) => string
  /** Whether a token is that of this pull request's badge. */
  readonly opens: (pull: PullRef, token: string) => boolean
}

/**
 * @param root the public address of this server
 * @param secret what the tokens of badges are made from: with another secret, those in use stop working
 * @param openBadges whether everybody may see the badges of public repositories
 */
export function addressesAt(root: string, secret: string, openBadges: boolean): Addresses {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'countersign badge', 32))
  const tokenOf = ({ owner, repo, number }: PullRef): string =>
    // Names that differ in upper and lower case only are the same to GitHub.
    createHmac('sha256', key).update(`${owner}/${repo}/${number}`.toLowerCase()).digest('base64url')
  const pathOf = ({ owner, repo, number }: PullRef) =>
    `${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/${number}`
  return {
    root,
    page: ({ owner, repo, number }) =>
      `${root}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/pull/${number}`,
    badge: (pull, isPrivate) =>
      `${root}/badge/${pathOf(pull)}.svg${isPrivate || !openBadges ? `?token=${tokenOf(pull)}` : ''}`,
    opens: (pull, token) => {
      const [right, given] = [Buffer.from(tokenOf(pull)), Buffer.from(token)]
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}
