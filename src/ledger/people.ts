import { noReplyLogin } from '../snapshot/no-reply-login.ts'
import type { Commit, Person } from '../snapshot/snapshot.ts'

/** Whether two are one, by GitHub's login where both have one, else by their address. */
export const samePerson = (one: Person, other: Person): boolean => {
  const [a, b] = [loginOf(one), loginOf(other)]
  if (a !== null && b !== null) return a === b
  return one.email !== '' && one.email.toLowerCase() === other.email.toLowerCase()
}

/** How somebody is called in what we say. */
export const nameOf = ({ login, name, email }: Person): string =>
  login ?? (name || email || 'somebody')

/** Who wrote a commit, in a word. */
export const writerOf = (commit: Commit | undefined): string =>
  commit === undefined ? 'somebody' : nameOf(commit.author)

/** Whether the committer is GitHub itself, for a commit that was made on its pages. */
export const isGitHub = ({ login, email }: Person): boolean =>
  login === 'web-flow' || email.toLowerCase() === 'noreply@github.com'

/** Everybody who wrote a commit: its author, and those whom "Co-authored-by" names. */
export const authorsOf = (commit: Commit): readonly Person[] => [
  commit.author,
  ...[...commit.message.matchAll(CO_AUTHOR)].map(([, name = '', email = '']) => ({
    name: name.trim(),
    email,
    date: commit.author.date,
    login: null,
  })),
]

const CO_AUTHOR = /^co-authored-by:[ \t]*([^<\n]{0,200})<([^>\n]{1,200})>[ \t]*$/gimu

const loginOf = ({ login, email }: Person): string | null =>
  (login ?? noReplyLogin(email))?.toLowerCase() ?? null
