import type { Shown } from './shown.ts'
import { Code } from './text.tsx'

/** Where one command is told with different figures: within one report, or by several of the same code. */
export const Discrepancies = ({ shown: { assessment } }: { readonly shown: Shown }) => {
  const within = assessment.ledger.reports
    .filter(({ removed }) => !removed)
    .flatMap(({ path, report }) => report.discrepancies.map((one) => ({ path, ...one })))
  if (within.length + assessment.discrepancies.length === 0) return null
  return (
    <ul>
      {within.map(({ path, about, figures, lines }) => (
        <li>
          <Code of={about} />: {figures.slice(0, MOST).join(' and ')} passed, both in{' '}
          <Code of={`${path}:${lines.slice(0, MOST).join(', ')}`} />
        </li>
      ))}
      {assessment.discrepancies.map(({ command, told }) => (
        <li>
          <Code of={command} />:{' '}
          {told.slice(0, MOST).map(({ passed, at }, index) => (
            <span>
              {index === 0 ? '' : ', '}
              {passed} passed by <Code of={at} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

const MOST = 20
