/** Images in images, within every limit of the parser's and slow all the same: half a minute's work. */
export const SLOW_TEXT = `Verdict: approve\n\n${`${'!['.repeat(600)}${'](b)'.repeat(600)}\n\n`.repeat(100)}`

/** Paragraphs enough to fill a small memory. */
export const LARGE_TEXT = `Verdict: approve\n\n${'**a** `b`\n\n'.repeat(40_000)}`
