import type { Heard } from '../../ledger/ledger.ts'
import { BlockerLink } from './blocker-link.tsx'
import type { Shown } from './shown.ts'
import { Away, Code, Text, Time } from './text.tsx'
import type { CommentEvent } from './timeline.ts'

/** A comment with its commands, and which of them count. */
export const CommentItem = ({
  shown,
  event: { at, by, url, commands },
}: {
  readonly shown: Shown
  readonly event: CommentEvent
}) => (
  <li class="comment">
    <p class="quiet">
      <Time at={at} /> · <Text of={by} most={80} />
    </p>
    <ul class="deeds">
      {commands.map((command) => (
        <li class={command.problems.length === 0 ? 'held' : 'fault'}>
          <Command shown={shown} command={command} url={url} />
        </li>
      ))}
    </ul>
  </li>
)

const Command = ({
  shown,
  command: { name, blockers, commit, problems },
  url,
}: {
  readonly shown: Shown
  readonly command: Heard
  readonly url: string
}) => (
  <span>
    writes{' '}
    <Away to={url}>
      <Code of={`/${name}`} most={80} />
    </Away>
    {blockers.map((called, index) => (
      <span>
        {index === 0 ? ' ' : ', '}
        <BlockerLink shown={shown} name={called} />
      </span>
    ))}
    {commit === null ? null : (
      <span>
        {' '}
        <Code of={commit} most={40} />
      </span>
    )}
    {problems.map(({ message }) => (
      <span>
        {': '}
        <Text of={message} most={500} />
      </span>
    ))}
  </span>
)
