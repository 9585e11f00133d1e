import type { Facts } from './facts.ts'
import type { Readings } from './ledger.ts'
import { writerOf } from './people.ts'

/** One revision of a report with the round it belongs to. */
export type RoundRevision = Readings['reports'][number] & {
  readonly round: number
  /** Who wrote it. */
  readonly by: string
}

/**
 * The revisions with their rounds. A report without a number belongs to its file's last round, or to that in its
 * file's name or in its blockers' ids, or follows the round that it answers, or is the first. What a commit removes
 * comes before what it adds: a move is both.
 */
export function withRounds(
  reports: Readings['reports'],
  commitOf: Facts['commit'],
): readonly RoundRevision[] {
  const lastOf = new Map<string, number>()
  let latest = 0
  return removedFirst(reports).map(({ revision, report }) => {
    const { path, previousPath } = revision
    const before =
      lastOf.get(path) ?? roundInPath(path) ?? lastOf.get(previousPath ?? '') ?? roundInIds(report)
    const answers = report.resolutions.some((resolution) => 'round' in resolution.of)
    const round = report.round ?? before ?? (answers ? latest + 1 : 1)
    lastOf.set(revision.path, round)
    latest = Math.max(latest, round)
    return { revision, report, round, by: writerOf(commitOf(revision.commit)) }
  })
}

/** `REVIEW-R2.md`, `review-round-2.md`, `reviews/round-2/api.md`. */
function roundInPath(path: string): number | null {
  const [name = '', folder = ''] = path.split('/').reverse()
  const found = IN_NAME.exec(name.replace(/\.\w+$/, '')) ?? IN_NAME.exec(folder)
  return found?.groups?.round === undefined ? null : Number(found.groups.round)
}

const IN_NAME =
  /(?:^|[-_. ])(?:r|round[-_ ]?|iteration[-_ ]?|pass[-_ ]?)(?<round>[1-9]\d?)(?=$|[-_. ])/i

/** The last round that the ids of a report's blockers name: "R2-B1". */
function roundInIds({ blockers }: Readings['reports'][number]['report']): number | null {
  const rounds = blockers.map(({ label }) => splitLabel(label)[0] ?? 0)
  return rounds.reduce((last, round) => Math.max(last, round), 0) || null
}

function removedFirst(reports: Readings['reports']): Readings['reports'] {
  const order = new Map<string, number>()
  for (const { revision } of reports) {
    if (!order.has(revision.commit)) order.set(revision.commit, order.size)
  }
  const rank = ({ revision }: Readings['reports'][number]) =>
    2 * (order.get(revision.commit) ?? 0) + (revision.text === null ? 0 : 1)
  return [...reports].sort((a, b) => rank(a) - rank(b))
}

/** `R2-B1` → [2, 'B1'], `B1` → [null, 'B1']. */
export function splitLabel(label: string | null): readonly [number | null, string | null] {
  const parts = /^R(\d{1,4})-(.+)$/.exec(label ?? '')
  return parts === null ? [null, label] : [Number(parts[1]), parts[2] ?? null]
}
