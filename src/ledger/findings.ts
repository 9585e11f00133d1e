import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Aimed } from './claims.ts'
import type { Readings } from './ledger.ts'
import type { Raised } from './raised-blocker.ts'
import { comparison, SAME } from './same-blocker.ts'

/**
 * Link rule 3: a commit body that lists a review's findings and says it addresses them.
 * A finding that a report raised before is that blocker; any other enters the ledger, fixed by that commit.
 */
export function findingClaims(
  snapshot: Snapshot,
  readings: Readings,
  reported: readonly Raised[],
): { readonly raised: readonly Raised[]; readonly aimed: readonly Aimed[] } {
  const comparing = comparison()
  const entries = snapshot.commits.flatMap(({ sha }) =>
    (readings.messages.get(sha)?.findings ?? []).map((finding) => {
      const said = { commit: sha, path: null, line: finding.line }
      const known = reported.find(
        (blocker) =>
          comparing.made() < MOST_COMPARISONS && comparing.likeness(blocker, finding) >= SAME,
      )
      const blocker: Raised = known ?? {
        label: `B${finding.ordinal}`,
        round: 0,
        origin: 'commit',
        path: null,
        raised: said,
        bornFixed: true,
        title: finding.title,
        body: finding.body,
        evidence: finding.evidence,
        line: finding.line,
        listed: true,
        dropped: false,
        miscalled: null,
        names: [],
        reopened: null,
        seenOpen: null,
        stated: [],
      }
      const mention = { sha, subject: null, line: finding.line }
      return {
        fresh: known === undefined,
        blocker,
        aimed: {
          claim: { origin: 'commit-body' as const, said, mention, round: null },
          blockers: [blocker],
        },
      }
    }),
  )
  return {
    raised: entries.filter((entry) => entry.fresh).map((entry) => entry.blocker),
    aimed: entries.map((entry) => entry.aimed),
  }
}

/** About a second's work; beyond that a finding stands for itself, which closes nothing else. */
const MOST_COMPARISONS = 500_000
