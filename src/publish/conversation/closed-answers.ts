import type { Conversation } from '../../snapshot/github-conversation.ts'
import type { Comment } from '../../snapshot/snapshot.ts'
import type { Saying } from './say.ts'

/** Commands in a closed pull request wait until it is open again: that is said once, to those just heard. */
export const closedAnswers = (
  { comments, ours }: Conversation,
  heard: readonly string[],
): readonly Saying[] =>
  comments
    .filter(({ id, isBot, answer }) => heard.includes(id) && !isBot && answer === null)
    .flatMap((comment): readonly Saying[] => {
      const mark = `<!-- countersign: closed when ${comment.id} -->`
      if (ours.some(({ body }) => body.startsWith(mark))) return []
      return [
        { kind: 'comment', body: `${mark}\n${told(comment)}` },
        { kind: 'react', to: comment.id, with: 'CONFUSED' },
        { kind: 'unreact', to: comment.id, with: 'EYES' },
      ]
    })

const told = ({ url }: Comment): string =>
  `😕 This pull request is closed, so [this](${url}) changes nothing now. It counts when the pull request is reopened.`
