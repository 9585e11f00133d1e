import type { Blocker } from '../../ledger/ledger.ts'
import type { Shown } from './shown.ts'
import { Text } from './text.tsx'

/** A blocker's name, as a link to where it stands on the page. */
export const BlockerLink = ({
  shown: { assessment },
  name,
}: {
  readonly shown: Shown
  readonly name: string
}) => {
  const { blockers } = assessment.ledger
  const blocker = blockers.find((one) => one.name === name)
  const text = <Text of={name} most={80} />
  return blocker === undefined ? text : <a href={`#${blockerAnchor(blockers, blocker)}`}>{text}</a>
}

/** Where on the page a blocker stands: its name may hold anything. */
export const blockerAnchor = (blockers: readonly Blocker[], blocker: Blocker): string =>
  `blocker-${blockers.indexOf(blocker) + 1}`
