import { fileChanges, type PolicyChange } from '../../policy/file/policy-changes.ts'
import type { PolicyProblem } from '../../policy/file/read-policy-file.ts'
import type { Ruling } from '../../policy/ruling.ts'
import type { Shown } from './shown.ts'
import { Table } from './table.tsx'
import { Away, Code, Text } from './text.tsx'

/** The rules that judged: where they come from, how they differ from the defaults, and what would change. */
export const PolicyUsed = ({ shown: { assessment, snapshot } }: { readonly shown: Shown }) => {
  const { ruling } = assessment
  const differing = ruling.problems.length > 0 ? [] : fileChanges(null, ruling.policy)
  return (
    <>
      <Sources ruling={ruling} base={snapshot.base.ref} />
      {ruling.problems.length === 0 ? null : (
        <div>
          <h3>It can’t be read</h3>
          <p>Until it can, the defaults stand in and the check is red.</p>
          <Problems problems={ruling.problems} sources={ruling.sources} />
        </div>
      )}
      {differing.length === 0 ? null : (
        <Table
          caption="Where it differs from the defaults, for this pull request"
          columns={['Setting', 'By default', 'Here']}
          rows={differing.map(({ key, from, to }) => [
            <Code of={key} />,
            <Code of={from.replace(/ \(default\)$/u, '')} />,
            <Code of={to} />,
          ])}
        />
      )}
      <Proposed ruling={ruling} />
    </>
  )
}

const Sources = ({
  ruling: { sources },
  base,
}: {
  readonly ruling: Ruling
  readonly base: string
}) =>
  sources.length === 0 ? (
    <p>
      There is no <code>.github/countersign.yml</code> on <Code of={base} most={100} />: the
      defaults hold.
    </p>
  ) : (
    <p>
      Judged by{' '}
      {sources.map(({ name, url }, index) => (
        <span>
          {index === 0 ? '' : ' and '}
          <Away to={url}>
            <Code of={name} />
          </Away>
        </span>
      ))}
      , as the base branch <Code of={base} most={100} /> has it.
    </p>
  )

const Problems = ({
  problems,
  sources,
}: {
  readonly problems: readonly PolicyProblem[]
  readonly sources: Ruling['sources']
}) => (
  <ul class="cards">
    {problems.map(({ file, line, message, next }) => {
      const url = sources.find(({ name }) => name === file)?.url
      return (
        <li>
          <p>
            <Away to={url === undefined ? null : `${url}#L${line}`}>
              <Code of={`${file}:${line}`} />
            </Away>{' '}
            <Text of={message} most={800} />
          </p>
          <p class="next">
            <strong>Next:</strong> <Text of={next} most={800} />
          </p>
        </li>
      )
    })}
  </ul>
)

/** A pull request can't loosen the rules that judge it. */
const Proposed = ({ ruling: { proposed } }: { readonly ruling: Ruling }) => {
  if (proposed === null) return null
  const { changes, problems } = proposed
  return (
    <div>
      <h3>This pull request changes the policy</h3>
      <p>It is judged by the policy of its base. From its merge on, this would hold:</p>
      {problems.length === 0 ? null : <Problems problems={problems} sources={[]} />}
      {changes.length === 0 ? null : (
        <Table
          caption="Settings that it would change"
          columns={['Setting', 'Now', 'After the merge']}
          rows={changes.map(rowOf)}
        />
      )}
      {changes.length + problems.length === 0 ? <p>Nothing: only its wording differs.</p> : null}
    </div>
  )
}

const rowOf = ({ key, from, to }: PolicyChange) => [
  <Code of={key} />,
  <Code of={from} />,
  <Code of={to} />,
]
