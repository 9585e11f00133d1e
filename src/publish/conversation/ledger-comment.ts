import type { Assessment } from '../../policy/assessment.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { escapeMarkdown } from '../escape.ts'
import { blockerTable } from '../summary/blockers.ts'
import { fitted } from '../summary/parts.ts'

/** What `/blockers` posts: the ledger as it is at this head. */
export const ledgerComment = (snapshot: Snapshot, { title, ledger }: Assessment): string =>
  [
    `**${escapeMarkdown(title, 300)}**, at ${snapshot.head.sha.slice(0, 7)}:`,
    ledger.blockers.length === 0
      ? 'There are no blockers.'
      : fitted([blockerTable(snapshot, ledger.blockers)]),
  ].join('\n\n')
