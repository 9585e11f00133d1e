import type { Blocker, Link } from '../../ledger/ledger.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { CommitLink, PlaceLink } from './commit-link.tsx'
import { State } from './sign.tsx'
import { Away, Code, Text, Time } from './text.tsx'

/** Every commit that somebody calls a blocker's fix: who says so and where, what holds, and what doesn't. */
export const Fixes = ({
  snapshot,
  blocker,
}: {
  readonly snapshot: Snapshot
  readonly blocker: Blocker
}) => {
  const { links } = blocker
  return links.length === 0 ? null : (
    <div>
      <dt>{links.length === 1 ? 'Fix' : 'Fixes'}</dt>
      <dd>
        <ul class="links">
          {links.map((link, index) => (
            <li>
              <p>
                <Named snapshot={snapshot} link={link} />{' '}
                {link.problems.length === 0 ? (
                  <State kind="good" word="holds" />
                ) : (
                  <State kind="bad" word="does not hold" />
                )}
              </p>
              <p class="quiet">
                <Origin snapshot={snapshot} link={link} />
                <Because link={link} />
              </p>
              <Points link={newIn(link, links.slice(0, index), blocker)} />
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )
}

/** A link without what stands above already: why the blocker is open, and what holds of the same commit. */
function newIn(link: Link, before: readonly Link[], { why }: Blocker): Link {
  const isKnown = before.some(
    ({ commit, holds }) => commit === link.commit && holds.join() === link.holds.join(),
  )
  return {
    ...link,
    holds: isKnown ? [] : link.holds,
    problems: link.problems.filter(({ message }) => message !== why),
  }
}

interface Shows {
  readonly snapshot: Snapshot
  readonly link: Link
}

const Named = ({ snapshot, link: { commit, mention, subject, was } }: Shows) => {
  if (commit === null) {
    return mention === null ? <span>No commit is named</span> : <Code of={mention.sha} most={40} />
  }
  return (
    <span>
      <CommitLink snapshot={snapshot} sha={commit} />{' '}
      {subject === null ? null : <Text of={subject} most={150} />}
      {was === null ? null : (
        <span class="quiet">
          {' '}
          (named as <Code of={was.sha.slice(0, 7)} />, before the branch was rewritten:{' '}
          {was.how === 'patch'
            ? 'the same patch'
            : 'the same author, date and subject; its changes differ'}
          )
        </span>
      )}
    </span>
  )
}

const SAID: Readonly<Record<Link['origin'], string>> = {
  trailer: 'Named by its own trailer',
  report: 'Named by a report',
  'commit-body': 'Listed as addressed in its own message',
  command: 'Named in a comment',
}

const Origin = ({ snapshot, link: { origin, by, said, comment } }: Shows) => (
  <span>
    {SAID[origin]}, by <Text of={by} most={80} />
    {comment === null ? (
      <span>
        : <PlaceLink snapshot={snapshot} {...said} />
      </span>
    ) : (
      <span>
        :{' '}
        <Away to={comment.url}>
          the comment of <Time at={comment.at} />
        </Away>
      </span>
    )}
  </span>
)

const Because = ({ link: { because } }: { readonly link: Link }) =>
  because === null ? null : (
    <span>
      , because <Text of={because} most={500} />
    </span>
  )

const Points = ({ link: { holds, problems } }: { readonly link: Link }) =>
  holds.length + problems.length === 0 ? null : (
    <ul class="points">
      {problems.map(({ message, next }) => (
        <li class="fault">
          <Text of={message} most={800} />
          <span class="next">
            <strong>Next:</strong> <Text of={next} most={800} />
          </span>
        </li>
      ))}
      {holds.map((point) => (
        <li class="held">
          <Text of={point} />
        </li>
      ))}
    </ul>
  )
