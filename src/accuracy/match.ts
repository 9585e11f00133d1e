/** Which label goes with which reading. */
export interface Matches<Label, Read> {
  readonly pairs: readonly (readonly [Label, Read])[]
  readonly missed: readonly Label[]
  readonly invented: readonly Read[]
}

/**
 * Pairs labels with readings, the nearest first and each once.
 * @param distance how far the two are from each other; null: they can't be the same
 */
export function match<Label, Read>(
  labels: readonly Label[],
  readings: readonly Read[],
  distance: (label: Label, read: Read) => number | null,
): Matches<Label, Read> {
  const candidates = labels
    .flatMap((label, from) =>
      readings.map((read, to) => ({ label, read, from, to, far: distance(label, read) })),
    )
    .sort((a, b) => (a.far ?? 0) - (b.far ?? 0))
  const [labelled, taken] = [new Set<number>(), new Set<number>()]
  const pairs: (readonly [Label, Read])[] = []
  for (const { label, read, from, to, far } of candidates) {
    if (far === null || labelled.has(from) || taken.has(to)) continue
    labelled.add(from)
    taken.add(to)
    pairs.push([label, read])
  }
  return {
    pairs,
    missed: labels.filter((_, index) => !labelled.has(index)),
    invented: readings.filter((_, index) => !taken.has(index)),
  }
}

interface Lines {
  readonly line: number
  readonly endLine: number
}

/** A blocker is the labelled one when it begins at most two lines from there, or goes across that line. */
export function blockerDistance(label: { readonly line: number }, read: Lines): number | null {
  const far = Math.abs(label.line - read.line)
  const isAcross = read.line <= label.line && label.line <= read.endLine
  return far <= 2 || isAcross ? far : null
}

/** Two hashes are of one commit when one begins with the other, and that says enough. */
export function commitDistance(label: string, read: string): number | null {
  const [one, other] = [label.toLowerCase(), read.toLowerCase()]
  const isSame = one.startsWith(other) || other.startsWith(one)
  return isSame && Math.min(one.length, other.length) >= 7 ? 0 : null
}

interface Command {
  readonly command: string
  readonly line: number
}

/** The same command, wherever it stands: written twice, the nearer one is meant. */
export const commandDistance = (label: Command, read: Command): number | null =>
  bareCommand(label.command) === bareCommand(read.command) ? Math.abs(label.line - read.line) : null

/** Without prompt and backticks, white space folded. */
const bareCommand = (command: string): string =>
  command
    .trim()
    .replace(/^`+(.*?)`+$/su, '$1')
    .replace(/^\s*[$>%]\s+/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
