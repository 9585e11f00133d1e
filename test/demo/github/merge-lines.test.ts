import { expect, it } from '@jest/globals'
import { mergeLines } from '../../../src/demo/github/merge-lines.ts'

const BASE = ['1', '2', '3', '4', '5']
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

it.each([
  ['only our change', BASE.with(0, 'ours'), BASE, BASE.with(0, 'ours')],
  ['only theirs', BASE, BASE.toSpliced(4, 1), BASE.toSpliced(4, 1)],
  [
    'changes apart from each other',
    BASE.with(0, 'ours'),
    BASE.toSpliced(3, 0, 'theirs'),
    ['ours', '2', '3', 'theirs', '4', '5'],
  ],
  ['the same change', BASE.with(2, 'same'), BASE.with(2, 'same'), BASE.with(2, 'same')],
  ['no two changes of a line', BASE.with(2, 'ours'), BASE.with(2, 'theirs'), null],
  ['no changes side by side', BASE.with(2, 'ours'), BASE.with(3, 'theirs'), null],
  ['no insertions at one place', [...BASE, 'ours'], [...BASE, 'theirs'], null],
])('a merge takes %s', (_, ours, theirs, merged) => {
  expect(mergeLines(text(BASE), text(ours), text(theirs))).toBe(merged && text(merged))
})
