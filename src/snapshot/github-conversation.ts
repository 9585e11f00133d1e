import { z } from 'zod'
import type { Octokit } from './asking.ts'
import { graph, missing } from './graph.ts'
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
 * @param first its first page, which comes with the pull request; asked for when left out
 */
export async function conversationOf(
  octokit: Octokit,
  { owner, repo, number }: PullRef,
  first?: Talk,
): Promise<Conversation> {
  const ask = async (after: After): Promise<Talk> => {
    const answer = Answer.parse(await graph(octokit, QUERY, { owner, repo, number, ...after }))
    const pull = answer.repository?.pullRequest
    if (!pull) throw missing(`pull request ${owner}/${repo}#${number}`)
    return pull
  }
  const said: Said[] = []
  let talk = first ?? (await ask(START))
  for (let at = START; ; talk = await ask(at)) {
    const { comments, reviews } = talk
    said.push(...comments.nodes, ...reviews.nodes)
    if (!comments.pageInfo.hasNextPage && !reviews.pageInfo.hasNextPage) break
    at = behind(at, comments, reviews)
  }
  const inOrder = said.map(dated).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return {
    nodeId: talk.id,
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

const START: After = { comments: null, reviews: null }

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

const FIELDS = `id author { __typename login } body createdAt lastEditedAt url viewerDidAuthor
    reactionGroups { content viewerHasReacted }`

/** The fields of a pull request that are its conversation, behind the cursors `$comments` and `$reviews`. */
export const TALK = `id
  comments(first: 100, after: $comments) {
    nodes { ${FIELDS} }
    pageInfo { endCursor hasNextPage }
  }
  reviews(first: 100, after: $reviews) {
    nodes { submittedAt ${FIELDS} }
    pageInfo { endCursor hasNextPage }
  }`

/** What `TALK` gives. */
export const Talk = z.object({ id: z.string(), comments: Page, reviews: Page })
export type Talk = z.infer<typeof Talk>

const Answer = z.object({
  repository: z.object({ pullRequest: Talk.nullable() }).nullable(),
})

const QUERY = `query Conversation(
  $owner: String!, $repo: String!, $number: Int!, $comments: String, $reviews: String
) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { ${TALK} }
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
