import type { Blocker } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { codeSpan, escapeMarkdown } from '../escape.ts'
import { fixCell, STATE } from '../summary/blockers.ts'
import { type Part, row, tableHead } from '../summary/parts.ts'

/** More places of one blocker than these make a row too long. */
const MOST_PLACES = 2

/**
 * Every blocker with its state and fix commit, short. It says nothing that changes with each push, as the comment is
 * rewritten only when something changed.
 */
export const ledgerTable = (snapshot: Snapshot, blockers: readonly Blocker[]): Part => ({
  head: tableHead(null, ['', 'Blocker', 'State', 'Fix commit']),
  rows: blockers.map((blocker) => () => {
    const places = blocker.evidence
      .slice(0, MOST_PLACES)
      .map(({ path, start, end }) =>
        codeSpan(`${path}:${start === end ? start : `${start}-${end}`}`),
      )
    return row([
      `**${escapeMarkdown(blocker.name)}**`,
      [escapeMarkdown(blocker.title, 120), ...places].join(' · '),
      STATE[blocker.state],
      fixCell(snapshot, blocker),
    ])
  }),
})
