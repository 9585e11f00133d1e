import { table } from '../bench/figures.ts'
import { FIELDS, type Field, type Score, type Tally } from './score.ts'

/** The figures as a table, then every miss and every needless error under its file. */
export const textOf = ({ reports, tallies, misses, needless }: Score): string =>
  [
    `${reports} ${reports === 1 ? 'report' : 'reports'}`,
    table([HEAD, ...FIELDS.map((field) => rowOf(field, tallies[field]))]),
    ...listed(
      'Misses',
      misses.map(({ file, line, field, expected, read }) => ({
        file,
        text: `${file}:${line} ${field} expected ${expected}, read ${read}`,
      })),
    ),
    ...listed(
      'Needless errors: verdict and blockers are right',
      needless.map(({ file, line, message }) => ({ file, text: `${file}:${line} ${message}` })),
    ),
  ].join('\n')

const HEAD = ['field', 'labelled', 'read', 'right', 'precision', 'recall']

/** Questions with one answer: the share of right ones stands under recall. */
const SINGLE: ReadonlySet<Field> = new Set([
  'verdict',
  'qualifier',
  'state',
  'id',
  'outcome',
  'doubt',
])

const rowOf = (field: Field, { labelled, read, right }: Tally): readonly string[] => [
  field,
  String(labelled),
  SINGLE.has(field) ? '' : String(read),
  String(right),
  SINGLE.has(field) ? '' : share(right, read),
  share(right, labelled),
]

const share = (right: number, all: number): string =>
  all === 0 ? '–' : `${((100 * right) / all).toFixed(1)} %`

interface Entry {
  readonly file: string
  readonly text: string
}

function listed(title: string, entries: readonly Entry[]): readonly string[] {
  const files = new Set(entries.map(({ file }) => file))
  const groups = [...files].map((file) =>
    entries
      .filter((entry) => entry.file === file)
      .map(({ text }) => `  ${text}`)
      .join('\n'),
  )
  const reports = files.size === 1 ? '1 report' : `${files.size} reports`
  return [
    `\n${title}: ${entries.length === 0 ? 'none' : `${entries.length}, in ${reports}`}`,
  ].concat(groups.length === 0 ? [] : [groups.join('\n\n')])
}
