import { commentKey } from './dates.ts'
import { type Asking, actorOf, type Fields } from './graphql-asking.ts'
import type { Entry } from './graphql-connections.ts'
import { REACTION_CONTENTS } from './reactions.ts'
import { fieldsOf } from './replies.ts'

/** The comments of a pull request, oldest first. */
export async function commentsOf(
  asking: Asking,
  repository: string,
  number: number,
): Promise<readonly Entry[]> {
  const all = await asking.means.talk.comments(repository, number)
  return all.map((comment) => ({ key: `c${comment.id}`, node: commentNode(asking, comment) }))
}

/** Its submitted reviews, oldest first. */
export async function reviewsOf(
  asking: Asking,
  repository: string,
  number: number,
): Promise<readonly Entry[]> {
  const all = await asking.means.reviews.all(repository, number)
  return all.map((review) => ({ key: `r${review.id}`, node: reviewNode(asking, review) }))
}

/** A comment of the REST API. */
export function commentNode(asking: Asking, comment: Fields): Fields {
  const { created, updated } = asking.means.dates.of(commentKey(comment.id))
  const edited = updated === created ? null : updated
  return { __typename: 'IssueComment', ...said(asking, comment, created, edited) }
}

function reviewNode(asking: Asking, review: Fields): Fields {
  const { created, edited } = asking.means.reviews.datesOf(review.id)
  return {
    __typename: 'PullRequestReview',
    ...said(asking, review, created, edited),
    submittedAt: created,
    state: review.state,
    commit: { __typename: 'Commit', oid: review.commit_id },
  }
}

/** What comments and reviews have in common. */
function said(asking: Asking, value: Fields, created: string, edited: string | null): Fields {
  const { node_id: id, id: databaseId, user, body, html_url: url } = value
  return {
    id,
    databaseId,
    fullDatabaseId: String(databaseId),
    author: actorOf(user),
    authorAssociation: value.author_association,
    body,
    createdAt: created,
    publishedAt: created,
    updatedAt: edited ?? created,
    lastEditedAt: edited,
    url,
    isMinimized: false,
    viewerDidAuthor: fieldsOf(user).login === asking.viewer,
    reactionGroups: () => reactionGroups(asking, String(id)),
  }
}

/** All eight, with or without reactions. */
export function reactionGroups({ means, viewer }: Asking, nodeId: string): readonly Fields[] {
  const all = means.reactions.of(nodeId)
  return REACTION_CONTENTS.map((content) => {
    const logins = all.filter((one) => one.content === content).map(({ login }) => login)
    const count = { totalCount: logins.length }
    return { content, viewerHasReacted: logins.includes(viewer), reactors: count, users: count }
  })
}
