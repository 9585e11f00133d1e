import { z } from 'zod'
import type { Octokit } from './asking.ts'
import type { Comment, OwnComment, PullRef } from './snapshot.ts'

/** What was said in a pull request, by people and by us, oldest first. */
export interface Conversation {
  /** What may hold a command. */
  readonly comments: readonly Comment[]
  readonly ours: readonly OwnComment[]
  /** The pull request's global node id. */
  readonly nodeId: string
}

/**
 * Comments and bodies of reviews, by GraphQL: REST doesn't tell whether a review's body was edited, nor whose the
 * reactions are.
 */
export async function conversationOf(
  octokit: Octokit,
  { owner, repo, number }: PullRef,
): Promise<Conversation> {
  const said: Said[] = []
  let nodeId = ''
  let after: After | null = FIRST
  while (after !== null) {
    const answer = Answer.parse(await octokit.graphql(QUERY, { owner, repo, number, ...after }))
    const { id, comments, reviews } = answer.repository.pullRequest
    nodeId = id
    said.push(...comments.nodes, ...reviews.nodes)
    const isMore = comments.pageInfo.hasNextPage || reviews.pageInfo.hasNextPage
    after = isMore ? behind(after, comments, reviews) : null
  }
  const inOrder = said.map(dated).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return {
    nodeId,
    comments: inOrder.filter(({ body }) => COMMAND.test(body)).map(commentOf),
    ours: inOrder
      .filter(({ viewerDidAuthor }) => viewerDidAuthor)
      .map(({ id, body }) => ({ id, body })),
  }
}

/** A line that may be a command; whether it is one is read later. */
const COMMAND = /^\s{0,3}\/[a-z]/imu

interface After {
  readonly comments: string | null
  readonly reviews: string | null
}

/** Behind the end of a list there is nothing, and no cursor: the last one goes on holding. */
const behind = (before: After, comments: Listed, reviews: Listed): After => ({
  comments: comments.pageInfo.endCursor ?? before.comments,
  reviews: reviews.pageInfo.endCursor ?? before.reviews,
})

type Listed = z.infer<typeof Page>

const FIRST: After = { comments: null, reviews: null }

const Saying = z.object({
  id: z.string(),
  author: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  body: z.string(),
  createdAt: z.string(),
  submittedAt: z.string().nullish(),
  lastEditedAt: z.string().nullable(),
  url: z.string(),
  viewerDidAuthor: z.boolean(),
  reactionGroups: z
    .array(z.object({ content: z.string(), viewerHasReacted: z.boolean() }))
    .nullable(),
})
type Said = z.infer<typeof Saying>

const Page = z.object({
  nodes: z.array(Saying),
  pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
})

const Answer = z.object({
  repository: z.object({
    pullRequest: z.object({ id: z.string(), comments: Page, reviews: Page }),
  }),
})

const FIELDS = `id author { __typename login } body createdAt lastEditedAt url viewerDidAuthor
        reactionGroups { content viewerHasReacted }`

const QUERY = `query Conversation(
  $owner: String!, $repo: String!, $number: Int!, $comments: String, $reviews: String
) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      id
      comments(first: 100, after: $comments) {
        nodes { ${FIELDS} }
        pageInfo { endCursor hasNextPage }
      }
      reviews(first: 100, after: $reviews) {
        nodes { submittedAt ${FIELDS} }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}`

/** A review counts from when others could see it. */
const dated = (said: Said) => ({ ...said, at: said.submittedAt ?? said.createdAt })

const commentOf = (said: ReturnType<typeof dated>): Comment => ({
  id: said.id,
  author: said.author?.login ?? null,
  isBot: said.author?.__typename === 'Bot',
  body: said.body,
  createdAt: said.at,
  edited: said.lastEditedAt !== null,
  url: said.url,
  answer: answerOf(said),
  seen: hasReacted(said, 'EYES'),
})

function answerOf(said: Said): Comment['answer'] {
  if (hasReacted(said, 'CONFUSED')) return 'mistaken'
  return hasReacted(said, 'ROCKET') ? 'done' : null
}

const hasReacted = ({ reactionGroups }: Said, wanted: string): boolean =>
  reactionGroups?.some(({ content, viewerHasReacted }) => content === wanted && viewerHasReacted) ??
  false
