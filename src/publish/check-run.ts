import { createHash } from 'node:crypto'
import type { Assessment } from '../policy/assessment.ts'
import type { OurCheck } from '../snapshot/asking.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Annotation, annotationsOf } from './annotations.ts'
import { plainText } from './escape.ts'
import { summaryOf } from './summary/summary.ts'

/** The name by which branch protection asks for the check. */
export const CHECK_NAME = 'Countersign'

/** By what our check is found again. */
export const ourCheck = (appId: number): OurCheck => ({ appId, name: CHECK_NAME, pullOf })

/** A check run, in our words, before it goes to GitHub. */
export interface CheckRun {
  /** `failed`: red, as we ourselves failed; `waiting`: not done yet. Both say nothing that holds. */
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'failed' | 'waiting'
  readonly title: string
  readonly summary: string
  readonly annotations: readonly Annotation[]
}

/** The button under the check. GitHub's limits: label 20, description 40, identifier 20 characters, three buttons. */
export const REREVIEW_BUTTON = {
  label: 'Re-review',
  description: 'Read reports and commits afresh',
  identifier: 'rereview',
} as const

/** The check run that says what the assessment found. */
export const checkRunOf = (
  snapshot: Snapshot,
  assessment: Assessment,
  atHead: ReadonlySet<string>,
): CheckRun => ({
  conclusion: assessment.conclusion,
  title: plainText(assessment.title, 200),
  summary: summaryOf(snapshot, assessment),
  annotations: annotationsOf(assessment, atHead),
})

/** What the `external_id` of a check run says: GitHub hands it back in events and lists. */
export interface ExternalId {
  /** `pull`: on its head. `queue`: on a merge group's. `record`: on the commit that merging made. */
  readonly about: 'pull' | 'queue' | 'record'
  readonly pull: number
  /** As `CheckRun` has it. */
  readonly conclusion: string
  /** Of everything that the run says; tells whether anything would change. Empty while a run is half written. */
  readonly digest: string
}

/** `pull/12/failure#0f3a…`: in check events `pull_requests` is empty for forks, this is not. */
export const externalId = ({ about, pull, conclusion, digest }: ExternalId): string =>
  `${about}/${pull}/${conclusion}#${digest}`

/** The pull request whose head a check run of ours is on; null for any other run. */
export const pullOf = (id: string | null | undefined): number | null => {
  const said = readExternalId(id)
  return said?.about === 'pull' ? said.pull : null
}

/** Whether a run with this id says what is so; the others are to be written again. */
export const isSettled = ({ conclusion, digest }: ExternalId): boolean =>
  digest !== '' && conclusion !== 'failed' && conclusion !== 'waiting'

/** Reads an `external_id` of ours; null for anything else. */
export function readExternalId(id: string | null | undefined): ExternalId | null {
  const parts = /^(pull|queue|record)\/(\d{1,9})\/([a-z]+)#([0-9a-f]*)$/u.exec(id ?? '')
  if (parts === null) return null
  const [, about, pull, conclusion = '', digest = ''] = parts
  return { about: about as ExternalId['about'], pull: Number(pull), conclusion, digest }
}

/** The same run gives the same digest, on every machine. */
export const digestOf = (run: CheckRun, details: string | null): string =>
  createHash('sha256')
    .update(JSON.stringify([run, details]))
    .digest('hex')
    .slice(0, 16)
