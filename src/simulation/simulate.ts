import { assess, read } from '../assess/assess.ts'
import type { Assessment } from '../policy/assessment.ts'
import { type CheckRun, checkRunOf } from '../publish/check-run.ts'
import type { Reader } from '../reader/reader.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

/** What the App would say, and why. */
export interface Simulated {
  readonly assessment: Assessment
  readonly run: Pick<CheckRun, 'conclusion' | 'title' | 'summary'>
}

/** Assesses a snapshot, as it would have been assessed then: the texts are read anew, nothing is asked of anybody. */
export async function simulate(snapshot: Snapshot, reader: Reader): Promise<Simulated> {
  const assessment = assess(snapshot, await read(snapshot, reader))
  const { conclusion, title, summary } = checkRunOf(snapshot, assessment, new Set())
  return { assessment, run: { conclusion, title, summary } }
}
