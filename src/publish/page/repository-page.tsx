import type { OpenPulls } from '../../snapshot/open-pulls.ts'
import { Framed, Section } from './frame.tsx'
import { type Color, colorOf, countsIn, PullList } from './pull-list.tsx'
import type { Frame } from './shown.ts'
import { Away, Text } from './text.tsx'

/** The open pull requests of a repository: the red ones first. */
export const RepositoryPage = ({
  owner,
  repo,
  webUrl,
  open,
  frame,
}: {
  readonly owner: string
  readonly repo: string
  /** On GitHub. */
  readonly webUrl: string
  readonly open: OpenPulls
  readonly frame: Frame
}) => (
  <Framed title={`${owner}/${repo}`} way={[{ text: `${owner}/${repo}`, to: null }]} frame={frame}>
    <header class="headline">
      <h1>
        <Text of={`${owner}/${repo}`} />
      </h1>
      <p class="facts">
        <span>{told(open)}</span>
        <Away to={webUrl}>Open it on GitHub</Away>
      </p>
    </header>
    {GROUPS.map(({ color, id, title }) => {
      const pulls = open.pulls.filter((pull) => colorOf(pull) === color)
      return pulls.length === 0 ? null : (
        <Section id={id} title={title}>
          <PullList pulls={pulls} />
        </Section>
      )
    })}
  </Framed>
)

const GROUPS: readonly { readonly color: Color; readonly id: string; readonly title: string }[] = [
  { color: 'red', id: 'red', title: 'Red: something is to be done' },
  { color: 'green', id: 'green', title: 'Green: nothing holds them up' },
  { color: 'neutral', id: 'neutral', title: 'Neutral: no review, or not assessed yet' },
]

function told(open: OpenPulls): string {
  if (open.total === 0) return 'No open pull request'
  const all = `${open.total} open pull ${open.total === 1 ? 'request' : 'requests'}`
  return open.total > open.pulls.length
    ? `${all}; of the ${open.pulls.length} that changed last: ${countsIn(open)}`
    : `${all}: ${countsIn(open)}`
}
