import type { StandingReport } from '../../ledger/ledger.ts'
import type { JudgedApproval } from '../../policy/approvals.ts'
import { PlaceLink } from './commit-link.tsx'
import type { Shown } from './shown.ts'
import { type SignKind, State } from './sign.tsx'
import { Table } from './table.tsx'
import { Code, Text } from './text.tsx'
import { VERDICT } from './verdicts-then.ts'

/** Each report as it stands: who wrote it, what it reviewed, and whether its approval counts. */
export const Reports = ({ shown: { snapshot, assessment } }: { readonly shown: Shown }) => {
  const { reports } = assessment.ledger
  if (reports.length === 0) return null
  return (
    <Table
      caption="Review reports as they stand at the head"
      columns={[
        'Report',
        'Round',
        'Last changed by',
        'Verdict',
        'Reviewed',
        'Does its approval count?',
      ]}
      rows={reports.map((report) => {
        const approval = assessment.approvals.find(({ path }) => path === report.path)
        const { path, commit, removed, round, by } = report
        const reviewed = report.report.reviewedRange ?? report.report.reviewedHead
        return [
          removed ? (
            <Code of={path} />
          ) : (
            <PlaceLink snapshot={snapshot} commit={commit} path={path} line={null} />
          ),
          `${round}`,
          <Text of={by} most={80} />,
          <Verdict report={report} />,
          reviewed === null ? 'not said' : <Code of={reviewed} most={90} />,
          approval === undefined ? null : <Counts approval={approval} />,
        ]
      })}
    />
  )
}

const Verdict = ({ report: { removed, verdict } }: { readonly report: StandingReport }) => {
  if (removed) return <State kind="neutral" word="removed" />
  const kind: SignKind =
    verdict.outcome === 'approve' ? 'good' : verdict.outcome === 'block' ? 'bad' : 'warning'
  const qualifier = verdict.qualifier === null ? '' : `, ${verdict.qualifier.replace('-', ' ')}`
  return <State kind={kind} word={`${VERDICT[verdict.outcome]}${qualifier}`} />
}

const Counts = ({ approval: { counts, objections } }: { readonly approval: JudgedApproval }) => (
  <div>
    <State
      kind={counts ? (objections.length === 0 ? 'good' : 'warning') : 'bad'}
      word={counts ? (objections.length === 0 ? 'yes' : 'yes, with a warning') : 'no'}
    />
    {objections.length === 0 ? null : (
      <ul>
        {objections.map(({ against, because }) => (
          <li>
            {AGAINST[against]}: <Text of={because} most={500} />
          </li>
        ))}
      </ul>
    )}
  </div>
)

const AGAINST: Readonly<Record<JudgedApproval['objections'][number]['against'], string>> = {
  fresh: 'Stale',
  independent: 'Not independent',
  signed: 'Not signed',
  trust: 'Not heard here',
}
