import { z } from 'zod'
import type { Client } from './client.ts'
import type { Conversations } from './conversations.ts'
import { nodeIdOf } from './nodes.ts'
import type { Reaction, ReactionContent, Reactions } from './reactions.ts'
import { fieldsOf } from './replies.ts'
import { anything, idShape } from './shapes.ts'
import { HOUSEKEEPER, type User } from './world.ts'

/** A comment with what tests and the demo ask of it. */
export interface Comment {
  readonly id: number
  readonly nodeId: string
  /** `countersign[bot]` for the App. */
  readonly author: string
  readonly body: string
  readonly url: string
  readonly edited: boolean
}

/** Writing and reading issues and comments in one repository. */
export interface Talking {
  /** The comment's id. */
  readonly comment: (number: number, body: string, as: User) => Promise<number>
  readonly editComment: (id: number, body: string, as: User) => Promise<void>
  readonly deleteComment: (id: number, as: User) => Promise<void>
  /** All comments of a pull request or issue, oldest first. */
  readonly comments: (number: number) => Promise<readonly Comment[]>
  /** To a comment by its id, to anything else by its node id. */
  readonly react: (id: number | string, content: ReactionContent, as: User) => Promise<void>
  readonly reactions: (id: number | string) => readonly Reaction[]
  /** The issue's number. */
  readonly openIssue: (title: string, as?: User) => Promise<number>
  readonly closeIssue: (number: number, as?: User) => Promise<void>
}

export interface TalkingMeans {
  readonly outside: Client
  readonly talk: Conversations
  readonly reactions: Reactions
}

export function talking({ outside, talk, reactions }: TalkingMeans, repository: string): Talking {
  const issues = `/repos/${repository}/issues`
  return {
    comment: async (number, body, as) => {
      const path = `${issues}/${number}/comments`
      return (await outside.send(idShape, 'POST', path, { body }, as)).id
    },
    editComment: async (id, body, as) => {
      await outside.send(anything, 'PATCH', `${issues}/comments/${id}`, { body }, as)
    },
    deleteComment: async (id, as) => {
      await outside.send(anything, 'DELETE', `${issues}/comments/${id}`, undefined, as)
    },
    comments: async (number) =>
      (await talk.comments(repository, number)).map((comment) => ({
        id: Number(comment.id),
        nodeId: String(comment.node_id),
        author: String(fieldsOf(comment.user).login),
        body: String(comment.body),
        url: String(comment.html_url),
        edited: comment.updated_at !== comment.created_at,
      })),
    react: async (id, content, as) => {
      const body = { query: REACT, variables: { subjectId: subjectOf(id), content } }
      const { errors } = fieldsOf(await outside.send(anything, 'POST', '/graphql', body, as))
      if (errors !== undefined) throw new Error(`No reaction: ${JSON.stringify(errors)}`)
    },
    reactions: (id) => reactions.of(subjectOf(id)),
    openIssue: async (title, as = HOUSEKEEPER) =>
      (await outside.send(numberShape, 'POST', issues, { title }, as)).number,
    closeIssue: async (number, as = HOUSEKEEPER) => {
      await outside.send(anything, 'PATCH', `${issues}/${number}`, { state: 'closed' }, as)
    },
  }
}

const subjectOf = (id: number | string): string =>
  typeof id === 'number' ? nodeIdOf('IssueComment', id) : id

const REACT = `mutation ($subjectId: ID!, $content: ReactionContent!) {
  addReaction(input: { subjectId: $subjectId, content: $content }) { reaction { content } }
}`

const numberShape = z.looseObject({ number: z.number() })
