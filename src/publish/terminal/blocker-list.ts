import type { Blocker, BlockerState } from '../../ledger/ledger.ts'
import { padded, paragraph, type Style, shown, widest } from './style.ts'

/** Each blocker: its state, its fix, and why it stands as it does. */
export function blockerList(blockers: readonly Blocker[], style: Style): string {
  if (blockers.length === 0) return ''
  const names = Math.min(MOST_COLUMNS, widest(blockers.map(({ name }) => shown(name))))
  return [style.bold('Blockers'), ...blockers.map((one) => entry(one, names, style))].join('\n')
}

/** A name with its report's path may be longer; the others needn't be set as far apart. */
const MOST_COLUMNS = 12

function entry(blocker: Blocker, names: number, style: Style): string {
  const { name, title, state, evidence, links, why, next, suggested, verifiedBy } = blocker
  const sign = SETTLED.includes(state) ? style.good('✓') : style.bad('✗')
  const places = evidence.map(({ path, start, end }) =>
    start === end ? `${path}:${start}` : `${path}:${start}-${end}`,
  )
  const fixes = links
    .filter(({ problems }) => problems.length === 0)
    .map(({ commit, subject }) => shown(`${commit?.slice(0, 7)} ${subject ?? ''}`, 110))
  const short = shown(suggested?.slice(0, 7) ?? '')
  const lines = [
    ...(places.length === 0 ? [] : [style.dim(places.map((place) => shown(place)).join(', '))]),
    ...fixes,
    shown(verifiedBy === null ? why : `${why}; approved by ${verifiedBy}`, 1_000),
    ...(short === '' || state !== 'open' || next?.includes(short)
      ? []
      : [`${short} touches what it cites, and may be the fix.`]),
  ]
  return [
    paragraph(
      style,
      `${padded(shown(name), names)}  ${style.bold(shown(title, 200))} ${style.dim(`(${state})`)}`,
      4,
      `  ${sign}`,
    ),
    ...lines.map((line) => paragraph(style, line, 4)),
  ].join('\n')
}

const SETTLED: readonly BlockerState[] = ['fixed', 'verified', 'withdrawn', 'waived', 'deferred']
