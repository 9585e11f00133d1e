import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import { change, type Input, type Mutations, unresolved } from './graphql-changes.ts'
import { checkMutations } from './graphql-check-mutations.ts'
import { cursorOf } from './graphql-connections.ts'
import { forbidden } from './graphql-errors.ts'
import { commentNode, reactionGroups } from './graphql-talk.ts'
import type { Node, NodeKind } from './nodes.ts'
import type { ReactionContent } from './reactions.ts'
import { senderOf } from './requests.ts'

type Reacting = Input<{ readonly subjectId: string; readonly content: ReactionContent }>

/** What can be changed. Comments and check runs take the way of the REST API, with its rules and webhooks. */
export function mutations(asking: Asking): Mutations {
  const { reactions } = asking.means
  return {
    ...checkMutations(asking),
    addReaction: (args: Reacting) => reacting(asking, args, reactions.add),
    removeReaction: (args: Reacting) => reacting(asking, args, reactions.remove),
    addComment: async ({ input }: Input<{ readonly subjectId: string; readonly body: string }>) => {
      const { repository, number } = await subject(asking, input.subjectId, COMMENTED)
      const path = `/repos/${repository}/issues/${number}/comments`
      const comment = await change(asking, 'POST', path, { body: input.body })
      const node = commentNode(asking, comment)
      return {
        clientMutationId: input.clientMutationId ?? null,
        commentEdge: { cursor: cursorOf(`c${comment.id}`), node },
      }
    },
    updateIssueComment: async ({
      input,
    }: Input<{ readonly id: string; readonly body: string }>) => {
      const path = await commentPath(asking, input.id)
      const comment = await change(asking, 'PATCH', path, { body: input.body })
      return {
        clientMutationId: input.clientMutationId ?? null,
        issueComment: commentNode(asking, comment),
      }
    },
    deleteIssueComment: async ({ input }: Input<{ readonly id: string }>) => {
      await change(asking, 'DELETE', await commentPath(asking, input.id))
      return { clientMutationId: input.clientMutationId ?? null }
    },
  }
}

const COMMENTED: readonly NodeKind[] = ['Issue', 'PullRequest']
const REACTED: readonly NodeKind[] = [...COMMENTED, 'IssueComment', 'PullRequestReview']

async function reacting(
  asking: Asking,
  { input }: Reacting,
  act: Asking['means']['reactions']['add'],
): Promise<Fields> {
  const { subjectId, content } = input
  const reactedTo = await subject(asking, subjectId, REACTED)
  await mayReact(asking, reactedTo)
  act(subjectId, { content, login: asking.viewer })
  const user = actorOf({ login: asking.viewer })
  return {
    clientMutationId: input.clientMutationId ?? null,
    reaction: { __typename: 'Reaction', content, user },
    reactionGroups: () => reactionGroups(asking, subjectId),
    subject: {
      __typename: reactedTo.kind,
      id: subjectId,
      pullRequest: () => pullOf(asking, reactedTo),
    },
  }
}

async function pullOf(asking: Asking, { repository, number }: Node): Promise<unknown> {
  const { pullRequest } = await asking.repositoryNode(repository)
  return (pullRequest as (args: { readonly number: number }) => Promise<unknown>)({ number })
}

/** The App needs the permission for what it reacts to; of users everybody may who can read. */
async function mayReact({ means, call }: Asking, { repository, number }: Node): Promise<void> {
  if (senderOf(call.request) === null || means.users.mayWrite(call.request, ['issues'])) return
  const isPull = await means.talk.isPull(repository, number)
  if (!isPull || !means.users.mayWrite(call.request, ['pull_requests'])) throw forbidden()
}

async function subject(asking: Asking, nodeId: string, kinds: readonly NodeKind[]): Promise<Node> {
  const node = await asking.find(nodeId)
  if (node === null || !kinds.includes(node.kind)) throw unresolved(nodeId)
  return node
}

async function commentPath(asking: Asking, nodeId: string): Promise<string> {
  const { repository, id } = await subject(asking, nodeId, ['IssueComment'])
  return `/repos/${repository}/issues/comments/${id}`
}
