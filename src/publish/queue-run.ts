import type { Assessment } from '../policy/assessment.ts'
import type { CheckRun } from './check-run.ts'
import { escapeMarkdown, plainText } from './escape.ts'

/** A member of a merge group; null where it is not open any more. */
export interface Member {
  readonly number: number
  readonly assessment: Assessment | null
}

/** The check run of a merge group: green when every member is. */
export function queueRun(members: readonly Member[]): CheckRun {
  const failing = members.find(
    ({ assessment }) => (assessment?.conclusion ?? 'failure') === 'failure',
  )
  const isNeutral = members.every(({ assessment }) => assessment?.conclusion === 'neutral')
  const first = failing ?? members.at(-1)
  return {
    conclusion: failing !== undefined ? 'failure' : isNeutral ? 'neutral' : 'success',
    title: plainText(`#${first?.number}: ${told(first)}`, 200),
    summary: [
      'A merge group carries the answers of its pull requests, each assessed anew:',
      '',
      ...members.map((member) => {
        const mark = { success: '✅', neutral: '⚪', failure: '❌' }
        const conclusion = member.assessment?.conclusion ?? 'failure'
        return `- ${mark[conclusion]} pull request ${member.number}: ${escapeMarkdown(told(member))}`
      }),
    ].join('\n'),
    annotations: [],
  }
}

const told = (member: Member | undefined): string =>
  member?.assessment?.title ?? 'it is not an open pull request'
