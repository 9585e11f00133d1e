import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import { drawLedger } from '../ledger/draw-ledger.ts'
import { factsOf } from '../ledger/facts.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { judge } from '../policy/judge.ts'
import { corroborates, reportsIn, rulingOn } from '../policy/ruling.ts'
import { wantedBy } from '../policy/wanted.ts'
import type { Reader } from '../reader/reader.ts'
import type { Asking } from '../snapshot/asking.ts'
import { gitHubSource } from '../snapshot/github.ts'
import { type PullNow, pullNow } from '../snapshot/github-pull.ts'
import type { Opened, PullRef, Snapshot, Source } from '../snapshot/snapshot.ts'

/** A pull request as it is now, and where the rest of its facts come from. */
export interface Opening {
  readonly source: Source
  readonly opened: Opened
  readonly now: PullNow
}

/**
 * Opens a pull request.
 * @param toShow even of one that was closed without merging, the policy is read
 * @throws with status 404 when there is none of that number
 */
export const openPull = async (asking: Asking, pull: PullRef, toShow = false): Promise<Opening> =>
  openingOf(asking, await pullNow(asking, pull, toShow))

/** Where the rest of the facts comes from. */
export const openingOf = (asking: Asking, now: PullNow): Opening => ({
  source: gitHubSource(asking, now),
  opened: now.opened,
  now,
})

/** All facts about an opened pull request, and everything that was written in it, read. */
export async function factsAbout(
  { reader }: { readonly reader: Reader },
  source: Source,
  opened: Opened,
): Promise<{ readonly snapshot: Snapshot; readonly readings: Readings }> {
  const known = await source.snapshot(opened, {
    reportPatterns: reportsIn(opened),
    checks: corroborates(opened).length > 0,
  })
  const readings = await read(known, reader)
  return { snapshot: await source.lookUp(known, wantedBy(known, readings)), readings }
}

/** Everything that was written in this pull request, read: one by one, so that it takes up one thread at most. */
export async function read(
  { revisions, commits, comments }: Snapshot,
  reader: Reader,
): Promise<Readings> {
  const reports: Readings['reports'][number][] = []
  for (const revision of revisions) {
    // A revision that removes the report has no text and no blob.
    const report = await reader.report(revision.text ?? '', revision.blob ?? '')
    reports.push({ revision, report })
  }
  const messages = new Map<string, CommitMessage>()
  for (const { sha, message } of commits) messages.set(sha, await reader.message(message, sha))
  const commands = new Map<string, readonly Command[]>()
  for (const { id, body } of comments) commands.set(id, await reader.comment(body, `${id} ${body}`))
  return { reports, messages, commands }
}

/** The pure middle: the same snapshot gives the same assessment, byte for byte. */
export function assess(snapshot: Snapshot, readings: Readings): Assessment {
  const facts = factsOf(snapshot)
  const ruling = rulingOn(snapshot)
  return judge(snapshot, facts, drawLedger(snapshot, facts, readings, ruling.policy), ruling)
}
