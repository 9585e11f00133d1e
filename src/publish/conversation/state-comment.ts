import type { Assessment } from '../../policy/assessment.ts'
import { nextSteps } from '../../policy/next-steps.ts'
import type { OwnComment, Snapshot } from '../../snapshot/snapshot.ts'
import type { Addresses } from '../addresses.ts'
import { badgeOf } from '../badge/badge.ts'
import { escapeMarkdown } from '../escape.ts'
import type { Saying } from '../say.ts'
import { fitted, type Part } from '../summary/parts.ts'
import { ledgerTable } from './ledger-table.ts'
import { isSameText } from './same-text.ts'

/** By this, hidden in its text, the comment is found again. */
const MARK = '<!-- countersign: state -->'

/**
 * What has to be said so that there is one comment with the state of the pull request, and no second: nothing when it
 * says so already. One that is there is kept up to date, whatever the policy says of new ones; "off" takes it away.
 */
export function stateSayings(
  snapshot: Snapshot,
  assessment: Assessment,
  addresses: Addresses | null,
): readonly Saying[] {
  const { comment } = assessment.ruling.policy
  const stated = snapshot.ours.filter(({ body }) => body.startsWith(MARK))
  if (comment === 'off') return stated.map(deleted)
  const [present, ...others] = stated
  const repeated = others.map(deleted)
  const body = stateComment(snapshot, assessment, addresses)
  if (present !== undefined) {
    const isSame = isSameText(present.body, body)
    return [...(isSame ? [] : [{ kind: 'edit' as const, id: present.id, body }]), ...repeated]
  }
  const { conclusion } = assessment
  const isWanted = comment === 'only-when-red' ? conclusion === 'failure' : conclusion !== 'neutral'
  return isWanted ? [{ kind: 'comment', body }] : []
}

const deleted = ({ id }: OwnComment): Saying => ({ kind: 'delete', id })

/** The comment: state in one line, badge, blockers, and what to do next for whom. */
export function stateComment(
  snapshot: Snapshot,
  assessment: Assessment,
  addresses: Addresses | null,
): string {
  const { conclusion, title, ledger } = assessment
  const { author, reviewer } = nextSteps(assessment)
  return fitted([
    said(MARK, `### ${SIGN[conclusion]} ${escapeMarkdown(title, 300)}`),
    said(...badgeLine(snapshot, assessment, addresses)),
    ledgerTable(snapshot, ledger.blockers),
    steps('For the author', author),
    steps('For the reviewer', reviewer),
    said(lastLine(snapshot, addresses)),
  ])
}

const SIGN = { success: '✅', failure: '❌', neutral: '⚪' } as const

const said = (...lines: readonly string[]): Part => ({
  head: [],
  rows: lines.length === 0 ? [] : [() => lines.join('\n')],
})

const steps = (head: string, todo: readonly string[]): Part => ({
  head: [`**${head}**`, ''],
  rows: todo.map((step) => () => `- ${escapeMarkdown(step, 600)}`),
})

function badgeLine(
  { pull, isPrivate }: Snapshot,
  assessment: Assessment,
  addresses: Addresses | null,
): readonly string[] {
  if (addresses === null) return []
  const { message } = badgeOf(assessment)
  const picture = `![countersign: ${message}](${addresses.badge(pull, isPrivate)})`
  return [`[${picture}](${addresses.page(pull)})`]
}

function lastLine({ pull }: Snapshot, addresses: Addresses | null): string {
  const why =
    addresses === null ? 'The check says why, in full' : `[Why, in full](${addresses.page(pull)})`
  return `<sub>${why} · comment \`/help\` for the commands</sub>`
}
