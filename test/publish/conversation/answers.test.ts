import { describe, expect, test } from '@jest/globals'
import type { Assessment } from '../../../src/policy/assessment.ts'
import { answersTo } from '../../../src/publish/conversation/answers.ts'
import type { Comment, OwnComment, Snapshot } from '../../../src/snapshot/snapshot.ts'
import { BLOCKING, comment, feature, judged, may, pull, review } from '../../support/history.ts'

const steps = [feature, review('review', BLOCKING)]

const heard = (comments: readonly Comment[], ours: readonly OwnComment[] = []) => {
  const snapshot = pull(steps, { comments, ours, people: [may('robin', 'write')] })
  return { snapshot, assessment: judged(snapshot) }
}

/** `comment`, `react ROCKET`, `unreact EYES`, ... */
const told = ({ snapshot, assessment }: { snapshot: Snapshot; assessment: Assessment }) =>
  answersTo(snapshot, assessment, []).map((one) =>
    'with' in one ? `${one.kind} ${one.with}` : one.kind,
  )

const RIGHT = '/waive B1 it is meant so'
const WRONG = '/waive B1'

describe('a command is answered', () => {
  test.each<[string, string, Partial<Comment>, readonly string[]]>([
    ['right, and new', RIGHT, {}, ['react ROCKET']],
    ['right, new and seen', RIGHT, { seen: true }, ['react ROCKET', 'unreact EYES']],
    ['right, and answered so', RIGHT, { answer: 'done' }, []],
    [
      'right, answered, and our eyes are left on it',
      RIGHT,
      { answer: 'done', seen: true },
      ['unreact EYES'],
    ],
    ['right by now', RIGHT, { answer: 'mistaken' }, ['react ROCKET', 'unreact CONFUSED']],
    [
      'right, and edited since',
      RIGHT,
      { answer: 'done', edited: true },
      ['comment', 'react CONFUSED', 'unreact ROCKET'],
    ],
    ['wrong, and new', WRONG, {}, ['comment', 'react CONFUSED']],
    ['wrong, answered, and the reply was deleted', WRONG, { answer: 'mistaken' }, []],
    ['wrong by now, and counted before', WRONG, { answer: 'done' }, []],
    ['help, edited after it was posted', '/help', { answer: 'done', edited: true }, []],
    ['by a bot', RIGHT, { isBot: true }, []],
    ['to others', '/lgtm', {}, []],
  ])('%s', (_, body, more, expected) => {
    expect(told(heard([comment(body, 'robin', 30, more)]))).toEqual(expected)
  })
})

test('a flood of mistakes gets no flood of replies', () => {
  const many = Array.from({ length: 40 }, (_, index) => comment(WRONG, 'robin', 30 + index))
  const first = told(heard(many.slice(0, 30)))
  expect(first.filter((one) => one === 'comment')).toHaveLength(30)
  const ours = many
    .slice(0, 30)
    .map(({ id }) => ({ id: `ours-${id}`, body: `<!-- countersign: answer to ${id} -->\nNo.` }))
  const later = told(heard(many.slice(30), ours))
  expect(new Set(later)).toEqual(new Set(['react CONFUSED']))
})
