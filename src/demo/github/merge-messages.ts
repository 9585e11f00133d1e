import type { GitCommit, Pull } from './shapes.ts'

type Person = GitCommit['author']

/** GitHub's own message for a merge commit. */
export function mergeMessage(pull: Pull): string {
  const owner = pull.head.repo?.full_name.split('/')[0] ?? 'unknown'
  return `Merge pull request #${pull.number} from ${owner}/${pull.head.ref}\n\n${pull.title}`
}

/**
 * GitHub's own message for a squash: that of the only commit, or the title of the pull request and a list of
 * all messages. Whoever wrote a commit and isn't the author of the squash is named below.
 */
export function squashMessage(
  pull: Pull,
  commits: readonly Pick<GitCommit, 'message' | 'author'>[],
  author: Pick<Person, 'email'>,
): string {
  const [first] = commits
  const isOne = commits.length === 1 && first !== undefined
  const [subject = '', ...rest] = isOne ? first.message.split('\n') : [pull.title]
  const text = isOne
    ? rest.join('\n').trim()
    : commits.map(({ message }) => `* ${message.trim()}`).join('\n\n')
  const helpers = new Map(
    commits
      .filter((commit) => commit.author.email !== author.email)
      .map((commit) => [commit.author.email, commit.author.name]),
  )
  const trailers = [...helpers].map(([email, name]) => `Co-authored-by: ${name} <${email}>`)
  // One commit's body may end in trailers of its own; a list is divided from them by a rule.
  const rule = isOne ? [] : ['---------']
  const below = trailers.length === 0 ? [] : [...rule, trailers.join('\n')]
  return [`${subject} (#${pull.number})`, text, ...below].filter((part) => part !== '').join('\n\n')
}
