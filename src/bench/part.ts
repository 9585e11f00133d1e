import type { Stage } from './stage.ts'

/** One part of the bench, which can be run by itself. */
export interface Part {
  readonly name: string
  /** What it measures, for `--help`. */
  readonly about: string
  /**
   * Measures, prints its tables, and gives back the figures in them: numbers, and names of rows, as JSON takes them;
   * null when something that it needs isn't here.
   */
  readonly run: (stage: Stage) => object | null | Promise<object | null>
}
