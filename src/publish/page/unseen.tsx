import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Shown } from './shown.ts'
import { State } from './sign.tsx'
import { Text } from './text.tsx'

/** What could not be had from GitHub: what holds the check red, and what holds nothing up. */
export const Unseen = ({ shown: { snapshot } }: { readonly shown: Shown }) => {
  const { gaps, unseen }: Snapshot = snapshot
  if (gaps.length + unseen.length === 0) return null
  return (
    <ul class="cards">
      {gaps.map((gap) => (
        <li>
          <State kind="bad" word="holds the check red" /> <Text of={gap} most={800} />
        </li>
      ))}
      {unseen.map((one) => (
        <li>
          <State kind="warning" word="holds nothing up" /> <Text of={one} most={800} />
        </li>
      ))}
    </ul>
  )
}
