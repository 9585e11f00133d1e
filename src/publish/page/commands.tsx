import type { Shown } from './shown.ts'
import { Away, Code, Text, Time } from './text.tsx'

/** Commands that don't count, or not in full: why, and what to write instead. */
export const VainCommands = ({ shown: { assessment } }: { readonly shown: Shown }) => {
  const vain = assessment.ledger.heard.filter(({ problems }) => problems.length > 0)
  if (vain.length === 0) return null
  return (
    <ul class="cards">
      {vain.map(({ name, by, at, url, problems }) => (
        <li>
          <p>
            <Code of={`/${name}`} most={80} /> by <Text of={by} most={80} /> in{' '}
            <Away to={url}>
              the comment of <Time at={at} />
            </Away>
          </p>
          {problems.map(({ message, next }) => (
            <div>
              <p class="fault">
                <Text of={message} most={800} />
              </p>
              <p class="next">
                <strong>Next:</strong> <Text of={next} most={800} />
              </p>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}
