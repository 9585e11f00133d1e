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
const SPELLED = new RegExp(
  String.raw`^[[(]?(?:blocker|blocking\s+(?:issue|finding|problem|item))\s+#?(?<number>\d{1,4})${AFTER}`,
  'i',
)

/** A label with its place in a text. */
export interface PlacedLabel {
  readonly label: string
  readonly at: number
  readonly end: number
}

/** Every label in a text, upper case, with its place; "B1–B3" are three at one place. */
export const labelsIn = (text: string): readonly PlacedLabel[] =>
  [...text.matchAll(ANYWHERE)]
    .filter(({ index }) => !isFormer(text, index))
    .flatMap((found) => {
      const first = (found.groups?.label ?? `B${Number(found.groups?.number)}`).toUpperCase()
      const end = found.index + found[0].length
      return upTo(first, found.groups?.last?.toUpperCase()).map((label) => ({
        label,
        at: found.index,
        end,
      }))
    })

/** "Former B2", "was B3": what another round called so. */
export const isFormer = (text: string, at: number): boolean =>
  FORMER.test(text.slice(Math.max(0, at - 14), at))

const FORMER = /\b(?:former(?:ly)?|was|previous(?:ly)?|old|ex)[\s-]+$/i

const ANYWHERE =
  /(?<![\w.#-]|(?<!\d)\/)(?:(?<label>(?:R\d{1,4}-)?[BF]\d{1,4})(?:\s?(?:[–—-]|\.\.|to|through)\s?(?<last>(?:R\d{1,4}-)?[BF]\d{1,4}))?|[Bb]locker\s+#?(?<number>\d{1,4}))(?!\w|\/(?!(?:R\d{1,4}-)?[BF]\d))/g

/** "B1" up to "B3"; no more than anybody would count up. */
function upTo(first: string, last: string | undefined): readonly string[] {
  if (last === undefined) return [first]
  const [from, to] = [first, last].map((label) => /^(.*[BF])(\d+)$/.exec(label) ?? [])
  const span = Number(to?.[2]) - Number(from?.[2])
  const isSame = from?.[1] === to?.[1] || `${to?.[1]}` === from?.[1]?.slice(-1)
  if (!isSame || span < 1 || span > 50) return [first, last]
  return Array.from({ length: span + 1 }, (_, index) => `${from?.[1]}${Number(from?.[2]) + index}`)
}
