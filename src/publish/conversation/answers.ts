import type { CommandProblem, Heard } from '../../ledger/ledger.ts'
import type { Assessment } from '../../policy/assessment.ts'
import type { Comment, Snapshot } from '../../snapshot/snapshot.ts'
import { escapeMarkdown } from '../escape.ts'
import type { Saying } from '../say.ts'
import { helpText } from './help-text.ts'
import { ledgerComment } from './ledger-comment.ts'
import { isSameText } from './same-text.ts'

/** More mistakes of one comment than these are counted. */
const MOST_MISTAKES = 5
/** Whoever floods a pull request with wrong commands gets no second flood from us; check and page say it all the same. */
const MOST_REPLIES = 30

/** Whom GitHub let us ask for no review, and why. */
export type NotAsked = readonly { readonly login: string; readonly why: string }[]

/**
 * What answers the commands of people: a rocket on what counts, a confused face and one short reply on what doesn't,
 * and what `/blockers` and `/help` ask for. What is answered already is left alone, unless the comment was edited, or
 * counts after all.
 */
export const answersTo = (
  snapshot: Snapshot,
  assessment: Assessment,
  notAsked: NotAsked,
): readonly Saying[] =>
  heardIn(snapshot, assessment).flatMap(({ comment, heard }) => {
    const problems = heard.flatMap((one) => one.problems)
    const answer = problems.length > 0 ? 'mistaken' : 'done'
    if (comment.answer === 'done' && !heard.some(isTakenBack)) return unseen(comment)
    const said = replies(comment, problems, snapshot)
    if (comment.answer === 'mistaken' && answer === 'mistaken') {
      // A reply that somebody deleted isn't given again.
      return [...said.filter(({ kind }) => kind === 'edit'), ...unseen(comment)]
    }
    return [
      ...postings(heard, comment, snapshot, assessment, notAsked),
      ...said,
      ...reactions(comment, answer),
    ]
  })

/** A command that asks the reviewers, rather than for one blocker. */
export const asksForReview = ({ name, blockers, problems }: Heard): boolean =>
  name === 'rereview' && blockers.length === 0 && problems.length === 0

/** By this, hidden in its text, the reply to a comment is found again. */
export const answerMark = (id: string): string => `${ANSWER} ${id} -->`
const ANSWER = '<!-- countersign: answer to'

const isTalkative = (ours: Snapshot['ours']): boolean =>
  ours.filter(({ body }) => body.startsWith(ANSWER)).length >= MOST_REPLIES

/** The commands that wait for an answer. */
export const unanswered = (snapshot: Snapshot, assessment: Assessment): readonly Heard[] =>
  heardIn(snapshot, assessment).flatMap(({ comment, heard }) =>
    comment.answer === null ? heard : [],
  )

/** It counted, and was edited since. What was posted because of it is not taken back. */
const isTakenBack = ({ name, problems }: Heard): boolean =>
  name !== 'blockers' && name !== 'help' && problems.some(({ code }) => code === 'edited-comment')

/** The command counts all the same: the check says who is to look again. */
const notAskedText = ({ login, why }: NotAsked[number]): string =>
  escapeMarkdown(
    `GitHub doesn't let Countersign ask ${login} for a review: ${why} Tell ${login} yourself.`,
  )

function heardIn({ comments }: Snapshot, { ledger }: Assessment) {
  const byComment = new Map<string, Heard[]>()
  for (const one of ledger.heard) {
    byComment.set(one.comment, [...(byComment.get(one.comment) ?? []), one])
  }
  return comments.flatMap((comment) => {
    const heard = byComment.get(comment.id)
    return heard === undefined ? [] : [{ comment, heard }]
  })
}

/** What was asked for is posted once, even if we were cut off before we could say that it is done. */
function postings(
  heard: readonly Heard[],
  { id }: Comment,
  snapshot: Snapshot,
  assessment: Assessment,
  notAsked: NotAsked,
): readonly Saying[] {
  const mark = `<!-- countersign: asked for in ${id} -->`
  const wants = (name: string) =>
    heard.some((one) => one.name === name && one.problems.length === 0)
  const texts = [
    ...(wants('blockers') ? [ledgerComment(snapshot, assessment)] : []),
    ...(wants('help') ? [helpText()] : []),
    ...(heard.some(asksForReview) ? notAsked.map(notAskedText) : []),
  ]
  const isPosted = snapshot.ours.some(({ body }) => body.startsWith(mark))
  return texts.length === 0 || isPosted
    ? []
    : [{ kind: 'comment', body: [mark, ...texts].join('\n\n') }]
}

/** One reply to a comment, however many mistakes are in it; told otherwise when they are others, or none any more. */
function replies(
  { id, url }: Comment,
  mistakes: readonly CommandProblem[],
  { ours }: Snapshot,
): readonly Saying[] {
  const mark = answerMark(id)
  const present = ours.find(({ body }) => body.startsWith(mark))
  if (mistakes.length === 0) {
    const body = `${mark}\n[This](${url}) counts now.`
    return present === undefined ? [] : [{ kind: 'edit', id: present.id, body }]
  }
  const lines = mistakes
    .slice(0, MOST_MISTAKES)
    .map(({ message, next }) => `${escapeMarkdown(message, 400)} ${escapeMarkdown(next, 400)}`)
  const more = mistakes.length - MOST_MISTAKES
  const body = [
    mark,
    `😕 In [this comment](${url}) something doesn’t count:`,
    '',
    ...lines.map((line) => `- ${line}`),
    ...(more > 0 ? [`- … and ${more} more.`] : []),
  ].join('\n')
  if (present === undefined) return isTalkative(ours) ? [] : [{ kind: 'comment', body }]
  return isSameText(present.body, body) ? [] : [{ kind: 'edit', id: present.id, body }]
}

function reactions(comment: Comment, answer: 'done' | 'mistaken'): readonly Saying[] {
  const { id: to } = comment
  const other = answer === 'done' ? 'CONFUSED' : 'ROCKET'
  return [
    { kind: 'react', to, with: answer === 'done' ? 'ROCKET' : 'CONFUSED' },
    ...(comment.answer === null ? [] : [{ kind: 'unreact' as const, to, with: other } as const]),
    ...unseen(comment),
  ]
}

const unseen = ({ id, seen }: Comment): readonly Saying[] =>
  seen ? [{ kind: 'unreact', to: id, with: 'EYES' }] : []
