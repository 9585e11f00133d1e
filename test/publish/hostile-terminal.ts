import { type Remark, remarksOn } from '../../src/publish/remarks.ts'
import { BLOCKING, feature, pull, review } from '../support/history.ts'
import { full, POISONS, poisoned } from './hostile.ts'
import { shownOf } from './page/shown.ts'

/** A story with open blockers, one of which cites code. */
export const CITING = BLOCKING.replace('stop.', 'stop. `src/retry.ts:3-5` loops.')
export const held = shownOf(pull([feature, review('review', CITING)]))

/** What is remarked in both stories, with every text turned by `by`. */
export const remarksTurned = (by: (text: string) => string): readonly Remark[] =>
  [full, held].flatMap(({ assessment }) => [...remarksOn(poisoned(assessment, by))])

/** What somebody may write for whom a terminal, a log or a runner of GitHub Actions shows it. */
export const TERMINAL_POISONS: typeof POISONS = [
  ...POISONS,
  ['a link of a terminal', (text) => `\x1b]8;;https://evil.example\x07${text}\x1b]8;;\x07`],
  ['a cleared screen', (text) => `${text}\x1b[2J\x9b1;1H\r\b`],
  [
    'a command of a runner',
    (text) => `${text}\n::error::x\r::add-mask::${text}\r\n::stop-commands::e`,
  ],
  ['its older form', (text) => `##[add-mask]${text}##[error]x`],
  ['what looks escaped', (text) => `%0A::error::%25${text},line=1::`],
  ['a table’s bars', (text) => `| ${text} | --- |`],
  ['wide characters', (text) => `${text}漢字👩‍👩‍👧`.repeat(20)],
]

/** Characters that a terminal obeys or that hide; line breaks and our own colours aside. */
export const HARMFUL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
