import type { Conversation } from '../../snapshot/github-conversation.ts'
import type { Comment } from '../../snapshot/snapshot.ts'
import type { Saying } from '../say.ts'
import { answerMark } from './answers.ts'

/** Commands in a closed pull request wait until it is open again: that is said once, to those that were just heard. */
export const closedAnswers = (
  { comments, ours }: Conversation,
  heard: readonly string[],
  isMerged: boolean,
): readonly Saying[] =>
  comments
    .filter(({ id, isBot, answer }) => heard.includes(id) && !isBot && answer === null)
    .flatMap((comment): readonly Saying[] => {
      const mark = answerMark(comment.id)
      if (ours.some(({ body }) => body.startsWith(mark))) return []
      return [
        { kind: 'comment', body: `${mark}\n${told(comment, isMerged)}` },
        { kind: 'react', to: comment.id, with: 'CONFUSED' },
        { kind: 'unreact', to: comment.id, with: 'EYES' },
      ]
    })

const told = ({ url }: Comment, isMerged: boolean): string =>
  isMerged
    ? `😕 This pull request is merged, so [this](${url}) changes nothing any more.`
    : `😕 This pull request is closed, so [this](${url}) changes nothing now. It counts when the pull request is reopened.`
