import { readReport } from '../../src/review/read-report.ts'

/**
 * A report in one line: `block [-,abc1234] {R1-B1::def5678} !count-mismatch` says that it blocks, that its first
 * blocker is open and its second fixed, that it calls an earlier one fixed, and which error it has.
 */
export function shortReading(markdown: string): string {
  const { verdict, blockers, resolutions, diagnostics } = readReport(markdown)
  const commits = (named: readonly { readonly sha: string }[]) =>
    named.map(({ sha }) => sha).join('+')
  const states = blockers.map(({ state, fixCommits }) =>
    state === 'open' ? '-' : commits(fixCommits) || 'fixed',
  )
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  return [
    verdict.qualifier === null ? verdict.outcome : `${verdict.outcome}/${verdict.qualifier}`,
    `[${states.join(',')}]`,
    ...resolutions.map(
      ({ of, count, commits: by }) =>
        `{${'label' in of ? of.label : `R${of.round ?? '?'}`}:${count ?? ''}:${commits(by)}}`,
    ),
    ...[...new Set(errors)].map((code) => `!${code}`),
  ].join(' ')
}
