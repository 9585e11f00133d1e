import { padded, paragraph, type Style, styleOf, widest } from '../../publish/terminal/style.ts'
import type { Finding, Level } from './finding.ts'

/** `json` is for programs. */
export const FORMATS = ['text', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** Whether the App can work. */
export const isHealthy = (findings: readonly Finding[]): boolean =>
  findings.every(({ level }) => level !== 'error')

/** What to print of the findings, without a line break at its end. */
export const report = (
  findings: readonly Finding[],
  format: Format,
  terminal: { readonly colours: boolean; readonly columns: number },
): string => (format === 'json' ? asJson(findings) : asText(findings, styleOf(terminal)))

const asJson = (findings: readonly Finding[]): string =>
  JSON.stringify({ healthy: isHealthy(findings), findings }, null, 2)

function asText(findings: readonly Finding[], style: Style): string {
  const signs: Readonly<Record<Level, string>> = {
    ok: style.good('✓'),
    info: style.dim('·'),
    warn: style.doubtful('!'),
    error: style.bad('✗'),
  }
  const width = widest(findings.map(({ what }) => what))
  const indent = width + 6
  const lines = findings.flatMap(({ level, what, found, next }) => [
    paragraph(style, found, indent, `  ${signs[level]} ${padded(what, width)}`),
    ...(next === null ? [] : [paragraph(style, next, indent + 2, `${' '.repeat(indent)}→`)]),
  ])
  return [...lines, '', paragraph(style, style.bold(closing(findings)), 2)].join('\n')
}

function closing(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((one) => one.level === level).length
  const [errors, warnings] = [count('error'), count('warn')]
  const said = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ]
  return said.length === 0 ? 'Nothing is wrong.' : `${said.join(', ')}.`
}
