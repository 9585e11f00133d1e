import { linesIn, part } from '../../reading/passage.ts'
import type { Block } from '../blocks.ts'

/** Of boxes that stand below each other, those that are ticked. */
export const ticked = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => {
    if (block.type === 'list' && block.items.some(({ checked }) => checked !== null)) {
      return { ...block, items: block.items.filter(({ checked }) => checked === true) }
    }
    if (block.type !== 'paragraph' || !BOXES.test(block.passage.text)) return block
    const line = linesIn(block.passage).find(({ text }) => TICKED.test(text))
    return line === undefined
      ? block
      : { ...block, passage: part(line, TICKED.exec(line.text)?.[0].length ?? 0) }
  })

const TICKED = /^\s*(?:\[[xX✓✔]\]|[☑☒✅🗹])\s*/u
const BOXES = /^\s*(?:\[[ xX✓✔]?\]|[☑☒☐✅⬜🗹])/mu
