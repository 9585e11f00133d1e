import { ANSWER_TITLES } from '../../reading/lexicon.ts'
import { plainTitle } from '../../reading/section-kind.ts'
import type { Section } from '../outline.ts'

/** How a section tells of fixes: `done`, what it names is fixed; `told`, as it says; null: it is about other things. */
export function answerOf(section: Section): 'done' | 'told' | null {
  for (const one of [section, ...section.around]) {
    const own = answerKind(one)
    if (own !== null) return own
    if (one.kind === 'fixes' || one.kind === 'prior-blockers') return 'told'
    if (one.kind !== 'other') return null
  }
  return null
}

function answerKind({ title }: Section): 'done' | 'told' | null {
  const words = title === null ? '' : plainTitle(title.text)
  if (words === '' || words.length > MAX_TITLE) return null
  const [lead = ''] = words.split(/\s(?:[—–-]+|by|since)\s|:\s/, 1)
  return DONE.test(words) || DONE.test(lead)
    ? 'done'
    : TOLD.test(words) || TOLD.test(lead)
      ? 'told'
      : null
}

/** A longer line is no title. */
const MAX_TITLE = 100

const whole = (titles: readonly string[]): RegExp =>
  new RegExp(`^(?:the )?(?:${titles.join('|')})$`)
const DONE = whole(ANSWER_TITLES.done)
const TOLD = whole(ANSWER_TITLES.told)
