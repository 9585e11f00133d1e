import type { Decision } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { Away, Text, Time } from './text.tsx'

/** What people decided about a blocker, in the order in which they did. */
export const Decisions = ({
  snapshot,
  decisions,
}: {
  readonly snapshot: Snapshot
  readonly decisions: readonly Decision[]
}) =>
  decisions.length === 0 ? null : (
    <div>
      <dt>Decided</dt>
      <dd>
        <ul>
          {decisions.map(({ kind, by, at, url, reason, issue, problem }) => (
            <li>
              {DECIDED[kind]}
              {issue === null ? null : (
                <span>
                  {' '}
                  to <Away to={`${snapshot.webUrl}/issues/${issue}`}>issue #{issue}</Away>
                </span>
              )}{' '}
              by <Text of={by} most={80} /> in{' '}
              <Away to={url}>
                the comment of <Time at={at} />
              </Away>
              {reason === '' ? null : (
                <span>
                  : <Text of={reason} most={1_000} />
                </span>
              )}
              {problem === null ? null : (
                <p class="fault">
                  Doesn’t count: <Text of={problem} />
                </p>
              )}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )

const DECIDED: Readonly<Record<Decision['kind'], string>> = {
  waive: 'Waived',
  defer: 'Deferred',
  reopen: 'Reopened',
}
