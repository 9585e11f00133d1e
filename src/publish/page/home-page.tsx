import type { OpenPull, OpenPulls } from '../../snapshot/open-pulls.ts'
import { repositoryPath } from '../web-links.ts'
import { Framed, Section } from './frame.tsx'
import { countsIn, PullItem } from './pull-list.tsx'
import type { Frame } from './shown.ts'
import { Text } from './text.tsx'

/** A pull request that waits for the visitor, and why. */
export interface Need {
  readonly pull: OpenPull
  readonly why: string
}

/** A repository that the visitor may see. `open` is null where its pull requests can't be had. */
export interface ListedRepository {
  readonly owner: string
  readonly repo: string
  readonly isPrivate: boolean
  readonly open: OpenPulls | null
}

/** The front page: what needs the visitor, and their repositories; for a stranger, what this is. */
export const HomePage = ({
  needs,
  repositories,
  more,
  frame,
}: {
  readonly needs: readonly Need[]
  readonly repositories: readonly ListedRepository[]
  /** Whether there are others besides. */
  readonly more: boolean
  readonly frame: Frame
}) => (
  <Framed title={frame.visitor === null ? 'Reviews that hold' : 'What needs you'} frame={frame}>
    {frame.visitor === null ? (
      <Welcome frame={frame} />
    ) : (
      <Overview needs={needs} repositories={repositories} more={more} />
    )}
  </Framed>
)

const Welcome = ({ frame }: { readonly frame: Frame }) => (
  <div class="welcome">
    <h1>A review that says “blocking” keeps the pull request red</h1>
    <p>
      Countersign reads the review reports in a pull request and keeps a ledger of their blockers.
      Its check stays red until each blocker has a linked fix commit that really is one. This site
      shows, for each pull request that you may see, why it is red and whose turn it is.
    </p>
    {frame.signIn === null ? null : (
      <p>
        <a class="action" href={frame.signIn}>
          Sign in with GitHub
        </a>
      </p>
    )}
  </div>
)

const Overview = ({
  needs,
  repositories,
  more,
}: {
  readonly needs: readonly Need[]
  readonly repositories: readonly ListedRepository[]
  readonly more: boolean
}) => (
  <div>
    <h1>What needs you</h1>
    {needs.length === 0 ? (
      <p>Nothing waits for you.</p>
    ) : (
      <ul class="pulls">
        {needs.map(({ pull, why }) => (
          <li>
            <PullItem pull={pull} why={why} withRepository />
          </li>
        ))}
      </ul>
    )}
    <Section id="repositories" title="Repositories">
      {repositories.length === 0 ? (
        <p>Countersign is installed in no repository that you may see.</p>
      ) : (
        <ul class="repositories">
          {repositories.map((repository) => (
            <li>
              <a href={repositoryPath(repository)}>
                <Text of={`${repository.owner}/${repository.repo}`} />
              </a>
              {repository.isPrivate ? <span class="tag">private</span> : null}
              <span class="quiet">{told(repository)}</span>
            </li>
          ))}
        </ul>
      )}
      {more ? (
        <p class="quiet">
          These were pushed to last. Any other is at its own address: /owner/repository.
        </p>
      ) : null}
    </Section>
  </div>
)

function told({ open }: ListedRepository): string {
  if (open === null) return 'could not be read just now'
  if (open.total === 0) return 'nothing open'
  const of = open.total > open.pulls.length ? `, of the last ${open.pulls.length}` : ''
  return `${open.total} open${of}: ${countsIn(open)}`
}
