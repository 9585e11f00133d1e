import { readReport } from '../../src/review/read-report.ts'
import type { Resolution } from '../../src/review/report.ts'

/**
 * A report in one line: `block [-,abc1234] {R1-B1::def5678} !count-mismatch` says that it blocks, that its first
 * blocker is open and its second fixed, that it calls an earlier one fixed, and which error it has. `x` is a
 * withdrawn blocker, `{~:abc1234}` a fix of something that doesn't block.
 */
export function shortReading(markdown: string): string {
  const { verdict, blockers, resolutions, diagnostics } = readReport(markdown)
  const commits = (named: readonly { readonly sha: string }[]) =>
    named.map(({ sha }) => sha).join('+')
  const states = blockers.map(({ state, fixCommits }) =>
    state === 'open' ? '-' : state === 'withdrawn' ? 'x' : commits(fixCommits) || 'fixed',
  )
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  return [
    verdict.qualifier === null ? verdict.outcome : `${verdict.outcome}/${verdict.qualifier}`,
    `[${states.join(',')}]`,
    ...resolutions.map(
      ({ of, count, commits: by }) => `{${nameOf(of)}:${count ?? ''}:${commits(by)}}`,
    ),
    ...[...new Set(errors)].map((code) => `!${code}`),
  ].join(' ')
}

function nameOf(of: Resolution['of']): string {
  if ('note' in of) return `~${of.note}`
  return 'label' in of ? of.label : `R${of.round ?? '?'}`
}
