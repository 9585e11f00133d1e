import type { PlacedDiagnostic } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { PlaceLink } from './commit-link.tsx'
import { linesAround } from './lines-around.ts'
import type { Shown } from './shown.ts'
import { State } from './sign.tsx'
import { oneLine, Text } from './text.tsx'

/** What could not be read without a doubt, each with the lines that it is about. */
export const Diagnostics = ({ shown: { snapshot, assessment } }: { readonly shown: Shown }) => {
  const { diagnostics } = assessment.ledger
  if (diagnostics.length === 0) return null
  const isError = ({ severity }: PlacedDiagnostic) => severity === 'error'
  const ordered = [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))]
  return (
    <ul class="cards">
      {ordered.map((diagnostic) => (
        <li>
          <Doubt snapshot={snapshot} diagnostic={diagnostic} />
        </li>
      ))}
    </ul>
  )
}

interface Shows {
  readonly snapshot: Snapshot
  readonly diagnostic: PlacedDiagnostic
}

const Doubt = ({ snapshot, diagnostic }: Shows) => {
  const { severity, commit, path, line, message, next } = diagnostic
  return (
    <div>
      <p>
        {severity === 'error' ? (
          <State kind="bad" word="error" />
        ) : (
          <State kind="warning" word="warning" />
        )}{' '}
        <PlaceLink snapshot={snapshot} commit={commit} path={path} line={line} />
      </p>
      <p>
        <Text of={message} most={800} />
      </p>
      <Excerpt snapshot={snapshot} diagnostic={diagnostic} />
      <p class="next">
        <strong>Next:</strong> <Text of={next} most={800} />
      </p>
    </div>
  )
}

const Excerpt = ({ snapshot, diagnostic }: Shows) => {
  const lines = linesAround(snapshot, diagnostic)
  return lines.length === 0 ? null : (
    <ol class="excerpt">
      {lines.map(({ number, text, isMeant }) => (
        <li class={isMeant ? 'meant' : 'around'}>
          <span class="number">
            {isMeant ? <span aria-hidden="true">▸ </span> : null}
            {isMeant ? <span class="unseen">this line: </span> : null}
            {number}
          </span>{' '}
          <code dir="auto">{oneLine(text, 300) || ' '}</code>
        </li>
      ))}
    </ol>
  )
}
