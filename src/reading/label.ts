/** `B1`, `F3`, `R2-B1`: how a blocker is called. */
export const LABEL = String.raw`(?:R\d{1,4}-)?[BF]\d{1,4}`

/** The label at the start of a text, upper case, and where the rest begins. "Blocker 1:" is B1. */
export function leadingLabel(
  text: string,
): { readonly label: string; readonly end: number } | null {
  const named = LEADING.exec(text)
  if (named?.groups?.label !== undefined) {
    return { label: named.groups.label.toUpperCase(), end: named[0].length }
  }
  const spelled = SPELLED.exec(text)
  if (spelled?.groups?.number === undefined) return null
  return { label: `B${Number(spelled.groups.number)}`, end: spelled[0].length }
}

const AFTER = String.raw`[\])]?(?:\s*(?:[:.)—–]|-(?=\s))+\s*|\s+|$)`
const LEADING = new RegExp(`^[[(]?(?<label>${LABEL})${AFTER}`, 'i')
const SPELLED = new RegExp(String.raw`^[[(]?blocker\s+#?(?<number>\d{1,4})${AFTER}`, 'i')

/** Every label in a text, upper case, with its place. */
export const labelsIn = (
  text: string,
): readonly { readonly label: string; readonly at: number }[] =>
  [...text.matchAll(ANYWHERE)].map((found) => ({
    label: (found.groups?.label ?? `B${Number(found.groups?.number)}`).toUpperCase(),
    at: found.index,
  }))

const ANYWHERE =
  /(?<![\w/.#-])(?:(?<label>(?:R\d{1,4}-)?[BF]\d{1,4})|[Bb]locker\s+#?(?<number>\d{1,4}))(?![\w/])/g
