import type { Blocker, Change } from '../../ledger/ledger.ts'
import { nameOf } from '../../ledger/people.ts'
import { BlockerLink } from './blocker-link.tsx'
import { CommitLink, PlaceLink, Subject } from './commit-link.tsx'
import type { Shown } from './shown.ts'
import { Code, oneLine, Text, Time } from './text.tsx'
import { type CommitEvent, timelineOf } from './timeline.ts'
import { CommentItem } from './timeline-comment.tsx'
import { type RevisionSaid, VERDICT } from './verdicts-then.ts'

/** Rounds, commits and decisions in the order in which they came. */
export const Timeline = ({ shown }: { readonly shown: Shown }) => {
  const events = timelineOf(shown)
  if (events.length === 0) return null
  return (
    <ol class="timeline">
      {events.map((event) =>
        event.kind === 'commit' ? (
          <CommitItem shown={shown} event={event} />
        ) : (
          <CommentItem shown={shown} event={event} />
        ),
      )}
    </ol>
  )
}

const CommitItem = ({ shown, event }: { readonly shown: Shown; readonly event: CommitEvent }) => {
  const { commit, isGone, reports, raised, fixed, claimed, changes } = event
  const kind = isGone ? 'gone' : reports.length > 0 ? 'report' : fixed.length > 0 ? 'fix' : 'code'
  return (
    <li class={kind}>
      <p class="quiet">
        <Time at={commit.committer.date} /> · <Text of={nameOf(commit.author)} most={80} />
        {isGone ? <strong class="tag"> force-pushed away</strong> : null}
      </p>
      <p>
        <CommitLink snapshot={shown.snapshot} sha={commit.sha} /> <Subject of={commit} />
      </p>
      <ul class="deeds">
        {reports.map((said) => (
          <li>
            <Report shown={shown} said={said} />
          </li>
        ))}
        <Deed shown={shown} word="raises" blockers={raised} kind="fault" />
        <Deed shown={shown} word="fixes" blockers={fixed} kind="held" />
        <Deed shown={shown} word="is named for, and doesn’t fix," blockers={claimed} kind="fault" />
        {changes.map((change) => (
          <li class="fault">
            <Text of={CHANGED[change.kind](change)} most={500} />
          </li>
        ))}
      </ul>
    </li>
  )
}

const Report = ({
  shown,
  said: { path, previousPath, commit, how, verdict, round },
}: {
  readonly shown: Shown
  readonly said: RevisionSaid
}) => (
  <span>
    {HOW[how]}{' '}
    {how === 'removed' || how === 'lost' ? (
      <Code of={path} />
    ) : (
      <PlaceLink snapshot={shown.snapshot} commit={commit} path={path} line={null} />
    )}
    {previousPath === null ? null : (
      <span>
        {' '}
        (was <Code of={previousPath} />)
      </span>
    )}
    {round === null ? '' : `, round ${round}`}
    {verdict === null
      ? ''
      : `: ${VERDICT[verdict as keyof typeof VERDICT] ?? oneLine(verdict, 40)}`}
  </span>
)

const HOW: Readonly<Record<RevisionSaid['how'], string>> = {
  added: 'adds',
  changed: 'changes',
  removed: 'removes',
  lost: 'comes without what was force-pushed away:',
}

const Deed = ({
  shown,
  word,
  blockers,
  kind,
}: {
  readonly shown: Shown
  readonly word: string
  readonly blockers: readonly Blocker[]
  readonly kind: 'fault' | 'held'
}) =>
  blockers.length === 0 ? null : (
    <li class={kind}>
      {word}{' '}
      {blockers.map(({ name }, index) => (
        <span>
          {index === 0 ? '' : ', '}
          <BlockerLink shown={shown} name={name} />
        </span>
      ))}
    </li>
  )

const CHANGED: Readonly<Record<Change['kind'], (change: Change) => string>> = {
  verdict: ({ from, to, path, by }) => `${by} turns the verdict of ${path} from ${from} to ${to}`,
  severity: ({ name, from, to, by }) => `${by} lowers ${name} from ${from} to ${to}`,
  removed: ({ name, path, by }) => `${by} removes ${name} from ${path}`,
  withdrawn: ({ name, path, by }) => `${by} withdraws ${name} in ${path}`,
}
