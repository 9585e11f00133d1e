import type { Readings } from './ledger.ts'

/** One revision of a report with the round it belongs to. */
export type RoundRevision = Readings['reports'][number] & { readonly round: number }

/**
 * The revisions with their rounds. A report without a number belongs to its file's last round, or follows the
 * round that it answers, or is the first. What a commit removes comes before what it adds: a move is both.
 */
export function withRounds(reports: Readings['reports']): readonly RoundRevision[] {
  const lastOf = new Map<string, number>()
  let latest = 0
  return removedFirst(reports).map(({ revision, report }) => {
    const before = lastOf.get(revision.path) ?? lastOf.get(revision.previousPath ?? '')
    const answers = report.resolutions.some((resolution) => 'round' in resolution.of)
    const round = report.round ?? before ?? (answers ? latest + 1 : 1)
    lastOf.set(revision.path, round)
    latest = Math.max(latest, round)
    return { revision, report, round }
  })
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
