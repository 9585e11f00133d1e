import type { JudgedRun } from '../../policy/runs.ts'
import type { Role, ValidationRun } from '../../reading/types.ts'
import { runCounts } from '../run-counts.ts'
import { PlaceLink } from './commit-link.tsx'
import type { Shown } from './shown.ts'
import { type SignKind, State } from './sign.tsx'
import { Table } from './table.tsx'
import { Away, Code, oneLine, Text } from './text.tsx'

/** What was run as reports and commits say, by whose role; and beside it what a check shows. */
export const Validation = ({ shown }: { readonly shown: Shown }) => {
  const { runs } = shown.assessment
  if (runs.length === 0) return null
  const roles = [...new Set(runs.map(({ by }) => by))]
  return (
    <>
      <p class="quiet">Claims, all of them, unless a check shows the same.</p>
      {roles.map((role) => (
        <Table
          caption={`Run by the ${role satisfies Role}`}
          columns={['Command', 'Said to have', 'Figures', 'On', 'A check shows', 'Told at']}
          rows={runs.filter(({ by }) => by === role).map((run) => rowOf(shown, run))}
        />
      ))}
    </>
  )
}

const rowOf = ({ snapshot }: Shown, run: JudgedRun) => [
  <Code of={run.command} />,
  <State {...OUTCOME[run.outcome]} />,
  runCounts(run) || null,
  run.onLastCode ? 'this code' : 'older code',
  <Seen run={run} />,
  <div>
    <PlaceLink snapshot={snapshot} commit={run.commit} path={run.path} line={run.line} />
    <NotHeard run={run} />
  </div>,
]

const OUTCOME: Readonly<
  Record<ValidationRun['outcome'], { readonly kind: SignKind; readonly word: string }>
> = {
  passed: { kind: 'good', word: 'passed' },
  failed: { kind: 'bad', word: 'failed' },
  'not-run': { kind: 'neutral', word: 'not been run' },
  unknown: { kind: 'warning', word: 'ended, it isn’t said how' },
}

const Seen = ({ run: { check, checkName, onLastCode } }: { readonly run: JudgedRun }) => {
  if (check === null) return <span>nothing: only claimed</span>
  if (!onLastCode) return <span>nothing of this code</span>
  if (check === 'missing') {
    return (
      <span>
        nothing yet: <Text of={checkName ?? 'the check'} /> is not on this head
      </span>
    )
  }
  const { conclusion } = check
  const kind = conclusion === null ? 'neutral' : conclusion === 'success' ? 'good' : 'bad'
  return (
    <span>
      <State kind={kind} word={conclusion === null ? 'it still runs' : endedWith(conclusion)} />{' '}
      <Away to={check.url}>
        <Text of={check.name} />
      </Away>
    </span>
  )
}

const endedWith = (conclusion: string): string => oneLine(conclusion.replaceAll('_', ' '), 40)

const NotHeard = ({ run: { distrusted, dependent } }: { readonly run: JudgedRun }) => {
  const why = distrusted ?? dependent
  return why === null ? null : (
    <p class="fault">
      Doesn’t count: <Text of={why} most={500} />
    </p>
  )
}
