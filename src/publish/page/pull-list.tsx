import type { OpenPull, OpenPulls } from '../../snapshot/open-pulls.ts'
import { pullPath } from '../web-links.ts'
import { type SignKind, State } from './sign.tsx'
import { Away, Code, Text, Time } from './text.tsx'

/** Open pull requests, each with what its check says and a link to its page. */
export const PullList = ({
  pulls,
  withRepository = false,
}: {
  readonly pulls: readonly OpenPull[]
  readonly withRepository?: boolean
}) => (
  <ul class="pulls">
    {pulls.map((pull) => (
      <li>
        <PullItem pull={pull} withRepository={withRepository} />
      </li>
    ))}
  </ul>
)

/** One pull request, and why it is shown where there is a reason. */
export const PullItem = ({
  pull,
  withRepository,
  why = null,
}: {
  readonly pull: OpenPull
  readonly withRepository: boolean
  readonly why?: string | null
}) => (
  <article class="pull">
    <p class="title">
      <a href={pullPath(pull)}>
        <Text of={pull.title} most={200} />{' '}
        <span class="number">
          {withRepository ? <Text of={`${pull.owner}/${pull.repo}`} most={150} /> : null}#
          {pull.number}
        </span>
      </a>
    </p>
    {why === null ? null : (
      <p class="reason">
        <Text of={why} />
      </p>
    )}
    <p>
      <State kind={SIGN[colorOf(pull)]} word={wordOf(pull)} />{' '}
      <Text of={pull.check?.title ?? 'there is no check on its head yet'} />
    </p>
    <p class="facts">
      {pull.isDraft ? <span>draft</span> : null}
      <span>
        by <Text of={pull.author ?? 'somebody'} most={60} />
      </span>
      <Code of={pull.branch} most={100} />
      {pull.asked.length === 0 ? null : (
        <span>
          review asked of <Text of={pull.asked.slice(0, 20).join(', ')} />
        </span>
      )}
      <span>
        changed <Time at={pull.updatedAt} />
      </span>
      <Away to={pull.url}>
        GitHub<span class="unseen">: #{pull.number}</span>
      </Away>
    </p>
  </article>
)

export type Color = 'red' | 'green' | 'neutral'

/** What a check comes to; one that runs, and none at all, is neutral. */
export const colorOf = ({ check }: OpenPull): Color => {
  if (check?.conclusion === 'failure') return 'red'
  return check?.conclusion === 'success' ? 'green' : 'neutral'
}

const SIGN: Readonly<Record<Color, SignKind>> = { red: 'bad', green: 'good', neutral: 'neutral' }

const wordOf = ({ check }: OpenPull): string => {
  if (check === null) return 'Not assessed'
  return check.conclusion === null ? 'In progress' : WORD[check.conclusion]
}

const WORD = { failure: 'Red', success: 'Green', neutral: 'Neutral' } as const

/** `2 red, 1 green`: what is not there isn't named. */
export function countsIn({ pulls }: OpenPulls): string {
  const colors = pulls.map(colorOf)
  return (['red', 'green', 'neutral'] as const)
    .map((color) => [colors.filter((one) => one === color).length, color] as const)
    .filter(([count]) => count > 0)
    .map(([count, color]) => `${count} ${color}`)
    .join(', ')
}
