import picomatch from 'picomatch'

/**
 * A test for "is this path a review report?".
 * @param patterns globs as in `.gitignore`-like tools: `*` within a folder, `**` across folders; case counts.
 */
export const reportPaths = (patterns: readonly string[]): ((path: string) => boolean) =>
  picomatch([...patterns], { dot: true, nonegate: true })
