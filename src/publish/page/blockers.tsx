import type { Blocker, CitedPlace } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { blockerAnchor } from './blocker-link.tsx'
import { CommitLink, LinesLink, PlaceLink } from './commit-link.tsx'
import { Decisions } from './decisions.tsx'
import { Fixes } from './fixes.tsx'
import type { Shown } from './shown.ts'
import { BLOCKER_SIGN, State } from './sign.tsx'
import { Body, Text } from './text.tsx'

/** Every blocker with its whole life; the open ones first. */
export const Blockers = ({ shown: { snapshot, assessment } }: { readonly shown: Shown }) => {
  const { blockers, reports } = assessment.ledger
  if (blockers.length === 0) return null
  const isOpen = ({ state }: Blocker) => state === 'open'
  const ordered = [...blockers.filter(isOpen), ...blockers.filter((one) => !isOpen(one))]
  return (
    <>
      {ordered.map((blocker) => (
        <Article
          snapshot={snapshot}
          blocker={blocker}
          id={blockerAnchor(blockers, blocker)}
          listedIn={reports.find(({ path }) => path === blocker.path)?.commit ?? null}
        />
      ))}
    </>
  )
}

interface Shows {
  readonly snapshot: Snapshot
  readonly blocker: Blocker
}

const Article = ({
  snapshot,
  blocker,
  id,
  listedIn,
}: Shows & { readonly id: string; readonly listedIn: string | null }) => (
  <article class={`blocker ${BLOCKER_SIGN[blocker.state]}`} id={id} aria-labelledby={`${id}-title`}>
    <header>
      <h3 id={`${id}-title`}>
        <span class="name">
          <Text of={blocker.name} most={80} />
        </span>{' '}
        <Text of={blocker.title} />
      </h3>
      <State kind={BLOCKER_SIGN[blocker.state]} word={blocker.state} />
    </header>
    <Why blocker={blocker} />
    <Told blocker={blocker} />
    <dl>
      <div>
        <dt>Raised</dt>
        <dd>
          <Raised snapshot={snapshot} blocker={blocker} listedIn={listedIn} />
        </dd>
      </div>
      <Cited snapshot={snapshot} blocker={blocker} />
      <Fixes snapshot={snapshot} blocker={blocker} />
      <Decisions snapshot={snapshot} decisions={blocker.decisions} />
      <Suggested snapshot={snapshot} blocker={blocker} />
    </dl>
  </article>
)

const Why = ({ blocker: { why, verifiedBy, next } }: { readonly blocker: Blocker }) => (
  <div class="why">
    <p>
      <strong>Why:</strong>{' '}
      <Text of={verifiedBy === null ? why : `${why}; approved by ${verifiedBy}`} most={800} />
    </p>
    {next === null ? null : (
      <p class="next">
        <strong>Next:</strong> <Text of={next} most={800} />
      </p>
    )}
  </div>
)

/** The whole text, unless the title says it all. */
const Told = ({ blocker: { title, body } }: { readonly blocker: Blocker }) => {
  const isMore = body.trim().replace(/[.!]$/u, '') !== title.trim().replace(/[.!]$/u, '')
  return isMore ? <Body of={body} /> : null
}

const Raised = ({
  snapshot,
  blocker: { raisedBy, raisedIn, path, line, round, listed, origin },
  listedIn,
}: Shows & { readonly listedIn: string | null }) => (
  <span>
    in round {round} by <Text of={raisedBy} most={80} />, in commit{' '}
    <CommitLink snapshot={snapshot} sha={raisedIn} />
    {origin === 'commit' ? ', whose message lists it' : ''}
    {path === null ? null : (
      <span>
        {listed ? '; listed at ' : '; no longer listed in '}
        <PlaceLink
          snapshot={snapshot}
          commit={listed && listedIn !== null ? listedIn : raisedIn}
          path={path}
          line={listed ? line : null}
        />
      </span>
    )}
  </span>
)

const Cited = ({ snapshot, blocker: { evidence, raisedIn } }: Shows) =>
  evidence.length === 0 ? null : (
    <div>
      <dt>Cites</dt>
      <dd>
        <ul>
          {evidence.map((place) => (
            <li>
              <Place snapshot={snapshot} place={place} raisedIn={raisedIn} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )

/** Where the lines are at the head; where they can't be followed, as they were when the blocker was raised. */
const Place = ({
  snapshot,
  place,
  raisedIn,
}: {
  readonly snapshot: Snapshot
  readonly place: CitedPlace
  readonly raisedIn: string
}) => {
  const { path, start, end, now } = place
  const cited = (
    <LinesLink snapshot={snapshot} commit={raisedIn} path={path} start={start} end={end} />
  )
  if (now === null) return <span>{cited}, as it was then</span>
  const isThere = now.path === path && now.start === start && now.end === end
  const current = <LinesLink snapshot={snapshot} commit={snapshot.head.sha} {...now} />
  return isThere ? (
    current
  ) : (
    <span>
      {cited}, now {current}
    </span>
  )
}

const Suggested = ({ snapshot, blocker: { suggested, state } }: Shows) =>
  suggested === null || state !== 'open' ? null : (
    <div>
      <dt>Perhaps fixed by</dt>
      <dd>
        <CommitLink snapshot={snapshot} sha={suggested} />, which touches what it cites; nobody has
        said that it is the fix
      </dd>
    </div>
  )
