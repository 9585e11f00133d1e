import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import { gitCommit, type Identity, ownerOf, writeCommit } from './git-objects.ts'
import { mergeMessage, squashMessage } from './merge-messages.ts'
import { lineByLine, mergeTrees } from './merge-trees.ts'
import { comparisonShape, type GitCommit, type Pull } from './shapes.ts'
import type { Signatures } from './signatures.ts'
import { emailOf, nameOf, WEB_FLOW_EMAIL } from './world.ts'

export type MergeMethod = 'merge' | 'squash' | 'rebase'

export interface MergeMeans {
  readonly client: Client
  readonly clock: Clock
  readonly signatures: Signatures
}

export interface MergePlan {
  readonly pull: Pull
  /** The commit that it is merged onto, usually the base's tip. */
  readonly onto: string
  readonly method: MergeMethod
  /** Who presses the button. */
  readonly as: string
  /** Instead of GitHub's own; a rebase keeps the messages of its commits. */
  readonly message?: string | undefined
}

/** Writes what GitHub's merge button writes; the SHA of its last commit, null when the sides conflict. */
export async function mergeCommits(means: MergeMeans, plan: MergePlan): Promise<string | null> {
  const { client } = means
  const repository = plan.pull.base.repo?.full_name ?? ''
  const path = `/repos/${repository}/compare/${plan.onto}...${plan.pull.head.sha}`
  const { merge_base_commit: base } = await client.get(comparisonShape, path, ownerOf(repository))
  const commits = await commitsSince(client, repository, plan.pull, plan.onto)
  if (plan.method === 'rebase') return rebase(means, repository, commits, plan)
  const sides = {
    base: await treeAt(client, repository, base.sha),
    ours: await treeAt(client, repository, plan.onto),
    theirs: await treeAt(client, repository, plan.pull.head.sha),
  }
  const tree = await mergeTrees(client, repository, sides, lineByLine)
  if (tree === null) return null
  const isSquash = plan.method === 'squash'
  const date = means.clock.commit()
  const author = userIdentity(isSquash ? authorOf(plan.pull) : plan.as, date)
  const message = isSquash ? squashMessage(plan.pull, commits, author) : mergeMessage(plan.pull)
  const sha = await writeCommit(client, repository, {
    message: plan.message ?? message,
    tree,
    parents: isSquash ? [plan.onto] : [plan.onto, plan.pull.head.sha],
    author,
    committer: { name: 'GitHub', email: WEB_FLOW_EMAIL, date },
  })
  // GitHub signs what it commits itself.
  means.signatures.sign(sha, 'valid')
  return sha
}

/** One after the other with the same author, message and author's date; merges are left out. */
async function rebase(
  { client, clock }: MergeMeans,
  repository: string,
  commits: readonly GitCommit[],
  { onto, as }: MergePlan,
): Promise<string | null> {
  let tip = onto
  for (const { parents, tree, message, author } of commits) {
    const [parent] = parents
    if (parents.length !== 1 || parent === undefined) continue
    const sides = {
      base: await treeAt(client, repository, parent.sha),
      ours: await treeAt(client, repository, tip),
      theirs: tree.sha,
    }
    const merged = await mergeTrees(client, repository, sides, lineByLine)
    if (merged === null) return null
    const committer = userIdentity(as, clock.commit())
    const commit = { message, tree: merged, parents: [tip], author, committer }
    tip = await writeCommit(client, repository, commit)
  }
  return tip
}

const treeAt = async (client: Client, repository: string, sha: string): Promise<string> =>
  (await gitCommit(client, repository, sha)).tree.sha

/** The commits that the pull request adds, oldest first. */
async function commitsSince(
  client: Client,
  repository: string,
  { head }: Pull,
  onto: string,
): Promise<readonly GitCommit[]> {
  const shas: string[] = []
  for (let page = 1; ; page++) {
    const path = `/repos/${repository}/compare/${onto}...${head.sha}?per_page=100&page=${page}`
    const found = await client.get(comparisonShape, path, ownerOf(repository))
    shas.push(...found.commits.map(({ sha }) => sha))
    if (shas.length >= found.total_commits || found.commits.length === 0) break
  }
  return Promise.all(shas.map((sha) => gitCommit(client, repository, sha)))
}

const userIdentity = (login: string, date: string): Identity => ({
  name: nameOf(login),
  email: emailOf(login),
  date,
})

const authorOf = ({ user }: Pull): string => user?.login ?? 'ghost'
