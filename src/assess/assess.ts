import type { Command } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import { drawLedger } from '../ledger/draw-ledger.ts'
import { factsOf } from '../ledger/facts.ts'
import type { Readings } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import { judge } from '../policy/judge.ts'
import { corroborates, reportsIn, rulingOn, wantsSignatures } from '../policy/ruling.ts'
import { wantedBy } from '../policy/wanted.ts'
import type { Reader } from '../reader/reader.ts'
import type { Opened, Snapshot, Source } from '../snapshot/snapshot.ts'

/** All facts about an opened pull request, and everything that was written in it, read. */
export async function factsAbout(
  { reader }: { readonly reader: Reader },
  source: Source,
  opened: Opened,
): Promise<{ readonly snapshot: Snapshot; readonly readings: Readings }> {
  const known = await source.snapshot(opened, {
    reportPatterns: reportsIn(opened),
    checks: corroborates(opened).length > 0,
    signatures: wantsSignatures(opened),
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
