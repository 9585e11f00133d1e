import type { Blocker } from '../ledger/ledger.ts'
import type { Assessment } from '../policy/assessment.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { CheckRun } from './check-run.ts'
import { codeSpan, escapeMarkdown, plainText } from './escape.ts'
import { fitted, row, tableHead } from './summary/parts.ts'

/** Which commit of the base a fix became: squashing and rebasing make the branch's own hashes unreachable. */
export type MergedInto = ReadonlyMap<string, string>

/**
 * The record that is written on the commit that merging made: blocker → fix → merged commit. It says what was so at
 * that moment, and is not written again.
 */
export function recordRun(
  { webUrl, pull, head }: Snapshot,
  { ledger: { blockers }, conclusion }: Assessment,
  merged: string,
  into: MergedInto,
): CheckRun {
  const open = blockers.filter(({ state }) => state === 'open')
  const commit = (sha: string) => `[${codeSpan(sha.slice(0, 7))}](${webUrl}/commit/${sha})`
  const what = blockers.length === 1 ? '1 blocker' : `${blockers.length} blockers`
  return {
    // What was merged over a red check stays visible; no commit of the base is failed by it.
    conclusion: conclusion === 'failure' ? 'neutral' : 'success',
    title: plainText(
      open.length === 0
        ? `Record of #${pull.number}: ${what}, none open`
        : `Record of #${pull.number}: merged with ${open.map(({ name }) => name).join(', ')} open`,
      200,
    ),
    summary: [
      `Pull request ${pull.number} was merged as ${commit(merged)}; its head was ${codeSpan(head.sha)}.`,
      '',
      fitted([
        {
          head: tableHead('Blockers', ['Blocker', 'Title', 'State', 'Fix', 'In the base as']),
          rows: blockers.map((blocker) => () => {
            const fix = fixOf(blocker)
            const now = fix === null ? undefined : into.get(fix)
            return row([
              escapeMarkdown(blocker.id),
              escapeMarkdown(blocker.title, 160),
              `${blocker.state}${blocker.state === 'open' ? '' : `: ${escapeMarkdown(blocker.why, 200)}`}`,
              fix === null ? '' : codeSpan(fix.slice(0, 12)),
              now === undefined ? '' : commit(now),
            ])
          }),
        },
      ]),
    ].join('\n'),
    annotations: [],
  }
}

/** The commit that fixes a blocker, null where none does. */
export const fixOf = ({ links }: Blocker): string | null =>
  links.find(({ problems }) => problems.length === 0)?.commit ?? null
