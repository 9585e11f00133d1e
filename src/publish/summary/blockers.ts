import type { Blocker, CitedPlace, Link } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { codeSpan, escapeMarkdown } from '../escape.ts'
import { commitUrl, fileUrl } from '../web-links.ts'
import { linked, type Part, row, tableHead } from './parts.ts'

/** A state as the tables show it: sign and word stay in one line. */
export const STATE: Readonly<Record<Blocker['state'], string>> = {
  open: '❌\u00a0open',
  fixed: '✅\u00a0fixed',
  verified: '✅\u00a0verified',
  withdrawn: '➖\u00a0withdrawn',
  waived: '➖\u00a0waived',
  deferred: '➖\u00a0deferred',
}

/** More places of one blocker than these make a row too long. */
const MOST_PLACES = 3

/** Every blocker with its state, the commit that fixes it, and why it stands as it does. */
export function blockerTable(snapshot: Snapshot, blockers: readonly Blocker[]): Part {
  return {
    head: tableHead('Blockers', ['', 'Blocker', 'State', 'Fix commit', 'Why']),
    rows: blockers.map((blocker) => () => {
      const places = blocker.evidence
        .slice(0, MOST_PLACES)
        .map((place) => placeLink(snapshot, place))
      return row([
        `**${escapeMarkdown(blocker.name)}**`,
        [escapeMarkdown(blocker.title, 160), ...places].join(' · '),
        STATE[blocker.state],
        fixCell(snapshot, blocker),
        escapeMarkdown(
          blocker.verifiedBy === null
            ? blocker.why
            : `${blocker.why}; approved by ${blocker.verifiedBy}`,
          500,
        ),
      ])
    }),
  }
}

/** The commit that fixes it, else the last one that was said to; empty when none was. */
export function fixCell(snapshot: Snapshot, { links }: Blocker): string {
  const fix = links.find((link) => link.problems.length === 0) ?? links.at(-1)
  return fix === undefined ? '' : commitLink(snapshot, fix)
}

/** A cited place, as it is cited; its link leads to where these lines are at the head. */
function placeLink(snapshot: Snapshot, { path, start, end, now }: CitedPlace): string {
  const lines = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`)
  const cited = codeSpan(`${path}:${lines(start, end)}`)
  if (now === null) return cited
  const place = `${now.path === path ? '' : `${now.path}:`}${lines(now.start, now.end)}`
  const isMoved = now.path !== path || now.start !== start || now.end !== end
  const link = linked(cited, fileUrl(snapshot, snapshot.head.sha, now.path, now))
  return `${link}${isMoved ? ` now ${codeSpan(place)}` : ''}`
}

/** The short hash as a link: the address shows it in full. A commit that isn't there gets no link. */
function commitLink(snapshot: Snapshot, link: Link): string {
  if (link.commit === null) return codeSpan(link.mention?.sha ?? '')
  const subject = link.subject === null ? '' : ` ${escapeMarkdown(link.subject, 72)}`
  const was = link.was === null ? '' : ` (was ${codeSpan(link.was.sha.slice(0, 7))})`
  const short = codeSpan(link.commit.slice(0, 7))
  return `${linked(short, commitUrl(snapshot, link.commit))}${subject}${was}`
}

/** Which commit became which, for whoever brings a report up to date after a rebase. */
export function rewrittenTable(blockers: readonly Blocker[]): Part {
  const pairs = new Map(
    blockers
      .flatMap(({ links }) => links)
      .flatMap(({ was, commit }) =>
        was === null || commit === null ? [] : [[was, commit] as const],
      )
      .map(([was, is]) => [was.sha, { was, is }]),
  )
  return {
    head: tableHead('Rewritten since they were named', ['Was', 'Is', 'By']),
    rows: [...pairs.values()].map(
      ({ was, is }) =>
        () =>
          row([
            codeSpan(was.sha.slice(0, 12)),
            codeSpan(is.slice(0, 12)),
            was.how === 'patch'
              ? 'the same patch'
              : 'the same author, date and subject; its changes differ',
          ]),
    ),
  }
}
