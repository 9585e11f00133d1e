import type { Finding } from '../../commit/message.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Effort } from '../effort.ts'
import type { Readings } from '../ledger.ts'
import { nameOf } from '../people.ts'
import type { Raised } from '../raised-blocker.ts'
import { isElsewhere, SAME } from '../same-blocker.ts'
import { similarTitles } from '../similar-titles.ts'
import { type Wording, wordingOf } from '../wording.ts'
import type { Aimed } from './claims.ts'

/**
 * Link rule 3: a commit body that lists a review's findings and says it addresses them.
 * A finding that a report raised before is that blocker; any other enters the ledger, fixed by that commit.
 */
export function findingClaims(
  snapshot: Snapshot,
  readings: Readings,
  reported: readonly Raised[],
  effort: Effort,
): { readonly raised: readonly Raised[]; readonly aimed: readonly Aimed[] } {
  const known = knownAmong(reported, effort)
  const raised: Raised[] = []
  const aimed: Aimed[] = []
  for (const { sha, author } of snapshot.commits) {
    for (const finding of readings.messages.get(sha)?.findings ?? []) {
      effort.spend(STEPS_A_FINDING + 6 * finding.title.length)
      if (effort.isOver()) return { raised, aimed }
      const wording = wordingOf(finding.title)
      const before = known(finding, wording)
      const blocker = before ?? raisedBy(sha, finding, wording)
      if (before === undefined) raised.push(blocker)
      const said = { commit: sha, path: null, line: finding.line }
      const by = nameOf(author)
      const mention = { sha, subject: null, line: finding.line }
      aimed.push({
        claim: {
          origin: 'commit-body',
          said,
          mention,
          because: null,
          by,
          comment: null,
          round: null,
        },
        blockers: [blocker],
      })
    }
  }
  return { raised, aimed }
}

const STEPS_A_FINDING = 300

/** The one blocker that a finding is, by its title; where it could be two it is neither, and closes none. */
function knownAmong(reported: readonly Raised[], effort: Effort) {
  let titled: ReturnType<typeof similarTitles<Raised>> | undefined
  return (finding: Finding, wording: Wording): Raised | undefined => {
    titled ??= similarTitles(reported, effort)
    const mention = { wording, evidence: finding.evidence }
    const alike = titled(wording).filter(
      ({ found, like }) => like >= SAME && !isElsewhere(found, mention),
    )
    const same = alike.filter(({ like }) => like === 1)
    const [only, ...others] = same.length > 0 ? same : alike
    return others.length > 0 ? undefined : only?.found
  }
}

const raisedBy = (sha: string, finding: Finding, wording: Wording): Raised => {
  const raised = { commit: sha, path: null, line: finding.line }
  return {
    label: `B${finding.ordinal}`,
    round: 0,
    origin: 'commit',
    path: null,
    raised,
    bornFixed: true,
    withdrawn: null,
    title: finding.title,
    wording,
    body: finding.body,
    evidence: finding.evidence,
    line: finding.line,
    severity: null,
    lowered: [],
    cited: [],
    removed: null,
    listed: true,
    dropped: false,
    miscalled: null,
    names: [],
    reopened: null,
    seenOpen: null,
    stated: [],
  }
}
